import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice, handler, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import { shippedPolicyOf } from '@redress/policies';
import { caseAnswer } from './case.answer.js';
import { caseProjection } from './case.projection.js';

const AT: Instant = '2026-11-02T09:00:00.000Z';

async function tasksOf(office: ComplaintOffice, reference: Reference, at = AT, policy = 'generic@1'): Promise<unknown> {
  const reader = { actor: handler, roles: ['handler'], at, policy: shippedPolicyOf(policy) };
  return caseAnswer(await office.openedDocument(caseProjection, reference), reader)['tasks'];
}

describe('The tasks of a case', () => {
  it('stand in the order in which they were assigned, with what became of each', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await office.does(reference, 'assign-task', { kind: 'investigate', title: 'Test the kettle.', department: 'Lab' });
    await office.does(
      reference,
      'assign-task',
      { task: 'call', kind: 'call', title: 'Call Ruth.' },
      { by: supervisor },
    );
    await office.does(reference, 'assign-task', { kind: 'other', title: 'Look at the lid.', assignee: 'staff-noor' });
    await office.does(reference, 'complete-task', { task: 'task-1', result: 'It bursts.' });
    await office.does(reference, 'cancel-task', { task: 'call' }, { reason: 'Ruth called herself.' });
    const assigned = { assignedBy: handler.id, assignedAt: AT, overdue: false };
    expect(await tasksOf(office, reference)).toEqual([
      {
        ...assigned,
        task: 'task-1',
        kind: 'investigate',
        title: 'Test the kettle.',
        department: 'Lab',
        state: 'done',
        result: 'It bursts.',
        completedBy: handler.id,
        completedAt: AT,
      },
      {
        ...assigned,
        task: 'call',
        kind: 'call',
        title: 'Call Ruth.',
        assignedBy: supervisor.id,
        state: 'cancelled',
        reason: 'Ruth called herself.',
        cancelledBy: handler.id,
        cancelledAt: AT,
      },
      { ...assigned, task: 'task-3', kind: 'other', title: 'Look at the lid.', assignee: 'staff-noor', state: 'open' },
    ]);
  });

  it('are overdue from the day after, by the time zone of the policy, for as long as nobody did them', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await office.does(reference, 'assign-task', { kind: 'call', title: 'Call Ruth.', dueOn: '2026-11-05' });
    const overdue = async (at: Instant, policy?: string): Promise<unknown[]> =>
      ((await tasksOf(office, reference, at, policy)) as { overdue: boolean }[]).map((task) => task.overdue);
    expect(await overdue('2026-11-05T23:59:59.999Z')).toEqual([false]);
    expect(await overdue('2026-11-06T00:00:00.000Z')).toEqual([true]);
    expect(await overdue('2026-11-05T20:30:00.000Z', 'ir-20-day@1')).toEqual([true]);
    await office.does(reference, 'complete-task', { task: 'task-1' });
    expect(await overdue('2026-11-06T00:00:00.000Z')).toEqual([false]);
  });
});
