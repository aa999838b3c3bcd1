import { complaintStream } from '@redress/complaints';
import { ComplaintOffice } from '@redress/complaints/office';
import { toReference, type Walls } from '@redress/domain';
import type { JsonObject, ReadStore } from '@redress/eventing';
import { ViewReader } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { caseProjection } from '../case-view/case.projection.js';
import { noQueueFields, type QueueFields } from '../case-view/queue-fields.js';
import { VisibleCases } from '../case-view/visible-cases.js';

const NO_WALLS: Walls = { conflicts: [] };

/** A case as the view holds it. */
export interface QueuedCase {
  readonly shown: JsonObject;
  readonly queue?: Partial<QueueFields>;
  readonly walls?: Walls;
  readonly stage?: number;
}

export interface Queue {
  readonly store: ReadStore;
  readonly cases: VisibleCases;
}

/** A view with these cases, by reference. */
export async function queueOf(queued: ReadonlyMap<string, QueuedCase>): Promise<Queue> {
  const store = new MemoryReadStore();
  await store.define(caseProjection.view);
  const changes = [...queued].map(([reference, one]) => {
    return {
      id: complaintStream(toReference(reference)),
      expected: 'none',
      revision: 0,
      body: bodyOf(reference, one),
    } as const;
  });
  await store.commit(caseProjection.view.name, { generation: 1, changes, park: [], unpark: [] });
  return { store, cases: new VisibleCases(new ViewReader(store, new ComplaintOffice().codec)) };
}

function bodyOf(reference: string, { shown, queue = {}, walls = NO_WALLS, stage = 1 }: QueuedCase): JsonObject {
  const walled = walls.conflicts.length > 0 || walls.restrictedTo !== undefined;
  const known = { status: 'received', channel: 'web', language: 'en', priorityRank: 3, answered: false };
  return {
    ...known,
    receivedAt: '2026-11-01T09:00:00.000Z',
    changedAt: '2026-11-01T09:00:00.000Z',
    dueAt: null,
    priority: null,
    assignee: null,
    team: null,
    ...shown,
    reference,
    queue: { ...noQueueFields, walled, confidential: walls.restrictedTo !== undefined, ...queue },
    state: { ...walls, stage: { number: stage, appealed: false, barred: [] } } as unknown as JsonObject,
  };
}
