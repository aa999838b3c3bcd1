import { describe, expect, it } from '@jest/globals';
import {
  complaintStatuses,
  isOngoing,
  isSamePerson,
  referenceFromBytes,
  type Asking,
  type Instant,
  type Walls,
} from '@redress/domain';
import fc from 'fast-check';
import { CountCases, CountCasesHandler, type CaseCounts } from './case-counts.query.js';
import { queueOf, type QueuedCase } from './queue-cases.mother.spec.js';
import type { QueueFilters, QueueReader } from './queue-filters.js';
import { BrowseWorkQueue, BrowseWorkQueueHandler, WorkQueueRequest } from './work-queue.query.js';

const PEOPLE = ['hana', 'Hugo', 'sara', 'cyrus'] as const;
const TEAMS = ['Cards', 'Loans', 'Repairs'] as const;
const NOW = '2026-11-08T10:00:00.000Z';

const aCase = fc
  .record({
    status: fc.constantFrom(...complaintStatuses),
    assignee: fc.constantFrom(null, 'hana', 'hugo'),
    team: fc.constantFrom(null, ...TEAMS),
    unit: fc.constantFrom(undefined, ...TEAMS),
    product: fc.constantFrom('card', 'loan'),
    dueAt: fc.constantFrom(null, '2026-11-08T09:59:59.999Z', NOW),
    answered: fc.boolean(),
    undelivered: fc.boolean(),
    tags: fc.subarray(['recall', 'lid']),
    conflicts: fc.subarray([...PEOPLE], { maxLength: 2 }),
    restrictedTo: fc.option(fc.subarray([...PEOPLE]), { nil: undefined }),
  })
  .map(({ conflicts, restrictedTo, unit, tags, undelivered, ...shown }): QueuedCase => {
    const { status, assignee, team } = shown;
    const people = assignee === null ? [] : [assignee];
    const work = { departments: [], people, ...(team !== null && { team }), ...(unit !== undefined && { unit }) };
    const walls: Walls = { conflicts, work, ...(restrictedTo && { restrictedTo }) };
    const named = { ...shown, ...(unit !== undefined && { organizationUnit: unit }) };
    return { shown: named, queue: { open: isOngoing({ status }), tags: { given: tags }, undelivered }, walls };
  });

const reader = fc
  .record({
    id: fc.constantFrom('hana', 'hugo', 'sara', 'cyrus'),
    roles: fc.subarray(['handler', 'supervisor', 'compliance'], { minLength: 1 }),
  })
  .chain((asking) =>
    fc.option(fc.subarray([...TEAMS])).map((teams): Asking => ({ ...asking, ...(teams && { teams }) })),
  );

const filters = fc.constantFrom<QueueFilters>(
  {},
  { product: ['card'] },
  { status: ['received', 'closed'] },
  { overdue: 'false' },
  { assignee: ['me', 'none'] },
  { tag: ['lid', 'other'] },
);

const readerOf = (asking: Asking): QueueReader => ({ asking, ownTeams: asking.teams ?? ['*'], now: NOW });

const referenceOf = (index: number): string => referenceFromBytes('crockford', new Uint8Array(11).fill(index));

async function countsOf(cases: readonly QueuedCase[], asked: QueueFilters, asking: Asking): Promise<CaseCounts> {
  const { store } = await queueOf(new Map(cases.map((one, index) => [referenceOf(index), one])));
  return new CountCasesHandler(store).execute(new CountCases(asked, readerOf(asking)));
}

/** How many cases the queue shows of each that is counted. */
async function shownOf(cases: readonly QueuedCase[], asked: QueueFilters, asking: Asking) {
  const queue = await queueOf(new Map(cases.map((one, index) => [referenceOf(index), one])));
  const handler = new BrowseWorkQueueHandler(queue.cases);
  const shown = async (more: QueueFilters) => {
    const request = Object.assign(new WorkQueueRequest(), { limit: 200, ...asked, ...more });
    return (await handler.execute(new BrowseWorkQueue(request, readerOf(asking)))).items;
  };
  const all = await shown({});
  const open = all.filter(({ status }) => isOngoing({ status }));
  const myTeams = await shown({ open: 'true', team: ['mine'] });
  return {
    byStatus: Object.fromEntries(
      complaintStatuses.map((status) => [status, all.filter((item) => item.status === status).length]),
    ),
    open: open.length,
    overdue: open.filter(({ overdue }) => overdue).length,
    unassigned: open.filter(({ assignee }) => assignee === null).length,
    mine: open.filter(({ assignee }) => assignee === asking.id).length,
    myTeams: myTeams.length,
    answered: open.filter(({ answered }) => answered).length,
    undelivered: (await shown({ undelivered: 'true' })).length,
  };
}

describe('The counts of the work queue', () => {
  it('are those of the cases that the queue shows to the same reader', async () => {
    const cases = fc.array(aCase, { maxLength: 8 });
    const property = fc.asyncProperty(cases, filters, reader, async (known, asked, asking) => {
      const counts = await countsOf(known, asked, asking);
      expect(counts).toEqual({ at: NOW, ...(await shownOf(known, asked, asking)), truncated: false });
    });
    await fc.assert(property, { numRuns: 100, endOnFailure: true });
  });

  it('do not change by a case that is hidden from the reader', async () => {
    const some = fc.array(aCase, { maxLength: 5 });
    const property = fc.asyncProperty(some, some, filters, reader, async (known, added, asked, asking) => {
      const hidden = added.map((one): QueuedCase => {
        const others = one.walls?.restrictedTo?.filter((person) => !isSamePerson(person, asking.id));
        const conflicts = [...(one.walls?.conflicts ?? []), ...(others === undefined ? [asking.id.toUpperCase()] : [])];
        return { ...one, walls: { ...one.walls, conflicts, ...(others && { restrictedTo: others }) } };
      });
      expect(await countsOf([...known, ...hidden], asked, asking)).toEqual(await countsOf(known, asked, asking));
    });
    await fc.assert(property, { numRuns: 60, endOnFailure: true });
  });

  it("leave out another team's case that the reader knows of by a task or by former work alone", async () => {
    const work = { team: 'Cards', departments: ['Loans'], people: ['hugo'] };
    const other: QueuedCase = { shown: { team: 'Cards' }, queue: { open: true }, walls: { conflicts: [], work } };
    const hugo = { id: 'hugo', roles: ['handler'], teams: ['Loans'] };
    expect((await shownOf([other], {}, hugo)).open).toBe(1);
    expect((await countsOf([other], {}, hugo)).open).toBe(0);
  });

  it('have a confidential case while emergency access to it lasts', async () => {
    const emergencies = [{ person: 'sara', until: '2026-11-08T12:00:00.000Z' }] as const;
    const walls: Walls = { conflicts: [], restrictedTo: ['hana'], emergencies };
    const confidential: QueuedCase = { shown: {}, queue: { open: true }, walls };
    const openTo = async (at: Instant) =>
      (await countsOf([confidential], {}, { id: 'sara', roles: ['supervisor'], at })).open;
    expect([await openTo(NOW), await openTo('2026-11-08T12:00:00.000Z')]).toEqual([1, 0]);
  });
});
