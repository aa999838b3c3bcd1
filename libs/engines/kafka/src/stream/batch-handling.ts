import type { ConsumeOptions, RecordedEvent } from '@redress/eventing';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { decodedMessages } from './decoded-messages.js';
import { EVENTS_PER_BATCH_MAX, GatheredHandling } from './gathered-handling.js';
import { keptAlive } from './kept-alive.js';
import { OffsetCommits } from './offset-commits.js';
import { PartitionFailures } from './partition-failures.js';
import { UndecodableMessageError } from './undecodable-message-error.js';

export interface BatchHandlingOptions {
  readonly handle: ConsumeOptions['handle'];
  /** Must not throw. */
  readonly report: (error: unknown, attempt: number) => void;
  readonly heartbeat_ms: number;
  readonly isStopping: () => boolean;
}

/**
 * What becomes of the messages that kafkajs brings, of several partitions side by side: handed over in pieces, together with those of other
 * partitions, and committed some time after the effect.
 */
export class BatchHandling {
  readonly failures = new PartitionFailures();
  readonly commits = new OffsetCommits();
  private readonly inHandNow = new Set<Promise<void>>();
  private readonly gathered: GatheredHandling;
  private undecodableCount = 0;
  /** By partition, the newest offset that was reported: a batch that comes again brings it again. */
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

  /** Messages left out so far because they are no events of Redress. */
  get undecodable(): number {
    return this.undecodableCount;
  }

  /** Rejects only with what kafkajs threw: it then joins the group again, or crashes, and begins where the last commit was. */
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

  /** Rejects when the group is rebalancing: what is left of the batch goes to whoever has the partition then, and what is done need not. */
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

  /** False when there was no effect: it failed, and the partition rests while the others go on, or the consumer stops. */
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
   * A message that is no event cannot become one by waiting, so it must not block its partition; it is left out, counted, and reported
   * once. Nothing can be lost by that: the event store is the truth, and whoever misses a revision of a complaint reads it there.
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

/** kafkajs throws when a consumer that has stopped is asked to resume; there is then nothing to resume. */
function whenRunning(resume: () => void): () => void {
  return () => {
    try {
      resume();
    } catch {
      // It has stopped.
    }
  };
}
