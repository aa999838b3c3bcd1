import { Inject, Injectable } from '@nestjs/common';
import {
  askingOf,
  callerKey,
  CLOCK_TOLERANCE_SECONDS,
  Metrics,
  Problem,
  StaffSessions,
  TIME_SOURCE,
  type Caller,
  type TimeSource,
} from '@redress/platform';
import { CaseChanges } from './case-changes.js';
import type { ChangeFilter } from './change-log.js';
import { CasePresence } from './presence.js';
import { ReaderStream } from './reader-stream.js';

/** Windows of one person; a browser opens six connections to a server over HTTP/1.1. */
export const STREAMS_PER_CALLER_MAX = 10;
/** Of all callers in one process. */
export const STREAMS_MAX = 1_000;
const RETRY_AFTER_SECONDS = 30;
/** Readers connect again from time to time, which spreads them over the replicas that there are then. */
const OPEN_MS_MAX = 3_600_000;
/** How soon a stream ends after the session that it was opened with: each look reads one event of the log. */
const SESSION_LOOK_MS = 3_000;

/** Of which cases somebody reads changes. */
export type Wanted = Omit<ChangeFilter, 'asking'>;

/** The open streams of this process: how many there may be, and how long each lasts. */
@Injectable()
export class LiveReaders {
  private readonly open = new Map<string, number>();
  private count = 0;

  constructor(
    private readonly changes: CaseChanges,
    private readonly sessions: StaffSessions,
    private readonly presence: CasePresence,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    metrics: Metrics,
  ) {
    metrics.gauge('redress_live_readers', 'Open streams of changes of cases.', 'service', () => [
      Promise.resolve(['case-handling', this.count]),
    ]);
  }

  /**
   * Opens a stream of what the caller may know of. Throws a `Problem` when they, or all, have too many, and when the service stops. The stream
   * ends with the caller's token, and within seconds of their session or of what it allowed.
   */
  async connect(caller: Caller, wanted: Wanted, lastEventId?: string): Promise<ReaderStream> {
    const leave = this.enter(callerKey(caller));
    try {
      const beginning = await this.changes.begin(lastEventId);
      // A stop while it was awaited would not end this stream.
      if (this.changes.isStopping) throw new Problem('shutting-down', { retryAfterSeconds: 1 });
      const asking = () => askingOf({ ...caller, at: this.clock.now() });
      const stream = new ReaderStream(beginning, () => ({ ...wanted, asking: asking() }));
      const { reference } = wanted;
      const goAway =
        reference === undefined
          ? undefined
          : this.presence.enter(reference, { asking, tell: (people) => stream.tellPresent(people) });
      this.bound(stream, caller, () => {
        goAway?.();
        leave();
      });
      return stream;
    } catch (error) {
      leave();
      throw error;
    }
  }

  private bound(stream: ReaderStream, caller: Caller, leave: () => void): void {
    const forget = this.changes.onEnd(() => stream.end());
    const lasts_ms = Math.max(0, Math.min(OPEN_MS_MAX, acceptedUntil(caller.expiresAt) - Date.now()));
    const timer = setTimeout(() => stream.end(), lasts_ms).unref();
    const ignore = caller.session === undefined ? undefined : this.endWithSession(stream, caller);
    stream.once('close', () => {
      clearTimeout(timer);
      ignore?.();
      forget();
      leave();
    });
  }

  /** Returns what ends the looks. */
  private endWithSession(stream: ReaderStream, caller: Caller): () => void {
    let timer: NodeJS.Timeout | undefined;
    const lookLater = (): void => {
      if (stream.destroyed) return;
      timer = setTimeout(() => void look(), SESSION_LOOK_MS).unref();
    };
    const look = async (): Promise<void> => {
      // A log that cannot be read tells no changes either.
      const goesOn = await this.sessions.goesOn(caller).catch(() => true);
      if (goesOn) lookLater();
      else stream.end();
    };
    lookLater();
    return () => clearTimeout(timer);
  }

  private enter(key: string): () => void {
    if (this.changes.isStopping) throw new Problem('shutting-down', { retryAfterSeconds: 1 });
    const own = this.open.get(key) ?? 0;
    const again = { retryAfterSeconds: RETRY_AFTER_SECONDS };
    if (own >= STREAMS_PER_CALLER_MAX) throw new Problem('too-many-open-streams', again);
    if (this.count >= STREAMS_MAX) throw new Problem('streams-busy', again);
    this.open.set(key, own + 1);
    this.count += 1;
    return () => {
      this.count -= 1;
      const left = (this.open.get(key) ?? 1) - 1;
      if (left === 0) this.open.delete(key);
      else this.open.set(key, left);
    };
  }
}

/** When a token ceases to be accepted, in milliseconds since 1970. */
function acceptedUntil(expiresAt: string | undefined): number {
  return expiresAt === undefined ? 0 : Date.parse(expiresAt) + CLOCK_TOLERANCE_SECONDS * 1_000;
}
