import { complaintStream } from '@redress/complaints';
import { type Asking, type Walls, instantOf, type Instant, referenceFromSymbols } from '@redress/domain';
import { type JsonObject, toPosition } from '@redress/eventing';
import { ConsumerRegistry } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import type { FiguresQuestion } from '../figures/question.js';
import { USUAL_DAYS } from '../figures/periods.js';
import { FiguresStanding } from '../figures/standing.js';
import { type Fact, NO_TEAM } from './fact.js';
import { factProjection } from './fact.projection.js';

/** When the figures of specs are asked for. */
export const NOW: Instant = '2026-11-10T09:00:00.000Z';

/** An instant of 2026: `at('11-02')` is nine o'clock on that day. */
export function at(day: string, time = '09:00:00.000'): Instant {
  return instantOf(Date.parse(`2026-${day}T${time}Z`));
}

/** May see figures and no case. */
export const analyst: Asking = { id: 'anna', roles: ['analyst'] };
/** May see cases as well. */
export const supervisor: Asking = { id: 'sara', roles: ['supervisor'] };

/** A complaint of which little is known. `course` follows `receivedAt` unless given. */
export function factWith({ receivedAt = '2026-11-02T09:00:00.000Z', ...known }: Partial<Fact> = {}): Fact {
  return {
    ...factProjection.read({}),
    receivedAt,
    channel: 'web',
    language: 'en',
    product: null,
    issue: null,
    concern: null,
    organizationUnit: null,
    jurisdiction: null,
    complainantType: null,
    anonymous: 0,
    status: 'received',
    scope: 'in-scope',
    open: 1,
    merged: 0,
    walled: null,
    team: NO_TEAM,
    handler: null,
    policy: 'basic@1',
    stage: 1,
    acknowledgementDueAt: null,
    decisionDueAt: null,
    outcome: null,
    followUp: 0,
    duplicate: 0,
    sameCause: 0,
    clocks: [],
    course: [{ status: 'received', since: receivedAt }],
    ...known,
  };
}

/** A fact, and what stands around its complaint where something does. */
export type Known = Partial<Fact> & { readonly walls?: Walls };

/** A store with these facts, at position 42. */
export async function storeOf(known: readonly Known[]): Promise<MemoryReadStore> {
  const store = new MemoryReadStore();
  await store.define(factProjection.view);
  const changes = known.map(({ walls, ...fact }, index) => ({
    id: complaintStream(referenceFromSymbols(String(index).padStart(11, '0'))),
    expected: 'none' as const,
    revision: 0,
    body: { ...factWith(fact), ...(walls && { walled: 1, state: walls }) } as unknown as JsonObject,
  }));
  const position = toPosition(42n);
  await store.commit(factProjection.view.name, { generation: 1, changes, park: [], unpark: [], position });
  return store;
}

export function standingOf(store: MemoryReadStore, now = NOW): FiguresStanding {
  return new FiguresStanding(store, { now: () => now }, new ConsumerRegistry());
}

/** A question of a supervisor about all complaints. */
export function question(asked: Partial<FiguresQuestion> = {}): FiguresQuestion {
  return { span: {}, days: USUAL_DAYS, filters: {}, reader: supervisor, ...asked };
}
