import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Asking, Instant } from '@redress/domain';
import { caseProjection } from '../case-view/case.projection.js';
import { queueOf, type QueuedCase } from './queue-cases.mother.spec.js';
import { BrowseWorkQueue, BrowseWorkQueueHandler, SORTS, WorkQueueRequest } from './work-queue.query.js';

const CASES: Readonly<Record<string, QueuedCase & { readonly reference: string }>> = {
  kettle: {
    reference: '7K3M9QXD41PC',
    shown: {
      status: 'assessed',
      assignee: 'staff-hana',
      team: 'Kitchen',
      priority: 'urgent',
      priorityRank: 1,
      product: 'kettle',
      organizationUnit: 'branch-12',
      jurisdiction: 'IR',
      language: 'fa',
      receivedAt: '2026-11-02T09:00:00.000Z',
      dueAt: '2026-12-02T09:00:00.000Z',
      externalReference: 'EXT-7',
      changedAt: '2026-11-05T09:00:00.000Z',
      answered: true,
      assessment: { severity: 'high' },
    },
    queue: {
      tags: { given: ['recall', 'branch 12, counter'] },
      open: true,
      warnAt: '2026-11-08T09:00:00.000Z',
      breached: true,
      acknowledgementBreached: true,
      undelivered: true,
      waitingFor: 'handler',
      answeredAt: '2026-11-05T09:00:00.000Z',
    },
  },
  toaster: {
    reference: '8A3M9QXD41PC',
    shown: {
      status: 'received',
      priority: 'low',
      priorityRank: 4,
      product: 'toaster, large',
      channel: 'phone',
      receivedAt: '2026-11-03T09:00:00.000Z',
      dueAt: '2026-11-04T09:00:00.000Z',
      changedAt: '2026-11-03T09:00:00.000Z',
    },
    queue: {
      open: true,
      warnAt: '2026-11-03T10:00:00.000Z',
      breached: true,
      answerBreached: true,
      waitingFor: 'complainant',
    },
    stage: 2,
  },
  letter: {
    reference: '9A3M9QXD41PC',
    shown: {
      status: 'closed',
      assignee: 'staff-samir',
      team: 'Laundry',
      priority: 'normal',
      channel: 'letter',
      receivedAt: '2026-11-01T09:00:00.000Z',
      changedAt: '2026-11-04T09:00:00.000Z',
      answered: true,
    },
    queue: { tags: { given: ['recall'] }, answeredAt: '2026-11-04T09:00:00.000Z' },
    walls: { conflicts: [], restrictedTo: ['staff-hana', 'staff-samir'] },
  },
};

const HANA: Asking = { id: 'staff-hana', roles: ['handler'] };
const NOW: Instant = '2026-11-08T10:00:00.000Z';

describe('The work queue', () => {
  let handler: BrowseWorkQueueHandler;
  beforeEach(async () => {
    const { cases } = await queueOf(new Map(Object.values(CASES).map((one) => [one.reference, one])));
    handler = new BrowseWorkQueueHandler(cases);
  });

  const pageOf = (
    asked: Partial<WorkQueueRequest>,
    asking = HANA,
    now = NOW,
    ownTeams: readonly string[] | undefined = ['*'],
  ) => {
    const request = Object.assign(new WorkQueueRequest(), { limit: 50, ...asked });
    return handler.execute(new BrowseWorkQueue(request, { asking, ownTeams, now }));
  };
  const namesOf = (items: readonly { readonly reference: string }[]): readonly (string | undefined)[] =>
    items.map(({ reference }) =>
      Object.keys(CASES).find((name) => CASES[name]?.reference === reference.replaceAll('-', '')),
    );
  const browse = async (asked: Partial<WorkQueueRequest>, asking = HANA) =>
    namesOf((await pageOf(asked, asking)).items);

  it('is sorted by what is due first, with what is not due at all at its end', async () => {
    expect(await browse({})).toEqual(['toaster', 'kettle', 'letter']);
  });

  it.each<[Partial<WorkQueueRequest>, readonly string[]]>([
    [{ sort: 'receivedAt' }, ['letter', 'kettle', 'toaster']],
    [{ sort: '-receivedAt' }, ['toaster', 'kettle', 'letter']],
    [{ sort: 'priority' }, ['kettle', 'letter', 'toaster']],
    [{ sort: '-priority' }, ['toaster', 'letter', 'kettle']],
    [{ sort: 'changedAt' }, ['toaster', 'letter', 'kettle']],
    [{ sort: '-changedAt' }, ['kettle', 'letter', 'toaster']],
    [{ sort: '-dueAt' }, ['kettle', 'toaster', 'letter']],
    [{ status: ['received'] }, ['toaster']],
    [{ status: ['received', 'closed'] }, ['toaster', 'letter']],
    [{ open: 'true' }, ['toaster', 'kettle']],
    [{ open: 'false' }, ['letter']],
    [{ priority: ['urgent', 'low'] }, ['toaster', 'kettle']],
    [{ severity: ['high', 'critical'] }, ['kettle']],
    [{ tag: ['recall'] }, ['kettle', 'letter']],
    [{ tag: ['branch 12, counter', 'Recall'] }, ['kettle']],
    [{ tag: ['recall', 'lid'], open: 'true' }, ['kettle']],
    [{ tag: ['lid'] }, []],
    [{ product: ['kettle'] }, ['kettle']],
    [{ product: ['kettle', 'toaster, large'] }, ['toaster', 'kettle']],
    [{ organizationUnit: ['branch-12', 'branch-13'] }, ['kettle']],
    [{ jurisdiction: ['IR'] }, ['kettle']],
    [{ language: ['fa'] }, ['kettle']],
    [{ stage: [2, 3] }, ['toaster']],
    [{ stage: [1] }, ['kettle', 'letter']],
    [{ channel: ['letter', 'phone'] }, ['toaster', 'letter']],
    [{ waitingFor: ['complainant'] }, ['toaster']],
    [{ waitingFor: ['complainant', 'handler'] }, ['toaster', 'kettle']],
    [{ waitingFor: ['handler'], open: 'false' }, []],
    [{ confidential: 'true' }, ['letter']],
    [{ confidential: 'false' }, ['toaster', 'kettle']],
    [{ undelivered: 'true' }, ['kettle']],
    [{ undelivered: 'false' }, ['toaster', 'letter']],
    [{ overdue: 'true' }, ['toaster']],
    [{ overdue: 'false' }, ['kettle', 'letter']],
    [{ warned: 'true' }, ['toaster', 'kettle']],
    [{ warned: 'true', overdue: 'false' }, ['kettle']],
    [{ warned: 'false' }, ['letter']],
    [{ breached: 'any' }, ['toaster', 'kettle']],
    [{ breached: 'none' }, ['letter']],
    [{ breached: 'acknowledgement' }, ['kettle']],
    [{ breached: 'answer' }, ['toaster']],
    [{ team: ['Kitchen'] }, ['kettle']],
    [{ team: ['Kitchen', 'Laundry'] }, ['kettle', 'letter']],
    [{ team: ['none'] }, ['toaster']],
    [{ team: ['none', 'Laundry'] }, ['toaster', 'letter']],
    [{ team: ['mine'] }, ['kettle', 'letter']],
    [{ team: ['mine', 'none'] }, ['toaster', 'kettle', 'letter']],
    [{ assignee: ['me'] }, ['kettle']],
    [{ assignee: ['none'] }, ['toaster']],
    [{ assignee: ['me', 'none'] }, ['toaster', 'kettle']],
    [{ assignee: ['me', 'staff-samir'] }, ['kettle', 'letter']],
    [{ assignee: ['staff-samir'] }, ['letter']],
    [{ receivedFrom: '2026-11-02T09:00:00.000Z' }, ['toaster', 'kettle']],
    [{ receivedTo: '2026-11-02T09:00:00.000Z' }, ['letter']],
    [{ dueBefore: '2026-11-05T00:00:00.000Z' }, ['toaster']],
    [{ dueFrom: '2026-11-05T00:00:00.000Z' }, ['kettle']],
    [{ changedSince: '2026-11-04T09:00:00.000Z' }, ['kettle', 'letter']],
    [{ changedSince: '2026-11-04T09:00:00.001Z' }, ['kettle']],
    [{ changedSince: '2026-11-03T10:00:00.000Z', sort: 'changedAt' }, ['letter', 'kettle']],
    [{ answered: 'true' }, ['kettle', 'letter']],
    [{ answered: 'false' }, ['toaster']],
    [{ answeredSince: '2026-11-04T09:00:00.001Z' }, ['kettle']],
    [{ answered: 'true', status: ['closed'], changedSince: '2026-11-04T00:00:00.000Z' }, ['letter']],
    [{ q: '7k3m-9qxd' }, ['kettle']],
    [{ q: '۷k۳m' }, ['kettle']],
    [{ q: 'EXT-7' }, ['kettle']],
    [{ q: 'toast' }, ['toaster']],
    [{ q: 'EXT' }, []],
    [{ assignee: ['me'], status: ['closed'] }, []],
  ])('answers %j by %j', async (asked, found) => {
    expect(await browse(asked)).toEqual(found);
  });

  it("knows the reader's teams, and of none for a reader without one", async () => {
    const found = async (team: string[], ...own: readonly string[]) =>
      namesOf((await pageOf({ team }, HANA, NOW, own)).items);
    expect(await found(['mine'], 'Kitchen')).toEqual(['kettle']);
    expect(await found(['mine', 'none'], 'Kitchen')).toEqual(['toaster', 'kettle']);
    expect(await found(['mine', 'Laundry'], 'Kitchen')).toEqual(['kettle', 'letter']);
    expect(await found(['mine'])).toEqual([]);
    const request = Object.assign(new WorkQueueRequest(), { team: ['mine'] });
    const { items } = await handler.execute(new BrowseWorkQueue(request, { asking: HANA, now: NOW }));
    expect(items).toEqual([]);
  });

  it('has an index for each order, which holds every field that filters compare', () => {
    const { fields, wideIndexes = [] } = caseProjection.view;
    expect(wideIndexes.map((by) => by.join())).toEqual(
      expect.arrayContaining([
        'dueAt',
        'receivedAt',
        'priorityRank',
        'changedAt',
        'assignee,dueAt',
        'queue.open,dueAt',
      ]),
    );
    // MongoDB's limit is 32, the id included: a field that an index does not hold would be read from each document.
    expect(Object.keys(fields).length).toBeLessThan(32);
  });

  it('shows what a case is sorted and filtered by, and nothing that was said', async () => {
    expect((await pageOf({ status: ['assessed'] })).items).toEqual([
      {
        reference: '7K3M-9QXD-41PC',
        revision: 0,
        status: 'assessed',
        stage: 1,
        priority: 'urgent',
        severity: 'high',
        assignee: 'staff-hana',
        team: 'Kitchen',
        product: 'kettle',
        organizationUnit: 'branch-12',
        jurisdiction: 'IR',
        channel: 'web',
        language: 'fa',
        externalReference: 'EXT-7',
        receivedAt: '2026-11-02T09:00:00.000Z',
        changedAt: '2026-11-05T09:00:00.000Z',
        dueAt: '2026-12-02T09:00:00.000Z',
        overdue: false,
        warned: true,
        breached: true,
        answered: true,
        answeredAt: '2026-11-05T09:00:00.000Z',
        waitingFor: 'handler',
        tags: ['recall', 'branch 12, counter'],
        confidential: false,
      },
    ]);
  });

  it.each(SORTS)('goes on from a cursor to the same end, by %s', async (sort) => {
    const first = await pageOf({ sort, limit: 2 });
    const rest = await browse({ sort, limit: 2, ...(first.next !== null && { cursor: first.next }) });
    expect([...namesOf(first.items), ...rest]).toEqual(await browse({ sort }));
  });

  it('evaluates clocks on every page at the instant of the first', async () => {
    const asked = { overdue: 'true', sort: 'receivedAt', limit: 1 } as const;
    const later: Instant = '2027-01-01T00:00:00.000Z';
    const first = await pageOf(asked, HANA, later);
    expect([namesOf(first.items), first.items[0]?.overdue]).toEqual([['kettle'], true]);
    const second = await pageOf({ ...asked, cursor: first.next ?? '' }, HANA, '2027-01-01T00:05:00.000Z');
    expect([namesOf(second.items), second.next]).toEqual([['toaster'], null]);
  });

  it.each(['', 'abc', '.abc', 'zzzzzzzzz.abc', '!.abc', 'mhpz3k00.', 'mhpz3k00.abc'])(
    'refuses the cursor %j, which is none of its own',
    async (cursor) => {
      await expect(pageOf({ cursor })).rejects.toMatchObject({ code: 'invalid-query' });
    },
  );
});

describe('A page of the work queue', () => {
  it('of 50 cases has fewer than 40 kB, with long names in Persian', async () => {
    const name = 'اداره‌ی کل رسیدگی به شکایات مشتریان';
    const shown = {
      status: 'under-investigation',
      assignee: 'fatemeh.hosseini@example.org',
      team: name,
      priority: 'normal',
      product: name,
      organizationUnit: name,
      jurisdiction: 'IR',
      channel: 'social-media',
      language: 'fa',
      externalReference: 'CRM/2026/000123456',
      dueAt: '2026-12-02T09:00:00.000Z',
      answered: true,
      assessment: { severity: 'critical' },
      description: 'x'.repeat(20_000),
    };
    const queue = { open: true, answeredAt: '2026-11-05T09:00:00.000Z', waitingFor: 'complainant' } as const;
    const references = Array.from({ length: 51 }, (_, index) => `7K3M9QXD${String(index).padStart(4, '0')}`);
    const { cases } = await queueOf(new Map(references.map((reference) => [reference, { shown, queue }])));
    const request = new BrowseWorkQueue(new WorkQueueRequest(), { asking: HANA, now: NOW });
    const page = await new BrowseWorkQueueHandler(cases).execute(request);
    expect(page.items).toHaveLength(50);
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(40_000);
  });
});
