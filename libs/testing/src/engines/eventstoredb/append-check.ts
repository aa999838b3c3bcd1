import type { LogEntry, ProposedEvent } from './log-entry.js';

/** What an append expects of its stream. A number is the revision of the stream's last event. */
export type Expected = 'any' | 'no-stream' | 'stream-exists' | number;

/** Beyond any revision: in `$tb` it deletes a stream softly. The server writes 2^63-1, which this is taken for. */
export const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** A stream as appends see it. Entries are in order of revision, from 0, also those that a scavenge removed. */
export interface StreamState {
  readonly entries: readonly LogEntry[];
  /** `$tb`: events before this revision are gone for readers; with {@link EVERYTHING} the stream is deleted softly. */
  readonly truncateBefore: number;
  /** `$maxCount`: no more than so many of the newest events are there for readers. */
  readonly maxCount: number;
  /** `$maxAge` in seconds: older events are gone for readers. */
  readonly maxAge_s: number;
  /** Events before this revision were removed for good. */
  readonly scavengedBefore: number;
  /** Tombstoned: no event can ever be appended again. */
  readonly tombstoned: boolean;
}

export type Decision =
  | { readonly kind: 'write'; readonly first: number }
  | { readonly kind: 'repeat'; readonly last: LogEntry }
  | { readonly kind: 'wrong-revision'; readonly current: number }
  | { readonly kind: 'deleted' };

export function isSoftDeleted({ entries, truncateBefore }: StreamState): boolean {
  return entries.length > 0 && truncateBefore >= EVERYTHING;
}

/** The first revision that a reader may see at an instant; behind the last one when there is none. */
export function firstVisible(state: StreamState, now: number): number {
  const { entries, truncateBefore, maxCount, maxAge_s, scavengedBefore } = state;
  const byCount = Math.max(0, entries.length - maxCount);
  const oldest = now - maxAge_s * 1_000;
  const young = maxAge_s === Infinity ? 0 : entries.findIndex(({ created }) => created >= oldest);
  const byAge = young === -1 ? entries.length : young;
  return Math.min(entries.length, Math.max(truncateBefore, byCount, byAge, scavengedBefore));
}

/** Decides as the server's index writer does: expected revision first, then, where it is behind, whether these very ids are there. */
export function checkAppend(state: StreamState, expected: Expected, events: readonly ProposedEvent[]): Decision {
  const current = state.entries.length - 1;
  if (state.tombstoned) return { kind: 'deleted' };
  if (expected === 'stream-exists') {
    if (isSoftDeleted(state)) return { kind: 'deleted' };
    if (current < 0) return { kind: 'wrong-revision', current };
  }
  if (expected === 'any' || expected === 'stream-exists') return checkAnywhere(state, events);
  const before = expected === 'no-stream' ? -1 : expected;
  if (before > current) return { kind: 'wrong-revision', current };
  if (before === current) return { kind: 'write', first: current + 1 };
  const last = repeatedFrom(state, before + 1, events);
  if (last !== undefined) return { kind: 'repeat', last };
  if (before === -1 && isSoftDeleted(state)) return { kind: 'write', first: current + 1 };
  return { kind: 'wrong-revision', current };
}

function checkAnywhere(state: StreamState, events: readonly ProposedEvent[]): Decision {
  const current = state.entries.length - 1;
  const found = events.map(({ id }) => state.entries.find((entry) => entry.id === id));
  if (found.length === 0 || found[0] === undefined) return { kind: 'write', first: current + 1 };
  const last = found.at(-1);
  // Some are there and others are not: the server refuses rather than writing a part.
  if (last === undefined || found.includes(undefined)) return { kind: 'wrong-revision', current };
  return { kind: 'repeat', last };
}

function repeatedFrom(state: StreamState, first: number, events: readonly ProposedEvent[]): LogEntry | undefined {
  const { entries, scavengedBefore } = state;
  const there = first >= scavengedBefore && events.every(({ id }, index) => entries[first + index]?.id === id);
  return there ? entries[first + events.length - 1] : undefined;
}
