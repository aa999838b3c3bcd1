import type { Position, StreamName } from '../event.js';
import { checkedPlace } from '../log-place.js';
import type { EventBatch } from '../ports/event-stream.js';
import type { ParkedStream } from '../ports/read-store.js';
import { Turns } from '../turns.js';
import { ActiveGeneration } from './active-generation.js';
import { applyBatch, type ViewSources } from './apply-batch.js';
import { releaseSkipped, retryParked, type RetryResult } from './retry-parked.js';
import { requireVersion } from './view-version.js';

export interface ProjectionRunnerOptions extends ViewSources {
  /** Receives each stream that was parked, after the commit that parked it. */
  readonly onParked?: (parked: ParkedStream) => void;
}

/** Keeps one view equal to a fold of the log. Use `apply` as a consumer's `handle` and the result of `checkedPlace` as its `start`. */
export class ProjectionRunner {
  /** Serializes batches and retries: a retry must not miss what a batch skips because the stream is still parked. */
  private readonly turns = new Turns();
  private readonly view: string;
  private readonly active: ActiveGeneration;

  constructor(private readonly options: ProjectionRunnerOptions) {
    this.view = options.projection.view.name;
    // A newer release may have rebuilt the view while this process went on.
    const mayGoOn = () => requireVersion(options.readStore, options.projection.view);
    this.active = new ActiveGeneration(options.readStore, this.view, mayGoOn);
  }

  /** Declares the view. Must precede every other call. */
  start(): Promise<void> {
    return this.options.readStore.define(this.options.projection.view);
  }

  /** Position up to which the log is applied to the view. */
  position(): Promise<Position> {
    return this.options.readStore.checkpoint(this.view);
  }

  /**
   * Resolves when the batch's effects and its position are durable. Rejects when a store is unreachable, and with `AnotherVersionError` when
   * the view was rebuilt by another release: the batch must be redelivered.
   */
  apply(batch: EventBatch): Promise<void> {
    return this.inTurn(async () => {
      const { events, position } = batch;
      const parked = await this.active.on(async (generation) => {
        await releaseSkipped(this.options, generation, events);
        return applyBatch(this.options, generation, events, position);
      });
      for (const stream of parked) this.options.onParked?.(stream);
    });
  }

  /** Streams waiting for a retry: at most 1000, oldest first. */
  parked(): Promise<readonly ParkedStream[]> {
    return this.options.readStore.parked(this.view);
  }

  /**
   * Applies a parked stream's events from the log, from the one that failed on. Throws `AnotherLogError` when the view is of another log.
   */
  retry(stream: StreamName): Promise<RetryResult> {
    return this.inTurn(async () => {
      await checkedPlace(this.options, this.view);
      return this.active.on((generation) => retryParked(this.options, generation, stream));
    });
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.turns.take(this.view, work, () => new Error(`Too much waits for the view ${this.view}.`));
  }
}
