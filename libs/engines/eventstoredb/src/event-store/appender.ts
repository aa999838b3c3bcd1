import { type EventStoreDBClient, NO_STREAM, START } from '@eventstore/db-client';
import {
  type Appended,
  type Position,
  type PreparedAppend,
  StoreUnavailableError,
  StreamCutError,
  type StreamName,
  WrongRevisionError,
} from '@redress/eventing';
import { setTimeout as pause } from 'node:timers/promises';
import { drain } from './client-reads.js';
import { eventDataOf, positionOf, type StoredEvent, storedPositionOf } from './event-format.js';
import { appendFailureOf } from './failures.js';
import { DELETED_BEFORE } from './forget-orders.js';

export interface AppenderOptions {
  /** Time after which one attempt has an unknown outcome. Default 5000. */
  readonly attempt_ms?: number;
  /** Time after which an append fails with an unknown outcome, all attempts together. Default 30000. */
  readonly total_ms?: number;
}

/** Default of `attempt_ms`. */
export const ATTEMPT_MS = 5_000;
const TOTAL_MS = 30_000;
const BACKOFF_MS_SHORTEST = 50;
const BACKOFF_MS_LONGEST = 2_000;
/** Servers allow about a hundred concurrent calls per connection; followers and readers need some of them. */
const CALLS_MAX = 64;
const WAITING_MAX = 10_000;

/** The outcome of one attempt. A written append has no position yet if the server did not return it. */
type Attempt =
  | ReturnType<typeof appendFailureOf>
  | { readonly kind: 'written'; readonly revision: number; readonly position: Position | undefined };

/** Appends, and repeats an append of unknown outcome until the outcome is known. */
export class Appender {
  private readonly inFlight = new InFlight(CALLS_MAX, WAITING_MAX);
  private readonly attempt_ms: number;
  private readonly total_ms: number;

  constructor(
    private readonly client: EventStoreDBClient,
    { attempt_ms = ATTEMPT_MS, total_ms = TOTAL_MS }: AppenderOptions,
  ) {
    this.attempt_ms = attempt_ms;
    this.total_ms = total_ms;
  }

  /** Rejects with the port's errors. */
  async append(append: PreparedAppend): Promise<Appended> {
    const data = append.events.map(eventDataOf);
    return this.inFlight.run(() => this.untilKnown(append, data));
  }

  /** Resolves when every append has its answer. */
  settled(): Promise<void> {
    return this.inFlight.settled();
  }

  /** Ids and expected revision stay the same, so the server recognizes a repeat: it returns its first answer and writes nothing. */
  private async untilKnown(append: PreparedAppend, data: ReturnType<typeof eventDataOf>[]): Promise<Appended> {
    const { stream, expected, events } = append;
    const revision = events.at(-1)!.revision;
    const until = performance.now() + this.total_ms;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.attempt(append, data);
      if (outcome.kind === 'refused') throw outcome.error;
      if (outcome.kind === 'written') {
        if (outcome.revision !== revision) throw writtenElsewhere(append, outcome.revision);
        const position = outcome.position ?? (await this.recordedAt(append));
        if (position !== undefined) return { revision, position };
      }
      if (outcome.kind === 'wrong-revision') {
        // After an attempt of unknown outcome, the conflict may be with that same attempt.
        const position = attempt > 1 ? await this.recordedAt(append) : undefined;
        if (position === undefined) throw new WrongRevisionError(stream, expected, outcome.actual);
        return { revision, position };
      }
      const backoff_ms = Math.min(BACKOFF_MS_LONGEST, BACKOFF_MS_SHORTEST * 2 ** Math.min(attempt - 1, 10));
      if (performance.now() + backoff_ms > until) throw unknownOutcome(stream);
      await pause(backoff_ms);
    }
  }

  private async attempt(
    { stream, expected }: PreparedAppend,
    data: ReturnType<typeof eventDataOf>[],
  ): Promise<Attempt> {
    const deadline = Promise.withResolvers<Attempt>();
    // The client's own deadline covers neither its search for the server nor its wait to write.
    const timer = setTimeout(() => deadline.resolve({ kind: 'unknown' }), 2 * this.attempt_ms);
    const call = this.client.appendToStream(stream, data, {
      expectedRevision: expected === 'none' ? NO_STREAM : BigInt(expected),
      deadline: this.attempt_ms,
    });
    const answer = call.then(
      ({ nextExpectedRevision, position }): Attempt => ({
        kind: 'written',
        revision: Number(nextExpectedRevision),
        position: position === undefined ? undefined : positionOf(position),
      }),
      (error: unknown) => appendFailureOf(stream, error),
    );
    try {
      return await Promise.race([answer, deadline.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Position of the last event, if exactly these events are at exactly these revisions. */
  private async recordedAt({ stream, events }: PreparedAppend): Promise<Position | undefined> {
    const first = events[0]!.revision;
    const stored: StoredEvent[] = [];
    const read = this.client.readStream(stream, {
      fromRevision: first === 0 ? START : BigInt(first),
      maxCount: events.length,
    });
    try {
      await drain(read, (event) => stored.push(event) < events.length);
    } catch {
      throw unknownOutcome(stream);
    }
    const same = stored.length === events.length && stored.every(({ id }, index) => id === events[index]!.id);
    return same ? storedPositionOf(stored.at(-1)!) : undefined;
  }
}

/** The error for an append to a stream that was deleted before: the server continues it where it ended, whatever revision was expected. */
function writtenElsewhere({ stream, expected, events }: PreparedAppend, last: number): StreamCutError {
  const first = last - events.length + 1;
  const where = `An append that expected ${expected === 'none' ? 'no stream' : `revision ${expected}`} was written there.`;
  return new StreamCutError(stream, events[0]!.revision, first, `${where} ${DELETED_BEFORE}`);
}

function unknownOutcome(stream: StreamName): StoreUnavailableError {
  return new StoreUnavailableError(
    `EventStoreDB did not answer: it is unknown whether the append to stream ${stream} was written. ` +
      'The same command may be sent again: it is recorded once.',
  );
}

/** Runs a bounded number of calls at once, queues a bounded number of others in order, and refuses the rest. */
class InFlight {
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private idle = Promise.withResolvers<void>();

  constructor(
    private readonly runningMax: number,
    private readonly waitingMax: number,
  ) {}

  /** Rejects with a `StoreUnavailableError` when the queue is full. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running < this.runningMax) this.running += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      this.pass();
    }
  }

  /** Resolves when nothing runs or waits. */
  async settled(): Promise<void> {
    if (this.running > 0) await this.idle.promise;
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.waitingMax) {
      throw new StoreUnavailableError('Too many appends wait for EventStoreDB. Nothing was written.');
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Passes the slot to the first in the queue, so that no newcomer overtakes it. */
  private pass(): void {
    const next = this.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    this.running -= 1;
    if (this.running > 0) return;
    this.idle.resolve();
    this.idle = Promise.withResolvers<void>();
  }
}
