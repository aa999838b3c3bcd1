import { GenerationMovedError } from '../errors.js';
import type { Position } from '../event.js';
import type { EventBatch } from '../ports/event-stream.js';
import type { ParkedStream } from '../ports/read-store.js';
import { Turns } from '../turns.js';
import { applyBatch, type ViewSources } from './apply-batch.js';
import { retryParked, type RetryResult } from './retry-parked.js';

export interface ProjectionRunnerOptions extends ViewSources {
  /** Told about each stream that was parked, after the commit that parked it. */
  readonly onParked?: (parked: ParkedStream) => void;
}

/** How often a batch is begun anew because a rebuild swapped the view under it. */
const SWAPS_MAX = 5;

/** Keeps one view equal to a fold of the log. Use `apply` as a consumer's `handle` and `position` as its `start`. */
export class ProjectionRunner {
  /** Batches and retries take turns: a retry must not miss what a batch passes over because the stream is still parked. */
  private readonly turns = new Turns();
  private readonly view: string;
  /** The generation that answered when this process last asked. */
  private known: number | undefined;

  constructor(private readonly options: ProjectionRunnerOptions) {
    this.view = options.projection.view.name;
  }

  /** Declares the view. Must precede everything else. */
  start(): Promise<void> {
    return this.options.readStore.define(this.options.projection.view);
  }

  /** Up to where the log is in the view. */
  position(): Promise<Position> {
    return this.options.readStore.checkpoint(this.view);
  }

  /** Resolves when the batch's effects and its position are durable. Rejects when a store is away: then the batch must come again. */
  apply(batch: EventBatch): Promise<void> {
    return this.inTurn(async () => {
      const { events, position } = batch;
      const parked = await this.onActive((generation) => applyBatch(this.options, generation, events, position));
      for (const stream of parked) this.options.onParked?.(stream);
    });
  }

  /** What waits for a retry: at most 1000, oldest first. */
  parked(): Promise<readonly ParkedStream[]> {
    return this.options.readStore.parked(this.view);
  }

  /** Applies a parked stream's events from the log, from the one that failed on. */
  retry(stream: string): Promise<RetryResult> {
    return this.inTurn(() => this.onActive((generation) => retryParked(this.options, generation, stream)));
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.turns.take(this.view, work, () => new Error(`Too much waits for the view ${this.view}.`));
  }

  /** A swap drops the generation that answered before, and a commit to that one fails: so it need not be asked for anew each time. */
  private async onActive<Result>(work: (generation: number) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.known ??= await this.options.readStore.activeGeneration(this.view);
        return await work(this.known);
      } catch (error) {
        this.known = undefined;
        if (!(error instanceof GenerationMovedError) || attempt === SWAPS_MAX) throw error;
      }
    }
  }
}
