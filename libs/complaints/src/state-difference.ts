import type { Complaint, ComplaintState } from '@redress/domain';
import type { Json, OpenedEvent } from '@redress/eventing';
import { complaintDecider } from './complaint-decider.js';

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
