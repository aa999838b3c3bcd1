import { EventingError } from '../errors.js';
import type { Position, RecordedEvent } from '../event.js';
import type { EventStore } from '../ports/event-store.js';
import type { EventBatch } from '../ports/event-stream.js';
import type { ParkedStream, ReadStore } from '../ports/read-store.js';
import type { EventCodec } from '../sealing/event-codec.js';
import { Turns } from '../turns.js';
import type { ProcessManager } from './process-manager.js';

export interface ProcessRunnerOptions {
  readonly process: ProcessManager;
  /** Keeps the position and what is parked, as a view without documents under the process's name. */
  readonly readStore: ReadStore;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => string;
  readonly onParked?: (parked: ParkedStream) => void;
}

/** Streams worked on side by side: enough for their appends to share one commit to disk, few enough for any mail server. */
const STREAMS_AT_ONCE_MAX = 16;

/**
 * Feeds a process manager: at least once, each stream's events in order, different streams side by side. The position is stored
 * after the effects, so whatever was cut short comes again. An event the process cannot handle parks its stream; the events behind
 * it wait in the log, and other streams go on.
 */
export class ProcessRunner {
  /** Batches and retries take turns: a retry must not miss what a batch passes over because the stream is still parked. */
  private readonly turns = new Turns();

  constructor(private readonly options: ProcessRunnerOptions) {}

  get name(): string {
    return this.options.process.name;
  }

  /** Must precede everything else. May be repeated. */
  start(): Promise<void> {
    return this.options.readStore.define({ name: this.name, fields: {}, indexes: [] });
  }

  /** Where a consumer starts: everything up to here has had its effect. */
  position(): Promise<Position> {
    return this.options.readStore.checkpoint(this.name);
  }

  /** Resolves when the batch's effects, and then the position, are durable. Rejects when the batch must come again. */
  apply(batch: EventBatch): Promise<void> {
    return this.inTurn(() => this.react(batch));
  }

  /** At most 1000, oldest first. */
  parked(): Promise<readonly ParkedStream[]> {
    return this.options.readStore.parked(this.name);
  }

  /**
   * Handles a parked stream's events again, from the one that failed, in order. What another process passed over because the stream
   * was still parked was in the log before its release, so a second look after the release finds it; a process manager does nothing twice.
   */
  retry(stream: string): Promise<'done' | 'still-parked' | 'not-parked'> {
    return this.inTurn(async () => {
      const parked = (await this.options.readStore.parkedAmong(this.name, [stream])).get(stream);
      if (parked === undefined) return 'not-parked';
      const again = await this.catchUp(parked);
      await this.commit(again === undefined ? { park: [], unpark: [stream] } : { park: [again], unpark: [] });
      if (again !== undefined) return 'still-parked';
      const late = await this.catchUp(parked);
      if (late !== undefined) await this.commit({ park: [late], unpark: [] });
      return late === undefined ? 'done' : 'still-parked';
    });
  }

  private async catchUp({ stream, revision, attempts }: ParkedStream): Promise<ParkedStream | undefined> {
    const events = await Array.fromAsync(this.options.eventStore.read(stream, { from: revision }));
    return this.work(events, attempts + 1);
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.turns.take(this.name, work, () => new Error(`Too much waits for the process ${this.name}.`));
  }

  private async react(batch: EventBatch): Promise<void> {
    const streams = [...this.relevant(batch.events)];
    const waiting = await this.options.readStore.parkedAmong(
      this.name,
      streams.map(([stream]) => stream),
    );
    const park = await sideBySide(streams, async ([stream, events]) =>
      waiting.has(stream) ? undefined : this.work(events, 1),
    );
    await this.commit({ park: park.filter((parked) => parked !== undefined), unpark: [], position: batch.position });
  }

  private relevant(events: readonly RecordedEvent[]): Map<string, RecordedEvent[]> {
    const { streamPrefix, reactsTo } = this.options.process;
    const relevant = events.filter(({ stream, type }) => stream.startsWith(streamPrefix) && reactsTo.includes(type));
    return Map.groupBy(relevant, ({ stream }) => stream);
  }

  /** Answers what to park when an event cannot be handled. Rejects when the machinery failed and all of it must come again. */
  private async work(events: readonly RecordedEvent[], attempts: number): Promise<ParkedStream | undefined> {
    for (const event of events) {
      if (!this.options.process.reactsTo.includes(event.type)) continue;
      try {
        await this.options.process.on(this.options.codec.project(event));
      } catch (error) {
        if (isTransient(error)) throw error;
        return this.parking(event, error, attempts);
      }
    }
    return undefined;
  }

  private parking(event: RecordedEvent, error: unknown, attempts: number): ParkedStream {
    const parked = {
      stream: event.stream,
      revision: event.revision,
      eventId: event.id,
      eventType: event.type,
      // Never the message: it may repeat what a person wrote.
      error: error instanceof Error ? error.name : typeof error,
      parkedAt: this.options.now(),
      attempts,
    };
    this.options.onParked?.(parked);
    return parked;
  }

  private async commit(effect: {
    readonly park: readonly ParkedStream[];
    readonly unpark: readonly string[];
    readonly position?: Position;
  }): Promise<void> {
    const generation = await this.options.readStore.activeGeneration(this.name);
    await this.options.readStore.commit(this.name, { generation, changes: [], ...effect });
  }
}

const TRANSIENT_CODES: readonly string[] = ['out-of-reach', 'store-unavailable', 'store-closed', 'contention'];

function isTransient(error: unknown): boolean {
  return error instanceof EventingError && TRANSIENT_CODES.includes(error.code);
}

/** Runs the work on all items, a bounded number at a time; rejects with the first failure once all work in hand has settled. */
async function sideBySide<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failures.length > 0) return;
      await work(item).then(
        (result) => results.push(result),
        (error: unknown) => failures.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(STREAMS_AT_ONCE_MAX, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
