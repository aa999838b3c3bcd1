import { beforeAll, describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { ComplaintOffice } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import {
  formatReference,
  instantOf,
  isSamePerson,
  referenceFromBytes,
  type Asking,
  type Instant,
  type Walls,
  type Work,
} from '@redress/domain';
import { toPosition, type FindQuery, type JsonObject, type ReadStore } from '@redress/eventing';
import { ViewReader, type Page } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import fc from 'fast-check';
import { FindPossibleDuplicates, FindPossibleDuplicatesHandler } from '../possible-duplicates/possible-duplicates.js';
import { activityProjection, momentOf } from '../activity/activity.projection.js';
import { BrowseActivity, BrowseActivityHandler } from '../activity/browse-activity.query.js';
import { CaseNotes } from '../case-notes/case-notes.js';
import type { CaseAnswer } from './case.answer.js';
import { caseProjection } from './case.projection.js';
import { SearchCases, SearchCasesHandler } from '../search/search-cases.query.js';
import { searchProjection } from '../search/search.projection.js';
import { tokensOfEmail } from '../search/tokens.js';
import { BrowseTasks, BrowseTasksHandler } from '../tasks/browse-tasks.query.js';
import { taskProjection } from '../tasks/task.projection.js';
import { noQueueFields } from './queue-fields.js';
import { VisibleCases } from './visible-cases.js';

const office = new ComplaintOffice();
const { codec, policies } = office;
/** What else the state of a complaint has. */
let rest: JsonObject;
const PEOPLE = ['hana', 'Hugo', 'sara', 'cyrus'] as const;

/** A case, which the reader may see unless they are among `conflicts`, it is confidential to others, or another team's. */
const aCase = fc.record({
  product: fc.constantFrom('card', 'loan'),
  hour: fc.nat(200),
  dueIn: fc.option(fc.nat(9)),
  email: fc.constantFrom('robin@example.org', 'kim@example.org'),
  conflicts: fc.subarray([...PEOPLE]),
  restrictedTo: fc.option(fc.subarray([...PEOPLE]), { nil: undefined }),
  work: fc.option(
    fc.record({
      team: fc.constantFrom('Cards', 'Loans'),
      departments: fc.subarray(['Fraud']),
      people: fc.subarray([...PEOPLE]),
    }),
    { nil: undefined },
  ),
});
type ACase = Omit<typeof aCase extends fc.Arbitrary<infer Case> ? Case : never, keyof Walls> & {
  readonly conflicts: readonly string[];
  readonly restrictedTo?: readonly string[] | undefined;
  readonly work?: Work | undefined;
};

/** The case as one that the reader may not see: another team's, confidential to others, or one in which they have an interest. */
function hiddenFrom({ id, roles, teams }: Asking, one: ACase): ACase {
  const isOther = (person: string): boolean => !isSamePerson(person, id);
  const others = one.restrictedTo?.filter(isOther);
  if (others !== undefined) return { ...one, restrictedTo: others };
  if (one.work !== undefined && teams !== undefined && !roles.includes('compliance')) {
    return { ...one, work: { ...one.work, team: 'Repairs', departments: [], people: one.work.people.filter(isOther) } };
  }
  return { ...one, conflicts: [...one.conflicts, id.toUpperCase()] };
}

const reader = fc
  .record({
    id: fc.constantFrom('hana', 'hugo', 'SARA', 'cyrus', 'henry'),
    roles: fc.subarray(['handler', 'supervisor', 'compliance', 'intake-agent'], { minLength: 1 }),
  })
  .chain((asking) =>
    fc.option(fc.subarray(['Cards', 'Fraud'])).map((teams): Asking => ({ ...asking, ...(teams && { teams }) })),
  );

const referenceOf = (index: number): Reference => referenceFromBytes('crockford', new Uint8Array(11).fill(index));
const hourAt = (hour: number): Instant => instantOf(Date.UTC(2026, 10, 2, hour));

function documentOf({ product, hour, dueIn, email, conflicts, restrictedTo, work }: ACase, index: number): JsonObject {
  const receivedAt = hourAt(hour);
  return {
    reference: referenceOf(index),
    status: 'received',
    product,
    // Half of all are on the desk of one reader.
    assignee: index % 4 < 2 ? 'hana' : null,
    complainant: { email },
    receivedAt,
    queue: { ...noQueueFields },
    dueAt: dueIn === null ? null : hourAt(hour + dueIn),
    state: {
      ...rest,
      receivedAt,
      conflicts,
      stage: { number: 1, appealed: false, barred: [] },
      ...(restrictedTo && { restrictedTo }),
      ...(work && { work: { ...work } }),
    },
  };
}

async function viewOf(cases: ReadonlyMap<number, ACase>, store = new MemoryReadStore()): Promise<ViewReader> {
  await store.define(caseProjection.view);
  const changes = [...cases].map(([index, one]) => {
    return {
      id: complaintStream(referenceOf(index)),
      expected: 'none',
      revision: 0,
      body: documentOf(one, index),
    } as const;
  });
  await store.commit(caseProjection.view.name, { generation: 1, changes, park: [], unpark: [] });
  await indexIn(store, cases);
  await tasksIn(store, cases);
  await activityIn(store, cases);
  return new ViewReader(store, codec);
}

/** Fills the index that cases are searched in. */
async function indexIn(store: MemoryReadStore, cases: ReadonlyMap<number, ACase>): Promise<void> {
  const { view } = searchProjection;
  await store.define(view);
  const index = await codec.index.forWriting(view.name, 1);
  const changes = [...cases].map(([number, { email, hour }]) => ({
    id: complaintStream(referenceOf(number)),
    expected: 'none' as const,
    revision: 0,
    body: { receivedAt: hourAt(hour), terms: { email: tokensOfEmail(email).map((token) => index.termOf(token)) } },
  }));
  await store.commit(view.name, { generation: 1, changes, park: [], unpark: [] });
}

/** Gives each case something to do. */
async function tasksIn(store: MemoryReadStore, cases: ReadonlyMap<number, ACase>): Promise<void> {
  const { view } = taskProjection;
  await store.define(view);
  const changes = [...cases].map(([index, { hour }]) => {
    const reference = referenceOf(index);
    const task = { task: 'task-1', kind: 'call', title: 'Call them.', state: 'open', assignedBy: 'sara' };
    const body = { ...task, reference, assignedAt: hourAt(hour) };
    return { id: `${complaintStream(reference)}/task-1`, expected: 'none' as const, revision: 0, body };
  });
  await store.commit(view.name, { generation: 1, changes, park: [], unpark: [] });
}

/** Lets two things happen on each case. */
async function activityIn(store: MemoryReadStore, cases: ReadonlyMap<number, ACase>): Promise<void> {
  const { view } = activityProjection;
  await store.define(view);
  const changes = [...cases].flatMap(([index, { hour }]) =>
    [0, 1].map((revision) => {
      const reference = referenceOf(index);
      const at = hourAt(hour + revision);
      const actor = { id: 'hana', role: 'handler' };
      const moment = momentOf(at, toPosition(BigInt(2 * index + revision)));
      const body = { reference, revision, type: 'NoteAdded', recordedAt: at, occurredAt: at, actor, moment };
      return { id: `${complaintStream(reference)}/${revision}`, expected: 'none' as const, revision, body };
    }),
  );
  await store.commit(view.name, { generation: 1, changes, park: [], unpark: [] });
}

/** What the activity answers to a reader, page by page, cursors included. */
async function activityFor(asking: Asking, views: ViewReader, store: ReadStore, limit: number): Promise<unknown[]> {
  const handler = new BrowseActivityHandler(views, store);
  const pages: unknown[] = [];
  for (const asked of [{}, { person: 'hana', since: hourAt(20) }, { mine: 'true' }] as const) {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const request = { ...asked, limit, ...(cursor !== undefined && { cursor }) };
      const page: Page<unknown> = await handler.execute(new BrowseActivity(request, { asking, now: hourAt(100) }));
      pages.push(page);
      cursor = page.next;
    }
  }
  return pages;
}

/** Everything that the lists, the search and the hints answer to a reader, page by page, cursors included. */
async function answersTo(
  asking: Asking,
  cases: ReadonlyMap<number, ACase>,
  limit: number,
  own: number,
): Promise<unknown> {
  const store = new MemoryReadStore();
  const views = await viewOf(cases, store);
  const visible = new VisibleCases(views);
  const pages: unknown[] = [];
  for (const field of ['dueAt', 'receivedAt']) {
    for (const where of [[], [{ field: 'product', is: 'equal', value: 'card' } as const]]) {
      const query: FindQuery = { where, sort: { field, direction: 'ascending' }, limit };
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await visible.find({ ...query, ...(cursor !== undefined && { cursor }) }, asking);
        pages.push(page);
        cursor = page.next;
      }
    }
  }
  const hints = new FindPossibleDuplicatesHandler(views, visible);
  const search = new SearchCasesHandler(views, new CaseNotes(views));
  const searched: unknown[] = [];
  for (const text of ['example', 'robin@example.org', formatReference(referenceOf(1)), 'nobody']) {
    searched.push(await search.execute(new SearchCases({ text, limit }, { asking, now: hourAt(100) })));
  }
  const browse = new BrowseTasksHandler(views, visible, policies);
  const tasks: unknown[] = [];
  for (const sort of ['dueOn', '-assignedAt'] as const) {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const request = { sort, limit, ...(cursor !== undefined && { cursor }) };
      const page: Page<unknown> = await browse.execute(new BrowseTasks(request, { asking, now: hourAt(100) }));
      tasks.push(page);
      cursor = page.next;
    }
  }
  const activity = await activityFor(asking, views, store, limit);
  return {
    pages,
    searched,
    tasks,
    activity,
    hints: await hints.execute(new FindPossibleDuplicates(referenceOf(own), asking)),
  };
}

/** An answer that names these other complaints in each way there is. */
function naming(others: readonly number[]): CaseAnswer {
  const complaints = others.map((index) => ({ complaint: formatReference(referenceOf(index)) }));
  const [first] = complaints.map(({ complaint }) => complaint);
  const tasks = others.map((index) => ({ task: `written-${referenceOf(index).toLowerCase()}-3` }));
  const lists = { links: complaints, absorbed: complaints, splitInto: complaints, tasks };
  const merges = complaints.map(({ complaint }) => ({ into: complaint }));
  return { ...lists, merges, mergedInto: first ?? null, splitFrom: first ?? null } as unknown as CaseAnswer;
}

describe('A case behind a wall', () => {
  beforeAll(async () => {
    rest = (await office.document(caseProjection, await office.lodge())).body['state'] as JsonObject;
  });

  it('changes nothing of what any list, search or hint answers to whom it excludes', async () => {
    const some = fc.array(aCase, { minLength: 1, maxLength: 7 });
    const property = fc.asyncProperty(
      reader,
      some,
      fc.array(aCase, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 4 }),
      async (asking, known, added, limit) => {
        const own = 0;
        const seen = known.map((one, index) =>
          index === own ? { ...one, conflicts: [], restrictedTo: undefined, work: undefined } : one,
        );
        const hidden = added.map((one) => hiddenFrom(asking, one));
        // The references of the added cases lie between and after those of the others.
        const before = new Map<number, ACase>(seen.map((one, index) => [2 * index, one]));
        const after = new Map<number, ACase>([...before, ...hidden.map((one, index) => [2 * index + 1, one] as const)]);
        expect(await answersTo(asking, after, limit, own)).toEqual(await answersTo(asking, before, limit, own));
      },
    );
    await fc.assert(property, { numRuns: 60, endOnFailure: true });
  });

  it('is named by no other case', async () => {
    const open: ACase = { product: 'card', hour: 0, dueIn: null, email: 'kim@example.org', conflicts: [] };
    const cases = new Map<number, ACase>([
      [1, { ...open, conflicts: ['hana'] }],
      [2, open],
    ]);
    const visible = new VisibleCases(await viewOf(cases));
    const hana = { id: 'Hana', roles: ['supervisor'] };
    expect(await visible.withoutHidden([naming([1, 2, 3])], hana)).toEqual([
      { ...naming([2, 3]), mergedInto: null, splitFrom: null },
    ]);
    expect(await visible.withoutHidden([naming([2, 3])], hana)).toEqual([naming([2, 3])]);
    const sara = { id: 'sara', roles: ['supervisor'] };
    expect(await visible.withoutHidden([naming([1, 2])], sara)).toEqual([naming([1, 2])]);
  });
});
