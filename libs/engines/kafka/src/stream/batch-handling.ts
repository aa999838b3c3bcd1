import { type ConsumeOptions, doubling, LOG_START, type RecordedEvent } from '@redress/eventing';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { decodedMessages, UndecodableMessageError } from './decoded-messages.js';
import { keptAlive } from './member.js';
import { OffsetCommits } from './offset-commits.js';

interface BatchHandlingOptions {
  readonly handle: ConsumeOptions['handle'];
  /** Must not throw. */
  readonly report: (error: unknown, attempt: number) => void;
  readonly heartbeat_ms: number;
  readonly isStopping: () => boolean;
}

/**
 * Handles the messages fetched by kafkajs, several partitions concurrently: hands them over in pieces, together with those of other
 * partitions, and commits some time after the effect.
 */
export class BatchHandling {
  readonly failures = new PartitionFailures();
  readonly commits = new OffsetCommits();
  private readonly inHandNow = new Set<Promise<void>>();
  private readonly gathered: GatheredHandling;
  private undecodableCount = 0;
  /** The newest reported offset by partition: a redelivered batch brings it again. */
  private readonly reported = new Map<number, bigint>();

  constructor(private readonly options: BatchHandlingOptions) {
    const handle: ConsumeOptions['handle'] = async (batch) => {
      await this.commits.room();
      await options.handle(batch);
    };
    this.gathered = new GatheredHandling(handle, options.isStopping);
  }

  get isHandling(): boolean {
    return this.inHandNow.size > 0;
  }

  /** Settles when the batches in hand are done; never rejects. */
  get inHand(): Promise<unknown> {
    return Promise.allSettled(this.inHandNow);
  }

  /** Messages skipped so far because they are no events of Redress. */
  get undecodable(): number {
    return this.undecodableCount;
  }

  /** Rejects only with kafkajs's errors: kafkajs then rejoins the group, or crashes, and restarts from the last commit. */
  eachBatch = (payload: EachBatchPayload): Promise<void> => {
    const handled = this.handleAll(payload).finally(() => this.inHandNow.delete(handled));
    this.inHandNow.add(handled);
    return handled;
  };

  private async handleAll(payload: EachBatchPayload): Promise<void> {
    for (const messages of pieces(payload.batch.messages)) {
      if (this.options.isStopping() || !payload.isRunning() || payload.isStale()) return;
      if (!(await this.handlePiece(payload, messages))) return;
      if (this.options.isStopping()) return this.commits.flush();
      await this.heartbeat(payload);
    }
  }

  /** Rejects when the group is rebalancing: the rest of the batch goes to the partition's new owner, and what is done is not repeated. */
  private async heartbeat(payload: EachBatchPayload): Promise<void> {
    try {
      await payload.heartbeat();
    } catch (error) {
      await this.commits.flush().catch(() => undefined);
      throw error;
    }
  }

  private async handlePiece(payload: EachBatchPayload, messages: readonly KafkaMessage[]): Promise<boolean> {
    const { topic, partition } = payload.batch;
    const { events, undecodable } = decodedMessages(messages);
    this.reportUndecodable(topic, partition, undecodable);
    if (events.length > 0 && !(await this.attempt(payload, events))) return false;
    await this.commits.handled(payload, messages.at(-1)?.offset ?? '', messages.length);
    return true;
  }

  /** False without an effect: it failed, and the partition rests while the others continue, or the consumer is stopping. */
  private async attempt(payload: EachBatchPayload, events: readonly RecordedEvent[]): Promise<boolean> {
    const { partition } = payload.batch;
    try {
      const isDone = await keptAlive(
        () => payload.heartbeat(),
        this.options.heartbeat_ms,
        () => this.gathered.add(events, this.failures.has(partition)),
      );
      if (isDone) this.failures.succeeded(partition);
      return isDone;
    } catch (error) {
      const attempt = this.failures.failed(partition, whenRunning(payload.pause()));
      this.options.report(error, attempt);
      return false;
    }
  }

  /**
   * A message that is no event will never become one, so it must not block its partition; it is skipped, counted, and reported once.
   * Nothing is lost: the event store is the truth, and a consumer that misses a revision of a complaint reads it there.
   */
  private reportUndecodable(topic: string, partition: number, offsets: readonly string[]): void {
    for (const offset of offsets) {
      if (BigInt(offset) <= (this.reported.get(partition) ?? -1n)) continue;
      this.reported.set(partition, BigInt(offset));
      this.undecodableCount += 1;
      this.options.report(new UndecodableMessageError(topic, partition, offset), 1);
    }
  }
}

function* pieces(messages: readonly KafkaMessage[]): Iterable<readonly KafkaMessage[]> {
  for (let from = 0; from < messages.length; from += EVENTS_PER_BATCH_MAX) {
    yield messages.slice(from, from + EVENTS_PER_BATCH_MAX);
  }
}

/** kafkajs throws when a stopped consumer is asked to resume; there is nothing to resume then. */
function whenRunning(resume: () => void): () => void {
  return () => {
    try {
      resume();
    } catch {
      // It has stopped.
    }
  };
}

/** The port's limit, so that a piece of one partition is at most a batch. */
export const EVENTS_PER_BATCH_MAX = 500;

/** Events of one partition handed over together, 1 to {@link EVENTS_PER_BATCH_MAX} of them. */
interface Piece {
  readonly events: readonly RecordedEvent[];
  /** Its partition's last attempt failed: handled with others, it could make them fail too. */
  readonly isAlone: boolean;
  readonly settle: PromiseWithResolvers<boolean>;
}

/**
 * Combines what several partitions bring at the same time into one batch: under light load each brings an event or two, and the fixed cost
 * of a batch would be paid for each. One batch is in hand at a time; further pieces gather meanwhile.
 */
export class GatheredHandling {
  private waiting: Piece[] = [];
  private isRunning = false;

  constructor(
    private readonly handle: ConsumeOptions['handle'],
    private readonly isStopping: () => boolean,
  ) {}

  /**
   * Resolves with true when the events have had their effect, and with false when the consumer stops before they are in hand. Rejects with
   * the handler's error for these events alone: a failed batch is handled again piece by piece, so that one partition's failure affects no
   * other. Accepts one piece per partition at a time.
   */
  add(events: readonly RecordedEvent[], isAlone: boolean): Promise<boolean> {
    const settle = Promise.withResolvers<boolean>();
    this.waiting.push({ events, isAlone, settle });
    if (!this.isRunning) void this.run();
    return settle.promise;
  }

  /** Never rejects. */
  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) {
      // The partitions of one fetch arrive within one turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      const pieces = this.take();
      if (!(await this.areDone(pieces))) for (const piece of pieces) await this.handleAlone(piece);
    }
    this.isRunning = false;
  }

  /** False when they have to be handled one by one. */
  private async areDone(pieces: readonly Piece[]): Promise<boolean> {
    if (pieces.length === 1 || this.isStopping()) return false;
    try {
      await this.handle(batchOf(pieces));
    } catch {
      // Handling each alone reveals which one fails.
      return false;
    }
    for (const { settle } of pieces) settle.resolve(true);
    return true;
  }

  private async handleAlone(piece: Piece): Promise<void> {
    if (this.isStopping()) return piece.settle.resolve(false);
    try {
      await this.handle(batchOf([piece]));
      piece.settle.resolve(true);
    } catch (error) {
      piece.settle.reject(error);
    }
  }

  /** The oldest pieces that fit into one batch. */
  private take(): readonly Piece[] {
    if (this.waiting[0]?.isAlone) return this.waiting.splice(0, 1);
    let events = 0;
    const firstOut = this.waiting.findIndex((piece) => {
      events += piece.events.length;
      return piece.isAlone || events > EVENTS_PER_BATCH_MAX;
    });
    return this.waiting.splice(0, firstOut === -1 ? this.waiting.length : firstOut);
  }
}

function batchOf(pieces: readonly Piece[]): Parameters<ConsumeOptions['handle']>[0] {
  const events = pieces.flatMap((piece) => piece.events);
  const position = events.reduce((newest, event) => (event.position > newest ? event.position : newest), LOG_START);
  return { events, position };
}

const BACKOFF_MS_SHORTEST = 100;
const BACKOFF_MS_LONGEST = 10_000;

interface Failing {
  attempts: number;
  waiting: NodeJS.Timeout;
  readonly goOn: () => void;
}

/** The partitions whose last attempt failed: each rests for a while before its batch is redelivered. */
class PartitionFailures {
  private readonly failing = new Map<number, Failing>();

  get isEmpty(): boolean {
    return this.failing.size === 0;
  }

  has(partition: number): boolean {
    return this.failing.has(partition);
  }

  /** Calls `goOn` after the backoff. Returns the number of consecutive failures. */
  failed(partition: number, goOn: () => void): number {
    const before = this.failing.get(partition);
    clearTimeout(before?.waiting);
    const attempts = (before?.attempts ?? 0) + 1;
    const waiting = setTimeout(goOn, doubling(attempts, BACKOFF_MS_SHORTEST, BACKOFF_MS_LONGEST));
    this.failing.set(partition, { attempts, waiting, goOn });
    return attempts;
  }

  succeeded(partition: number): void {
    clearTimeout(this.failing.get(partition)?.waiting);
    this.failing.delete(partition);
  }

  /** Forgets partitions that moved to another member; if they return, they do not return resting. */
  keepOnly(partitions: readonly number[]): void {
    for (const [partition, { goOn }] of [...this.failing]) {
      if (partitions.includes(partition)) continue;
      this.succeeded(partition);
      goOn();
    }
  }

  forgetAll(): void {
    for (const partition of [...this.failing.keys()]) this.succeeded(partition);
  }
}
