import { firstVisible, type StreamState } from './append-check.js';
import type { EventLog } from './event-log.js';
import { comparePositions, type LogEntry, type LogPosition } from './log-entry.js';
import type { ReadReq } from './read-answers.js';
import { streams } from './protocol.js';
import type { VersionRules } from './server-version.js';

type Options = NonNullable<ReturnType<ReadReq['getOptions']>>;

/** The part of a stream visible to a reader. */
export function visible(state: StreamState): readonly LogEntry[] {
  const first = firstVisible(state, Date.now());
  return first === 0 ? state.entries : state.entries.slice(first);
}

export function isBackwards(options: Options): boolean {
  return options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
}

/** Events of a stream from a revision, which is inclusive in both directions. */
export function* streamRange(state: StreamState, options: Options): Generator<LogEntry> {
  const target = options.getStream()!;
  const entries = visible(state);
  const first = entries[0]?.revision ?? 0;
  const backwards = isBackwards(options);
  const revision = target.hasRevision() ? Number(target.getRevision()) - first : undefined;
  if (backwards) {
    const start = revision ?? (target.hasEnd() ? entries.length - 1 : 0);
    for (let index = Math.min(start, entries.length - 1); index >= 0; index -= 1) yield entries[index]!;
    return;
  }
  const start = revision ?? (target.hasEnd() ? entries.length : 0);
  for (let index = Math.max(start, 0); index < entries.length; index += 1) yield entries[index]!;
}

/**
 * Events of all streams: forwards from a position, inclusive, or backwards before it. Ends at the current end. Throws the refusal of a
 * position at which no event begins.
 */
export function* allRange(log: EventLog, options: Options, { noEventThere }: VersionRules): Generator<LogEntry> {
  const target = options.getAll()!;
  const { entries } = log;
  const end = entries.length;
  const position = target.hasPosition() ? positionOf(target) : undefined;
  if (position !== undefined && !isPlace(log, position)) throw noEventThere();
  const edge = position === undefined ? (target.hasEnd() ? end : 0) : log.indexFrom(position);
  const [step, start] = isBackwards(options) ? [-1, edge - 1] : [1, edge];
  for (let index = start; index >= 0 && index < end; index += step) {
    const entry = entries[index]!;
    if (log.isKept(entry)) yield entry;
  }
}

/** Whether a log can be read from a position: its beginning, an event, or beyond its end. */
export function isPlace(log: EventLog, position: LogPosition): boolean {
  if (position.commit === 0 && position.prepare === 0) return true;
  const next = log.entries[log.indexFrom(position)];
  return next === undefined || comparePositions(next.position, position) === 0;
}

export function positionOf(target: NonNullable<ReturnType<Options['getAll']>>) {
  const position = target.getPosition()!;
  return { commit: Number(position.getCommitPosition()), prepare: Number(position.getPreparePosition()) };
}
