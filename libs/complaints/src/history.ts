import type { ComplaintEventType, OpenedEventData } from '@redress/contracts';
import type { Complaint, ComplaintState, Instant } from '@redress/domain';
import type { Actor, Json, JsonObject, OpenedEvent } from '@redress/eventing';
import { complaintDecider } from './complaints.js';

/** An event in a complaint's history with personal values opened, discriminated by its type. */
export type HistoryEvent<Types extends ComplaintEventType = ComplaintEventType> = {
  readonly [Type in Types]: Omit<OpenedEvent, 'type' | 'data'> & {
    readonly type: Type;
    readonly data: OpenedEventData<Type>;
  };
}[Types];

/** Finds events of a type in a history: `history.find(isOf('ComplaintReceived'))`. The codec has validated their data. */
export function isOf<Type extends ComplaintEventType>(
  ...types: readonly Type[]
): (event: OpenedEvent) => event is OpenedEvent & HistoryEvent<Type> {
  return (event): event is OpenedEvent & HistoryEvent<Type> => (types as readonly string[]).includes(event.type);
}

/** One event as people read it: who did what, when and why, and its links in the hash chain. */
export interface HistoryEntry {
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
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

/** Converts an opened event to a history entry. */
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

/** One part of the complaint that an event changed; null where it is absent. */
export interface StateChange {
  readonly part: string;
  readonly before: Json;
  readonly after: Json;
}

/** Internal parts, which say nothing about the complaint that the others do not say. */
const INTERNAL_PARTS: readonly string[] = [
  'commandIds',
  'justReopened',
  'revision',
  'said',
  'redactable',
  'timeline',
  'policyChoice',
  'work',
] satisfies (keyof Complaint)[];

/** Returns the parts of the complaint's state that differ, sorted by name. */
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

/** Replays a complaint and returns what each event changed, from the first. */
export function changesOf(events: readonly OpenedEvent[]): readonly (readonly StateChange[])[] {
  let state = complaintDecider.initialState;
  return events.map(({ type, data, metadata, hasOwnKey }) => {
    const before = state;
    state = complaintDecider.evolve(before, { type, data, ...metadata, ...(hasOwnKey && { hasOwnKey }) });
    return stateDifference(before, state);
  });
}
