import { AnotherLogError, StoreClosedError } from '../errors.js';
import type { Position } from '../event.js';
import { doubling, pause } from '../pause.js';
import type { EventStore } from '../ports/event-store.js';
import type { ConsumeOptions, Consumer, EventBatch } from '../ports/event-stream.js';

const EVENTS_PER_BATCH = 500;
/**
 * How long events may gather once everything is handled. A commit for many costs little more than one for each, since they share the
 * pages it writes; so the more work there is, the longer they gather: three times as long as the last batch took, within these limits.
 */
const GATHER_MS_SHORTEST = 20;
const GATHER_MS_LONGEST = 200;
const GATHER_PER_HANDLING = 3;
const BACKOFF_MS_SHORTEST = 100;
const BACKOFF_MS_LONGEST = 10_000;
/** Between two looks whether what stands on another log was set right: each is one read, and it may take days. */
const ANOTHER_LOG_MS = 1_000;

/** One group's way along the log. Begins by itself; ends at `close`, or when the store is closed. */
export class LogConsumer implements Consumer {
  /** Resolves when it has stopped; never rejects. */
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
        // The store ends a `follow` only when it is closed: asked again it says so, and that ends this consumer.
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

  /** The batch in hand is finished even when stopping, but not begun again. */
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
      // A reporter that fails must not end the consumer; there is nobody left to report to.
    }
    const isAstray = error instanceof AnotherLogError;
    const pause_ms = isAstray ? ANOTHER_LOG_MS : doubling(this.failures, BACKOFF_MS_SHORTEST, BACKOFF_MS_LONGEST);
    await pause(pause_ms, this.stopping.signal);
  }
}

function gatheringTime(handling_ms: number): number {
  return Math.min(GATHER_MS_LONGEST, Math.max(GATHER_MS_SHORTEST, GATHER_PER_HANDLING * handling_ms));
}
