import type { ComplaintEventType, OpenedEventData } from '@redress/contracts';
import type { Complaint, ComplaintState } from '@redress/domain';
import type { Actor, Json, JsonObject, OpenedEvent } from '@redress/eventing';
import { complaintDecider } from './complaints.js';

/** An event of a complaint's history, its personal values opened, told apart by its type. */
export type OpenedComplaintEvent<Types extends ComplaintEventType = ComplaintEventType> = {
  readonly [Type in Types]: Omit<OpenedEvent, 'type' | 'data'> & {
    readonly type: Type;
    readonly data: OpenedEventData<Type>;
  };
}[Types];

/** Finds the events of a type in a history: `history.find(isOf('ComplaintReceived'))`. The codec has checked their data. */
export function isOf<Type extends ComplaintEventType>(
  ...types: readonly Type[]
): (event: OpenedEvent) => event is OpenedEvent & OpenedComplaintEvent<Type> {
  return (event): event is OpenedEvent & OpenedComplaintEvent<Type> =>
    (types as readonly string[]).includes(event.type);
}

/** One event as people read it: who did what, when and why, and the links of the integrity chain. */
export interface HistoryEntry {
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly onBehalfOf?: Actor;
  readonly reason?: OpenedEvent['reason'];
  readonly data: JsonObject;
  readonly policyVersion?: string;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly hash: string;
  readonly previousHash: string;
}

/** An opened event as an entry of a history. */
export function historyEntry({ id, revision, type, version, data, reason, metadata }: OpenedEvent): HistoryEntry {
  const { recordedAt, occurredAt, actor, onBehalfOf, policyVersion } = metadata;
  const { commandId, correlationId, causationId, hash, previousHash } = metadata;
  return {
    revision,
    id,
    type,
    version,
    occurredAt,
    recordedAt,
    actor,
    ...(onBehalfOf && { onBehalfOf }),
    ...(reason !== undefined && { reason }),
    data,
    ...(policyVersion !== undefined && { policyVersion }),
    commandId,
    correlationId,
    causationId,
    hash,
    previousHash,
  };
}

/** One part of the complaint that an event changed; null where there was, or is, nothing. */
export interface StateChange {
  readonly part: string;
  readonly before: Json;
  readonly after: Json;
}

/** Kept by the machinery for its own needs: it tells nothing of the complaint. */
const INTERNAL_PARTS: readonly string[] = [
  'commandIds',
  'justReopened',
  'revision',
  'said',
  'redactable',
  'timeline',
] satisfies (keyof Complaint)[];

/** The parts of the complaint's state that differ, by name in alphabetical order. */
export function stateDifference(before: ComplaintState, after: ComplaintState): readonly StateChange[] {
  const from = before as unknown as Readonly<Record<string, Json>>;
  const to = after as unknown as Readonly<Record<string, Json>>;
  const parts = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (part) => !INTERNAL_PARTS.includes(part),
  );
  return parts
    .sort()
    .map((part) => ({ part, before: from[part] ?? null, after: to[part] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

/** Lives a complaint through once more and answers, for each of its events from the first on, what that event changed. */
export function changesOf(events: readonly OpenedEvent[]): readonly (readonly StateChange[])[] {
  let state = complaintDecider.initialState;
  return events.map(({ type, data, metadata, hasOwnKey }) => {
    const before = state;
    state = complaintDecider.evolve(before, { type, data, ...metadata, ...(hasOwnKey && { hasOwnKey }) });
    return stateDifference(before, state);
  });
}
