import { beforeEach, describe, expect, it } from '@jest/globals';
import { ComplaintOffice } from '@redress/complaints/office';
import type { JsonObject } from '@redress/eventing';
import { ViewReader } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { caseProjection } from '../case-view/case.projection.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import { BrowseWorkQueue, BrowseWorkQueueHandler, WorkQueueRequest } from './work-queue.query.js';

const CASES: Readonly<Record<string, JsonObject>> = {
  kettle: {
    reference: '7K3M9QXD41PC',
    status: 'assessed',
    assignee: 'staff-hana',
    team: 'Kitchen',
    priority: 'urgent',
    priorityRank: 1,
    product: 'kettle',
    channel: 'web',
    receivedAt: '2026-11-02T09:00:00.000Z',
    dueAt: '2026-12-02T09:00:00.000Z',
    externalReference: 'EXT-7',
    changedAt: '2026-11-05T09:00:00.000Z',
    answered: true,
  },
  toaster: {
    reference: '8A3M9QXD41PC',
    status: 'received',
    priority: 'low',
    priorityRank: 4,
    product: 'toaster',
    channel: 'phone',
    receivedAt: '2026-11-03T09:00:00.000Z',
    dueAt: '2026-11-04T09:00:00.000Z',
    changedAt: '2026-11-03T09:00:00.000Z',
    answered: false,
  },
  letter: {
    reference: '9A3M9QXD41PC',
    status: 'closed',
    assignee: 'staff-samir',
    priorityRank: 3,
    channel: 'letter',
    receivedAt: '2026-11-01T09:00:00.000Z',
    dueAt: null,
    changedAt: '2026-11-04T09:00:00.000Z',
    answered: true,
  },
};

const HANA = { id: 'staff-hana', roles: ['handler'] };

describe('The work queue', () => {
  let handler: BrowseWorkQueueHandler;
  beforeEach(async () => {
    const readStore = new MemoryReadStore();
    await readStore.define(caseProjection.view);
    const changes = Object.entries(CASES).map(([id, shown]) => {
      const body = { ...shown, state: {} };
      return { id, expected: 'none' as const, revision: 0, body };
    });
    await readStore.commit('cases', { generation: 1, changes, park: [], unpark: [] });
    handler = new BrowseWorkQueueHandler(new VisibleCases(new ViewReader(readStore, new ComplaintOffice().codec)));
  });

  const browse = async (asked: Partial<WorkQueueRequest>): Promise<readonly string[]> => {
    const request = Object.assign(new WorkQueueRequest(), { limit: 50, ...asked });
    const { items } = await handler.execute(new BrowseWorkQueue(request, HANA));
    return items.map(({ id }) => id);
  };

  it('is sorted by what is due first, with what is not due at all at its end', async () => {
    expect(await browse({})).toEqual(['toaster', 'kettle', 'letter']);
  });

  it.each<[Partial<WorkQueueRequest>, readonly string[]]>([
    [{ sort: 'receivedAt' }, ['letter', 'kettle', 'toaster']],
    [{ sort: 'priority' }, ['kettle', 'letter', 'toaster']],
    [{ sort: 'changedAt' }, ['toaster', 'letter', 'kettle']],
    [{ status: 'received' }, ['toaster']],
    [{ priority: 'urgent' }, ['kettle']],
    [{ product: 'kettle' }, ['kettle']],
    [{ team: 'Kitchen' }, ['kettle']],
    [{ channel: 'letter' }, ['letter']],
    [{ assignee: 'me' }, ['kettle']],
    [{ assignee: 'none' }, ['toaster']],
    [{ assignee: 'staff-samir' }, ['letter']],
    [{ receivedFrom: '2026-11-02T09:00:00.000Z' }, ['toaster', 'kettle']],
    [{ receivedTo: '2026-11-02T09:00:00.000Z' }, ['letter']],
    [{ receivedFrom: '2026-11-02T12:30:00+03:30' }, ['toaster', 'kettle']],
    [{ dueBefore: '2026-11-05T00:00:00Z' }, ['toaster']],
    [{ changedSince: '2026-11-04T12:30:00+03:30' }, ['kettle', 'letter']],
    [{ changedSince: '2026-11-04T09:00:00.001Z' }, ['kettle']],
    [{ changedSince: '2026-11-03T10:00:00Z', sort: 'changedAt' }, ['letter', 'kettle']],
    [{ answered: 'true' }, ['kettle', 'letter']],
    [{ answered: 'false' }, ['toaster']],
    [{ answered: 'true', status: 'closed', changedSince: '2026-11-04T00:00:00Z' }, ['letter']],
    [{ q: '7k3m-9qxd' }, ['kettle']],
    [{ q: '۷k۳m' }, ['kettle']],
    [{ q: 'EXT-7' }, ['kettle']],
    [{ q: 'toast' }, ['toaster']],
    [{ q: 'EXT' }, []],
    [{ assignee: 'me', status: 'closed' }, []],
  ])('answers %j by %j', async (asked, found) => {
    expect(await browse(asked)).toEqual(found);
  });

  it.each(['changedAt', 'answered'])('has an index that begins with %s', (field) => {
    const { indexes, wideIndexes = [] } = caseProjection.view;
    expect([...indexes, ...wideIndexes].map(([first]) => first)).toContain(field);
  });

  it('goes on from a cursor to the same end', async () => {
    const request = Object.assign(new WorkQueueRequest(), { limit: 2 });
    const first = await handler.execute(new BrowseWorkQueue(request, HANA));
    const rest = await browse({ limit: 2, ...(first.next !== null && { cursor: first.next }) });
    expect([...first.items.map(({ id }) => id), ...rest]).toEqual(['toaster', 'kettle', 'letter']);
  });
});
