import { beforeEach, describe, expect, it } from '@jest/globals';
import { ComplaintOffice, handler, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference, type Asking } from '@redress/domain';
import { rebuildView, toActorId } from '@redress/eventing';
import { ViewReader, type CommandMetaOfMany } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import fc from 'fast-check';
import { caseProjection } from '../case-view/case.projection.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import { taskProjection } from '../tasks/task.projection.js';
import { Reassign, ReassignHandler, type Reassigned } from './reassign.command.js';
import { Workload, workIn } from './workload.js';

const SARA = { id: supervisor.id, roles: ['supervisor'] };
const NOOR = 'staff-noor';
const OMID = 'staff-omid';
const CALL = { kind: 'call', title: 'Call.' } as const;

let office: ComplaintOffice;
beforeEach(() => {
  office = new ComplaintOffice();
});

async function lodge(assignee?: string): Promise<Reference> {
  const reference = await office.lodge();
  if (assignee !== undefined) await office.does(reference, 'assign', { assignee }, { by: supervisor });
  return reference;
}

/** The work in views of all complaints as they are now. */
async function workload(): Promise<Workload> {
  const readStore = new MemoryReadStore();
  const { eventStore, codec, policies, now } = office;
  for (const projection of [caseProjection, taskProjection]) {
    await rebuildView({ projection, readStore, eventStore, codec, policies, now: () => now });
  }
  return new Workload(new VisibleCases(new ViewReader(readStore, office.codec)), readStore);
}

const loads = async (reader: Asking = SARA) => Object.fromEntries((await (await workload()).of(reader)).byPerson);

async function reassign(person: string, to?: string, idempotencyKey?: string): Promise<Reassigned> {
  const caller = { kind: 'staff', actor: supervisor, roles: SARA.roles } as unknown as CommandMetaOfMany['caller'];
  const meta: CommandMetaOfMany = { caller, correlationId: 'request-1', ...(idempotencyKey && { idempotencyKey }) };
  const handling = new ReassignHandler(office.complaints, await workload());
  return handling.execute(new Reassign(person, to, 'She left.', meta));
}

const state = async (reference: Reference) => (await office.complaints.load(reference)).state;

describe('The load of the staff', () => {
  it('counts open cases and open tasks by person, whoever has the case', async () => {
    const own = await lodge(NOOR);
    await office.does(own, 'assign-task', { ...CALL, assignee: OMID });
    await office.does(own, 'assign-task', { ...CALL, task: 'done', assignee: OMID });
    await office.does(own, 'complete-task', { task: 'done' });
    await office.does(own, 'assign-task', CALL);
    const ended = await lodge(NOOR);
    await office.does(ended, 'refer', { to: 'Ombudsman' }, { reason: 'So it is.' });
    await lodge();
    expect(await loads()).toEqual({ [NOOR]: { cases: 1, tasks: 0 }, [OMID]: { cases: 0, tasks: 1 } });
  });

  it('is to nobody otherwise because of a case that they may not see', async () => {
    await lodge(NOOR);
    const before = await loads();
    const hidden = await lodge(NOOR);
    await office.does(hidden, 'assign-task', { ...CALL, assignee: OMID });
    const interest = { person: supervisor.id, nature: 'A cousin.' };
    await office.does(hidden, 'declare-conflict', interest, {
      by: { id: toActorId('staff-sina'), role: 'supervisor' },
    });
    expect(await loads()).toEqual(before);
    expect(await loads({ id: 'staff-sina', roles: ['supervisor'] })).not.toEqual(before);
  });
});

describe('The load of the staff, added up', () => {
  const PEOPLE = [NOOR, OMID, SARA.id, 'staff-sina'] as const;
  const one = fc.record({
    assignee: fc.option(fc.constantFrom(...PEOPLE), { nil: undefined }),
    /** To whom its tasks are given, and what became of them. */
    tasks: fc.array(
      fc.record({
        assignee: fc.option(fc.constantFrom(...PEOPLE), { nil: undefined }),
        end: fc.option(fc.constantFrom('complete-task', 'cancel-task'), { nil: undefined }),
      }),
      { maxLength: 3 },
    ),
    conflict: fc.option(fc.constantFrom(...PEOPLE), { nil: undefined }),
    ends: fc.boolean(),
  });

  it('is that of the cases which the reader may see, looked at one by one', async () => {
    const property = fc.asyncProperty(fc.array(one, { maxLength: 5 }), fc.constantFrom(...PEOPLE), async (all, id) => {
      office = new ComplaintOffice();
      for (const { assignee, tasks, conflict, ends } of all) {
        const reference = await lodge(assignee);
        for (const [index, { assignee: person, end }] of tasks.entries()) {
          const task = `task-${index + 1}`;
          await office.does(reference, 'assign-task', { ...CALL, task, ...(person && { assignee: person }) });
          if (end !== undefined) await office.does(reference, end, { task }, { reason: 'So it is.' });
        }
        const by = { id: toActorId('staff-rita'), role: 'supervisor' };
        const interest = conflict !== undefined && { person: conflict, nature: 'A cousin.' };
        if (interest) await office.does(reference, 'declare-conflict', interest, { by });
        if (ends) await office.does(reference, 'refer', { to: 'Ombudsman' }, { reason: 'So it is.' });
      }
      const reader = { id, roles: ['supervisor'] };
      const work = await workload();
      const expected = new Map<string, { cases: number; tasks: number }>();
      const add = (person: string, cases: number, tasks: number): void => {
        const known = expected.get(person) ?? { cases: 0, tasks: 0 };
        expected.set(person, { cases: known.cases + cases, tasks: known.tasks + tasks });
      };
      for await (const document of work.openCases(reader)) {
        const { assignee, tasks } = workIn(document);
        if (assignee !== null) add(assignee, 1, 0);
        for (const person of tasks) add(person, 0, 1);
      }
      expect(await work.of(reader)).toEqual({ byPerson: expected, truncated: false });
    });
    await fc.assert(property, { numRuns: 60, endOnFailure: true });
  });
});

describe('Reassigning all of a person', () => {
  it('moves cases and tasks by their ordinary commands, for the reason given', async () => {
    const own = await lodge(NOOR);
    const shared = await lodge(handler.id);
    await office.does(shared, 'assign-task', { ...CALL, task: 'call', assignee: NOOR, dueOn: '2026-12-01' });
    const { moved, refused, more } = await reassign(NOOR, OMID, 'key');
    expect([refused, more]).toEqual([[], false]);
    expect(new Set(moved)).toEqual(
      new Set([
        { reference: formatReference(own), command: 'assign' },
        { reference: formatReference(shared), command: 'assign-task', task: 'call' },
      ]),
    );
    expect(await state(own)).toMatchObject({ assignee: OMID });
    expect(await state(shared)).toMatchObject({
      assignee: handler.id,
      tasks: {
        call: { standing: 'cancelled' },
        'task-2': { standing: 'open', content: { ...CALL, assignee: OMID, dueOn: '2026-12-01' } },
      },
    });
    const history = await office.complaints.history(own);
    expect(history.at(-1)).toMatchObject({ reason: 'She left.', metadata: { actor: supervisor } });
    expect(await reassign(NOOR, OMID, 'key')).toEqual({ moved: [], refused: [], more: false });
    expect(await loads()).toEqual({
      [OMID]: { cases: 1, tasks: 1 },
      [handler.id]: { cases: 1, tasks: 0 },
    });
  });

  it('returns cases to the queue, and tasks to whoever has the case', async () => {
    const own = await lodge(NOOR);
    await office.does(own, 'assign-task', { ...CALL, assignee: NOOR });
    await reassign(NOOR);
    expect(await state(own)).not.toHaveProperty('assignee');
    expect(await loads()).toEqual({});
  });

  it('says what was refused and why, leaves it where it was, and touches nothing that the sender may not see', async () => {
    const conflicted = await lodge(NOOR);
    const interest = { person: OMID, nature: 'A cousin.' };
    await office.does(conflicted, 'declare-conflict', interest, { by: supervisor });
    await office.does(conflicted, 'assign-task', { ...CALL, task: 'call', assignee: NOOR });
    const hidden = await lodge(NOOR);
    const sina = { id: toActorId('staff-sina'), role: 'supervisor' };
    await office.does(hidden, 'declare-conflict', { ...interest, person: supervisor.id }, { by: sina });
    const reference = formatReference(conflicted);
    expect(await reassign(NOOR, OMID)).toEqual({
      moved: [],
      refused: [
        { reference, command: 'assign-task', task: 'call', code: 'conflict-of-interest' },
        { reference, command: 'assign', code: 'conflict-of-interest' },
      ],
      more: false,
    });
    for (const one of [conflicted, hidden]) expect(await state(one)).toMatchObject({ assignee: NOOR });
    expect(await state(conflicted)).toMatchObject({ tasks: { call: { standing: 'open' } } });
  });

  it('moves a hundred complaints at most, and says that there are more', async () => {
    for (let index = 0; index < 101; index += 1) await lodge(NOOR);
    const first = await reassign(NOOR, OMID);
    expect([first.moved.length, first.more]).toEqual([100, true]);
    const rest = await reassign(NOOR, OMID);
    expect([rest.moved.length, rest.more]).toEqual([1, false]);
  });

  it('reaches what can be moved behind more that is refused than a request moves', async () => {
    const interest = { person: OMID, nature: 'A cousin.' };
    for (let index = 0; index < 101; index += 1) {
      await office.does(await lodge(NOOR), 'declare-conflict', interest, { by: supervisor });
    }
    office.now = '2027-11-02T09:00:00.000Z';
    const last = await lodge(NOOR);
    const { moved, refused, more } = await reassign(NOOR, OMID);
    expect(moved).toEqual([{ reference: formatReference(last), command: 'assign' }]);
    expect([refused.length, more]).toEqual([101, false]);
  });
});
