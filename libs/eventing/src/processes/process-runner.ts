import { describeFailure, StreamCutError } from '../errors.js';
import type { Position, RecordedEvent, Revision, StreamName, Instant } from '../event.js';
import { checkedPlace, placeAfter } from '../log-place.js';
import type { EventStore } from '../ports/event-store.js';
import type { EventBatch } from '../ports/event-stream.js';
import type { ParkedStream, ReadStore } from '../ports/read-store.js';
import { ActiveGeneration } from '../projections/active-generation.js';
import { skippedEvents, streamsReleased } from '../projections/skipped-events.js';
import type { EventCodec } from '../sealing/event-codec.js';
import { sideBySide, Turns } from '../turns.js';
import { isTransient, type ProcessManager } from './process-manager.js';

export interface ProcessRunnerOptions {
  readonly process: ProcessManager;
  /** Stores the position and parked streams, as a view without documents under the process's name. */
  readonly readStore: ReadStore;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
  /** Receives each stream that was parked, after the commit that parked it. */
  readonly onParked?: (parked: ParkedStream) => void;
}

/** An event that the process cannot handle. */
interface Failure {
  readonly event: RecordedEvent;
  readonly error: unknown;
}

/**
 * Feeds a process manager: at least once, events of a stream in order, streams concurrently. Stores the position after the effects, so
 * interrupted work is repeated. An event that the process cannot handle parks its stream: the events behind it wait in the log, and other
 * streams continue. An event that was skipped is not handed to the process again.
 */
export class ProcessRunner {
  /** Serializes batches and retries: a retry must not miss what a batch skips because the stream is still parked. */
  private readonly turns = new Turns();
  private readonly active: ActiveGeneration;
  /** Ids of the skipped events, as last read from the log. */
  private skipped: ReadonlySet<string> | undefined;

  constructor(private readonly options: ProcessRunnerOptions) {
    this.active = new ActiveGeneration(options.readStore, this.name);
  }

  get name(): string {
    return this.options.process.name;
  }

  /** Must precede every other call. Idempotent. */
  start(): Promise<void> {
    return this.options.readStore.define({ name: this.name, fields: {}, indexes: [] });
  }

  /** Where a consumer starts: everything up to here has had its effect. */
  position(): Promise<Position> {
    return this.options.readStore.checkpoint(this.name);
  }

  /** Resolves when the batch's effects, and then the position, are durable. Rejects when the batch must be redelivered. */
  apply(batch: EventBatch): Promise<void> {
    return this.inTurn(() => this.react(batch));
  }

  /** At most 1000, oldest first. */
  parked(): Promise<readonly ParkedStream[]> {
    return this.options.readStore.parked(this.name);
  }

  /**
   * Handles a parked stream's events again, in order, from the one that failed. Whatever another process skipped because the stream was
   * still parked was in the log before its release, so a second read after the release finds it; if that read fails, the stream is parked
   * as before. Rejects on an infrastructure failure, and with `AnotherLogError` when the process is on another log.
   */
  retry(stream: StreamName): Promise<'done' | 'still-parked' | 'not-parked'> {
    return this.inTurn(async () => {
      await checkedPlace(this.options, this.name);
      return this.goOn(stream);
    });
  }

  private async goOn(stream: StreamName): Promise<'done' | 'still-parked' | 'not-parked'> {
    const before = (await this.options.readStore.parkedAmong(this.name, [stream])).get(stream);
    if (before === undefined) return 'not-parked';
    await this.readSkipped();
    const worked = await this.workFrom(stream, before.revision).catch((error: unknown) => {
      if (error instanceof StreamCutError) return undefined;
      throw error;
    });
    // A gap in the log is no infrastructure failure: the stream stays parked.
    if (worked === undefined) return 'still-parked';
    const { failed, next } = worked;
    if (failed !== undefined) return this.parkAgain(this.parking(failed, before));
    await this.active.commit({ unpark: [stream] });
    const late = await this.workFrom(stream, next).catch(async (error: unknown) => {
      await this.parkAgain(before);
      throw error;
    });
    return late.failed === undefined ? 'done' : this.parkAgain(this.parking(late.failed));
  }

  private async readSkipped(): Promise<ReadonlySet<string>> {
    const all = await skippedEvents(this.options.eventStore, this.name);
    return (this.skipped = new Set(all.map(({ event }) => event)));
  }

  /** Handles a stream's events up to its end; `next` is the first revision not handled. */
  private async workFrom(
    stream: StreamName,
    from: Revision,
  ): Promise<{ readonly failed: Failure | undefined; readonly next: Revision }> {
    const events = await Array.fromAsync(this.options.eventStore.read(stream, { from }));
    return { failed: await this.work(events), next: (events.at(-1)?.revision ?? from - 1) + 1 };
  }

  private async parkAgain(parked: ParkedStream): Promise<'still-parked'> {
    await this.active.commit({ park: [parked] });
    return 'still-parked';
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.turns.take(this.name, work, () => new Error(`Too much waits for the process ${this.name}.`));
  }

  private async react(batch: EventBatch): Promise<void> {
    // Before the position is stored: whoever recorded a skip may have died before going on.
    for (const stream of streamsReleased(batch.events, this.name)) await this.goOn(stream);
    const streams = [...this.relevant(batch.events)];
    const names = streams.map(([stream]) => stream);
    // Most batches contain nothing that the process reacts to: skips the query then.
    const waiting = names.length === 0 ? undefined : await this.options.readStore.parkedAmong(this.name, names);
    const failures = await sideBySide(
      streams,
      async ([stream, events]) => (waiting?.has(stream) ? undefined : this.work(events)),
      this.options.process.streamsAtOnce,
    );
    const park = failures.flatMap((failure) => (failure === undefined ? [] : [this.parking(failure)]));
    await this.active.commit({ park, ...placeAfter(batch) });
    for (const parked of park) this.options.onParked?.(parked);
  }

  private relevant(events: readonly RecordedEvent[]): Map<StreamName, RecordedEvent[]> {
    const { streamPrefix, reactsTo } = this.options.process;
    const relevant = events.filter(({ stream, type }) => stream.startsWith(streamPrefix) && reactsTo.includes(type));
    return Map.groupBy(relevant, ({ stream }) => stream);
  }

  /** Returns the event that cannot be handled, if any. Rejects on an infrastructure failure: everything must be redelivered. */
  private async work(events: readonly RecordedEvent[]): Promise<Failure | undefined> {
    for (const event of events) {
      if (!this.options.process.reactsTo.includes(event.type)) continue;
      if ((this.skipped ?? (await this.readSkipped())).has(event.id)) continue;
      try {
        await this.options.process.on(this.options.codec.project(event));
      } catch (error) {
        if (isTransient(error)) throw error;
        // Skipped by another process since this one last read.
        if (!(await this.readSkipped()).has(event.id)) return { event, error };
      }
    }
    return undefined;
  }

  private parking({ event, error }: Failure, before?: ParkedStream): ParkedStream {
    const isSame = before?.revision === event.revision;
    return {
      stream: event.stream,
      revision: event.revision,
      eventId: event.id,
      eventType: event.type,
      error: describeFailure(error),
      parkedAt: isSame ? before.parkedAt : this.options.now(),
      attempts: isSame ? before.attempts + 1 : 1,
    };
  }
}
