import type { LogEntry, ProposedEvent } from './log-entry.js';

/** The expected state of an append's stream. A number is the revision of the last event. */
export type Expected = 'any' | 'no-stream' | 'stream-exists' | number;

/** Beyond any revision: soft-deletes a stream when in `$tb`. The server writes 2^63-1, which is read as this value. */
export const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** A stream as seen by appends. Entries are in order of revision, from 0, including scavenged ones. */
export interface StreamState {
  readonly entries: readonly LogEntry[];
  /** `$tb`: readers do not see events before this revision; with {@link EVERYTHING} the stream is soft-deleted. */
  readonly truncateBefore: number;
  /** `$maxCount`: readers see at most this many of the newest events. */
  readonly maxCount: number;
  /** `$maxAge` in seconds: readers do not see older events. */
  readonly maxAge_s: number;
  /** Events before this revision were removed permanently. */
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

/** The first revision visible to a reader at an instant; after the last one if none is. */
export function firstVisible(state: StreamState, now: number): number {
  const { entries, truncateBefore, maxCount, maxAge_s, scavengedBefore } = state;
  const byCount = Math.max(0, entries.length - maxCount);
  const oldest = now - maxAge_s * 1_000;
  const young = maxAge_s === Infinity ? 0 : entries.findIndex(({ created }) => created >= oldest);
  const byAge = young === -1 ? entries.length : young;
  return Math.min(entries.length, Math.max(truncateBefore, byCount, byAge, scavengedBefore));
}

/** Decides like the server's index writer: by the expected revision first, then, if that is earlier, by whether exactly these ids exist. */
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
  // Only some ids exist: the server refuses rather than writing the rest.
  if (last === undefined || found.includes(undefined)) return { kind: 'wrong-revision', current };
  return { kind: 'repeat', last };
}

function repeatedFrom(state: StreamState, first: number, events: readonly ProposedEvent[]): LogEntry | undefined {
  const { entries, scavengedBefore } = state;
  const there = first >= scavengedBefore && events.every(({ id }, index) => entries[first + index]?.id === id);
  return there ? entries[first + events.length - 1] : undefined;
}
