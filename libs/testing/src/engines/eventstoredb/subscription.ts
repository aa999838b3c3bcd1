import { randomUUID } from 'node:crypto';
import type { EventFilter } from './event-filter.js';
import type { EventLog } from './event-log.js';
import { comparePositions, type LogEntry, type LogPosition } from './log-entry.js';
import { caughtUpAnswer, checkpointAnswer, confirmationAnswer, eventAnswer, type ReadResp } from './read-answers.js';
import type { VersionRules } from './server-version.js';

export interface SubscriptionSource {
  readonly log: EventLog;
  /** The subscribed entries, which grow. */
  readonly entries: () => readonly LogEntry[];
  /** Index of the first entry to consider. */
  readonly from: number;
  readonly filter: EventFilter | undefined;
  /** A position beyond the end, up to which everything is passed over in silence. */
  readonly beyond: LogPosition | undefined;
  /** Number of events between checkpoints; undefined to follow the client's request. */
  readonly checkpointEvery: number | undefined;
  readonly rules: VersionRules;
  /** Throws the refusal of a client whose right to read was taken away. */
  readonly mayRead: () => void;
  readonly signal: AbortSignal;
}

/**
 * The answers of a subscription: confirmation, history, caught up, then new events. It reads at the client's pace, so a slow client is
 * never dropped.
 */
export async function* subscriptionAnswers(source: SubscriptionSource): AsyncGenerator<ReadResp> {
  const { log, entries, filter, beyond, mayRead, signal } = source;
  const { asItGoesLive } = source.rules;
  const interval = source.checkpointEvery ?? filter?.checkpointInterval ?? Infinity;
  yield confirmationAnswer(randomUUID());
  let index = source.from;
  let considered = 0;
  let hasPassed = false;
  let caughtUp = beyond !== undefined;
  while (!signal.aborted) {
    mayRead();
    const entry = entries()[index];
    if (entry === undefined) {
      if (!caughtUp) {
        caughtUp = true;
        yield caughtUpAnswer();
        if (filter !== undefined && !hasPassed && asItGoesLive !== undefined) yield checkpointAnswer(asItGoesLive);
      }
      // Nothing may be awaited between the check and the wait; after an await above, check again.
      if (entries().length <= index) await nextAppend(log, signal);
      continue;
    }
    index += 1;
    if (beyond !== undefined && comparePositions(entry.position, beyond) <= 0) continue;
    if (log.isKept(entry) && (filter === undefined || filter.matches(entry))) {
      hasPassed = true;
      yield eventAnswer(log, entry);
    }
    considered += 1;
    if (filter !== undefined && considered % interval === 0) yield checkpointAnswer(entry.position);
  }
}

function nextAppend(log: EventLog, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      callOff();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const callOff = log.onNext(wake);
    signal.addEventListener('abort', wake);
  });
}
