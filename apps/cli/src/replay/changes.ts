import { complaintDecider } from '@redress/complaints';
import type { Json, OpenedEvent } from '@redress/eventing';

/** One part of the complaint that an event changed; null where there was, or is, nothing. */
export interface Change {
  readonly part: string;
  readonly before: Json;
  readonly after: Json;
}

type State = Readonly<Record<string, Json>>;

/** Kept by the machinery for its own needs: they tell nothing of the complaint. */
const INTERNAL_PARTS: readonly string[] = ['commandIds', 'justReopened', 'clockFacts'];

/** Lives a complaint through once more and answers, for each event, what it changed. */
export function changesOf(events: readonly OpenedEvent[]): readonly (readonly Change[])[] {
  let state = complaintDecider.initialState;
  return events.map(({ type, data, metadata: { actor, occurredAt, commandId } }) => {
    const before = state;
    state = complaintDecider.evolve(before, { type, data, actor, occurredAt, commandId });
    return difference(before as unknown as State, state as unknown as State);
  });
}

function difference(before: State, after: State): readonly Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((part) => !INTERNAL_PARTS.includes(part))
    .map((part) => ({ part, before: before[part] ?? null, after: after[part] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}
