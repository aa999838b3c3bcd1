import { describe, expect, it } from '@jest/globals';
import { complaint, type Complaint, type ComplaintState } from '@redress/domain';
import { ComplaintOffice } from './complaint-office.mother.spec.js';
import { lodgeMarked } from './marked-life.mother.spec.js';
import { stateDifference } from './history.js';

async function states(): Promise<readonly ComplaintState[]> {
  const office = new ComplaintOffice();
  const reference = await lodgeMarked(office);
  await office.does(reference, 'acknowledge', {});
  await office.does(reference, 'assign', { assignee: 'staff-hana' });
  await office.does(reference, 'assign', { assignee: 'staff-samir' });
  const upTo = [0, 1, 2, 3].map((revision) => office.complaints.load(reference, revision));
  return (await Promise.all(upTo)).map(({ state }) => state);
}

describe('What an event changed', () => {
  it('is nothing between a state and itself', async () => {
    const [received] = await states();
    expect(stateDifference(received!, structuredClone(received!))).toEqual([]);
  });

  it('names each part with its value before and after, in alphabetical order', async () => {
    const [received, acknowledged] = await states();
    expect(stateDifference(received!, acknowledged!)).toEqual([
      { part: 'acknowledged', before: false, after: true },
      { part: 'status', before: 'received', after: 'acknowledged' },
    ]);
  });

  it('says null of what was not there, or is not any more', async () => {
    const [, acknowledged, assigned, reassigned] = await states();
    expect(stateDifference(acknowledged!, assigned!)).toEqual([
      { part: 'assignee', before: null, after: 'staff-hana' },
    ]);
    expect(stateDifference(assigned!, reassigned!)).toEqual([
      { part: 'assignee', before: 'staff-hana', after: 'staff-samir' },
    ]);
    expect(stateDifference(assigned!, acknowledged!)).toEqual([
      { part: 'assignee', before: 'staff-hana', after: null },
    ]);
  });

  it('begins with everything that the receipt made known', async () => {
    const [received] = await states();
    const parts = stateDifference(complaint.initialState, received!);
    expect(parts).toContainEqual({ part: 'status', before: 'unknown', after: 'received' });
    expect(parts.filter(({ before }) => before !== null).map(({ part }) => part)).toEqual(['status']);
  });

  it('leaves out what the machinery keeps for itself', async () => {
    const [received] = await states();
    const other = { ...(received as Complaint), commandIds: [['another']], justReopened: true };
    expect(stateDifference(received!, other)).toEqual([]);
  });
});
