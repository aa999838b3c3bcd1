import type { FollowedBatch, Position, RecordedEvent } from '@redress/eventing';
import { weightOf } from '../event-store/event-format.js';
import type { NewestEvent } from '../event-store/find-event.js';

/** Limits of the handed-out events that a run keeps for consumers behind its first one. */
const KEPT_EVENTS_MAX = 5_000;
const KEPT_WEIGHT_MAX = 2_000_000;
/** How long to wait before the server is asked again for its newest event, when that failed. */
const AGAIN_MS = 1_000;

/** The place of an event in the log. Its id is unknown where a consumer only remembered the position. */
export interface Place {
  readonly position: Position;
  readonly id: string | undefined;
}

export interface SharedFollowingOptions {
  /** Follows from behind a place, as {@link Follower} does, until the signal is aborted. */
  readonly open: (behind: Place, signal: AbortSignal) => AsyncGenerator<FollowedBatch>;
  readonly newest: Pick<NewestEvent, 'find' | 'ours'>;
  /** Maximum number of events kept. Default 5000. */
  readonly keptMax?: number;
}

/**
 * Lets the consumers of a process share followers, so that each event is received and decoded once. A run is a follower that keeps what it
 * handed out last: consumers within that part use it together, each at its own place and pace. Nobody waits for anybody: one that falls
 * out of that part gets a run of its own, and leaves it once it has reached the part kept by another.
 */
export class SharedFollowing {
  private readonly runs: Run[] = [];

  constructor(private readonly options: SharedFollowingOptions) {}

  /** As `EventStore.follow`: ends when the signal is aborted, and throws the permanent errors of a follower. */
  async *batches(after: Position, batchSize: number, signal: AbortSignal): AsyncGenerator<FollowedBatch> {
    const consumer = new Consumer({ position: after, id: undefined }, batchSize, this.options.newest, signal);
    let run: Run | undefined;
    try {
      while (!signal.aborted) {
        run = this.moved(run, consumer.place);
        const batch = await consumer.next(run);
        if (batch === undefined || signal.aborted) continue;
        yield batch;
      }
    } finally {
      if (run !== undefined) this.leave(run);
    }
  }

  /** The run for a consumer at a place: of those that keep what follows it the one that is ahead, otherwise a new one. */
  private moved(from: Run | undefined, place: Place): Run {
    let to: Run | undefined;
    for (const run of this.runs) if (run.keepsWhatFollows(place) && run.end > (to?.end ?? -1n)) to = run;
    if (to === undefined) {
      to = new Run(place, this.options);
      this.runs.push(to);
    }
    if (to === from) return to;
    to.consumers += 1;
    if (from !== undefined) this.leave(from);
    return to;
  }

  private leave(run: Run): void {
    run.consumers -= 1;
    if (run.consumers > 0) return;
    this.runs.splice(this.runs.indexOf(run), 1);
    run.close();
  }
}

/** One consumer: its place, and whether it knows that history has ended there. */
class Consumer {
  private announced = false;

  constructor(
    public place: Place,
    private readonly batchSize: number,
    private readonly newest: SharedFollowingOptions['newest'],
    private readonly signal: AbortSignal,
  ) {}

  /** The next batch from a run that keeps what follows this place; undefined when there is none yet, or the consumer should look again. */
  async next(run: Run): Promise<FollowedBatch | undefined> {
    const events = run.behind(this.place.position, this.batchSize);
    if (events.length > 0) return this.taken(events, await this.isNewest(events.at(-1)!.position, run));
    if (!this.announced && (await this.isNewest(this.place.position, run))) return this.taken([], true);
    const pulled = await this.unlessOver(run.pull());
    // The run handed it out only now, so its answer about the end of history is new. Larger ones are taken piece by piece.
    if (pulled === undefined || pulled.events.length > this.batchSize) return undefined;
    if (run.behind(this.place.position, this.batchSize).length !== pulled.events.length) return undefined;
    return this.taken(pulled.events, pulled.caughtUp);
  }

  private taken(events: readonly RecordedEvent[], caughtUp: boolean): FollowedBatch {
    const last = events.at(-1);
    if (last !== undefined) this.place = { position: last.position, id: last.id };
    this.announced = caughtUp;
    return { events, position: this.place.position, caughtUp };
  }

  /**
   * Whether history ends at a position. What the run last heard may be old by the time that a slow consumer gets there, so the server is
   * asked. A run that has handed out nothing yet does not know whether its place is one of this log: its follower finds out.
   */
  private async isNewest(position: Position, run: Run): Promise<boolean> {
    if (position !== run.end || !run.hasBegun || position < this.newest.ours) return false;
    try {
      return position === (await this.newest.find());
    } catch {
      return false;
    }
  }

  /** Also resolves, with undefined, when the signal is aborted, or when a consumer that was not told where history ends should ask again. */
  private unlessOver<Result>(result: Promise<Result>): Promise<Result | undefined> {
    const { promise: over, resolve } = Promise.withResolvers<undefined>();
    const end = (): void => resolve(undefined);
    const again = this.announced ? undefined : setTimeout(end, AGAIN_MS);
    this.signal.addEventListener('abort', end, { once: true });
    // A rejection after the end concerns nobody here.
    result.catch(() => undefined);
    return Promise.race([result, over]).finally(() => {
      clearTimeout(again);
      this.signal.removeEventListener('abort', end);
    });
  }
}

/** A follower, and the events that it handed out last. It is asked for more only when a consumer has had all of them. */
class Run {
  consumers = 0;
  hasBegun = false;
  private readonly stopping = new AbortController();
  private readonly batches: AsyncGenerator<FollowedBatch>;
  private readonly keptMax: number;
  private start: Place;
  private kept: RecordedEvent[] = [];
  private weights: number[] = [];
  private weight = 0;
  private pulling: Promise<FollowedBatch | undefined> | undefined;
  private hasEnded = false;

  constructor(behind: Place, { open, keptMax = KEPT_EVENTS_MAX }: SharedFollowingOptions) {
    this.start = behind;
    this.keptMax = keptMax;
    this.batches = open(behind, this.stopping.signal);
  }

  /** Position of the last event handed out, or where the run began. */
  get end(): Position {
    return this.kept.at(-1)?.position ?? this.start.position;
  }

  /** False for the place of an event that this run did not see: the log may be another one. */
  keepsWhatFollows({ position, id }: Place): boolean {
    if (this.hasEnded) return false;
    const place = position === this.start.position ? this.start : this.kept[this.indexBehind(position) - 1];
    if (place === undefined || place.position !== position) return false;
    return id === undefined || place.id === undefined || id === place.id;
  }

  /** Events kept behind a position, at most `limit`. */
  behind(position: Position, limit: number): readonly RecordedEvent[] {
    const from = this.indexBehind(position);
    return this.kept.slice(from, from + limit);
  }

  /** Asks the follower for its next batch, once for all that wait. Undefined when the run was closed. Rejects with its permanent errors. */
  pull(): Promise<FollowedBatch | undefined> {
    this.pulling ??= this.pulled().finally(() => (this.pulling = undefined));
    return this.pulling;
  }

  close(): void {
    this.stopping.abort();
    // Ends a follower at rest, too; one that fails meanwhile concerns nobody.
    void this.batches.return(undefined).catch(() => undefined);
  }

  private async pulled(): Promise<FollowedBatch | undefined> {
    try {
      const next = await this.batches.next();
      if (next.done === true) {
        this.hasEnded = true;
        return undefined;
      }
      this.hasBegun = true;
      this.keep(next.value.events);
      return next.value;
    } catch (error) {
      this.hasEnded = true;
      throw error;
    }
  }

  private keep(events: readonly RecordedEvent[]): void {
    this.kept.push(...events);
    const weights = events.map(({ data }) => weightOf(data));
    this.weights.push(...weights);
    this.weight += weights.reduce((sum, weight) => sum + weight, 0);
    let dropped = 0;
    // What was just handed out stays, however much it is: those who waited for it get it from here.
    for (const droppable = this.kept.length - events.length; dropped < droppable; dropped += 1) {
      if (this.kept.length - dropped <= this.keptMax && this.weight <= KEPT_WEIGHT_MAX) break;
      this.weight -= this.weights[dropped]!;
    }
    if (dropped === 0) return;
    const { position, id } = this.kept[dropped - 1]!;
    this.start = { position, id };
    this.kept.splice(0, dropped);
    this.weights.splice(0, dropped);
  }

  /** Index of the first event kept behind a position. */
  private indexBehind(position: Position): number {
    let [low, high] = [0, this.kept.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.kept[middle]!.position <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
