import { AnotherLogError, StoreClosedError } from './errors.js';
import type { Position } from './event.js';
import { doubling, pause } from './pause.js';
import type { EventStore } from './ports/event-store.js';
import type { ConsumeOptions, Consumer, EventBatch, EventStream } from './ports/event-stream.js';

/**
 * The `log:` stream: each group follows the event store's own log, without a broker. It keeps no offsets: a group continues from the
 * position that its effects have reached (`ConsumeOptions.start`). A group has one consumer; processes must not share one.
 */
export class LogEventStream implements EventStream {
  private readonly consumers = new Map<string, LogConsumer>();
  private isClosed = false;

  constructor(private readonly store: EventStore) {}

  /** Throws a `StoreClosedError` after `close`, and an `Error` when the group already has a consumer. */
  consume(options: ConsumeOptions): Consumer {
    const { group } = options;
    if (this.isClosed) throw new StoreClosedError('The event stream is closed.');
    if (this.consumers.has(group)) throw new Error(`The group ${group} is being consumed already.`);
    const consumer = new LogConsumer(this.store, options);
    this.consumers.set(group, consumer);
    void consumer.ended.then(() => this.consumers.delete(group));
    return consumer;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.consumers.values()].map((consumer) => consumer.close()));
  }
}

const EVENTS_PER_BATCH = 500;
/**
 * How long events gather once everything is handled: three times the last batch's duration, within these limits. A commit of many events
 * costs little more than a commit of one, because they share the pages written; so the more work, the longer they gather.
 */
const GATHER_MS_SHORTEST = 20;
const GATHER_MS_LONGEST = 200;
const GATHER_PER_HANDLING = 3;
const BACKOFF_MS_SHORTEST = 100;
const BACKOFF_MS_LONGEST = 10_000;
/** Pause between two checks whether the position of a view of another log was corrected: each is one read, and it may take days. */
const ANOTHER_LOG_MS = 1_000;

/** The consumer of one group. Starts by itself; ends at `close`, or when the store is closed. */
class LogConsumer implements Consumer {
  /** Resolves when the consumer has stopped; never rejects. */
  readonly ended: Promise<void>;
  private readonly stopping = new AbortController();
  private handled: Position | undefined;
  private failures = 0;

  constructor(
    private readonly store: EventStore,
    private readonly options: ConsumeOptions,
  ) {
    this.ended = this.run();
  }

  async lag(): Promise<number> {
    const { handled } = this;
    if (!this.store.densePositions || handled === undefined) return -1;
    return Number((await this.store.head()) - handled);
  }

  healthy(): boolean {
    return this.failures === 0;
  }

  close(): Promise<void> {
    this.stopping.abort();
    return this.ended;
  }

  private get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      try {
        await this.follow();
        // The store ends a `follow` only when it is closed; the next call throws that error, which ends this consumer.
      } catch (error) {
        if (error instanceof StoreClosedError) {
          this.failures += 1;
          this.stopping.abort();
        } else await this.failed(error);
      }
    }
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    const start = await this.options.start();
    this.handled = start;
    for await (const { events, position, caughtUp } of this.store.follow(start, {
      signal,
      batchSize: EVENTS_PER_BATCH,
    })) {
      const began_ms = performance.now();
      if (events.length > 0) await this.handleUntilDone({ events, position });
      if (this.isStopping) return;
      this.handled = position;
      this.failures = 0;
      if (caughtUp && events.length > 0) await pause(gatheringTime(performance.now() - began_ms), signal);
    }
  }

  /** Finishes the batch in hand even when stopping, but does not retry it then. */
  private async handleUntilDone(batch: EventBatch): Promise<void> {
    do {
      try {
        await this.options.handle(batch);
        this.handled = batch.position;
        return;
      } catch (error) {
        if (error instanceof AnotherLogError) throw error;
        await this.failed(error);
      }
    } while (!this.isStopping);
  }

  private async failed(error: unknown): Promise<void> {
    this.failures += 1;
    try {
      this.options.onError?.(error, this.failures);
    } catch {
      // A failing reporter must not end the consumer, and there is nowhere left to report to.
    }
    const isAstray = error instanceof AnotherLogError;
    const pause_ms = isAstray ? ANOTHER_LOG_MS : doubling(this.failures, BACKOFF_MS_SHORTEST, BACKOFF_MS_LONGEST);
    await pause(pause_ms, this.stopping.signal);
  }
}

function gatheringTime(handling_ms: number): number {
  return Math.min(GATHER_MS_LONGEST, Math.max(GATHER_MS_SHORTEST, GATHER_PER_HANDLING * handling_ms));
}
