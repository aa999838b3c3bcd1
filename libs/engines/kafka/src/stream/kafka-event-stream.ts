import {
  type ConsumeOptions,
  type EventStream,
  type Served,
  type ServerInUse,
  StoreClosedError,
} from '@redress/eventing';
import type { Kafka } from 'kafkajs';
import { kafkaClient, type KafkaLog } from '../kafka-client.js';
import { type KafkaSettings, parseKafkaUrl } from '../kafka-url.js';
import { GroupLag, KafkaConsumer } from './kafka-consumer.js';

export interface KafkaEventStreamOptions {
  /** See {@link parseKafkaUrl}. */
  readonly url: string;
  /** Receives the errors reported by kafkajs. Default: dropped. */
  readonly log?: KafkaLog;
  /**
   * Time without a heartbeat after which a member's partitions are reassigned. Default 15,000; the brokers have their own limits (by
   * default at least 6,000).
   */
  readonly session_ms?: number;
}

const SESSION_MS = 15_000;

/**
 * The stream of the topic. Rejects with an `InvalidKafkaUrlError`. Unreachable brokers and a missing topic are no errors: consumers wait
 * for them, unhealthy meanwhile.
 */
export async function openKafkaEventStream(options: KafkaEventStreamOptions): Promise<KafkaEventStream> {
  const { url, log, session_ms = SESSION_MS } = options;
  const settings = parseKafkaUrl(url);
  return new KafkaEventStream(kafkaClient(settings, log), settings, session_ms);
}

/**
 * Delivers a Kafka topic to consumer groups. The broker keeps each group's offsets, so `ConsumeOptions.start` is not called: a new group
 * starts with the oldest event. Any number of processes may share a group; within one stream a group has one consumer.
 */
export class KafkaEventStream implements EventStream {
  private readonly consumers = new Map<string, KafkaConsumer>();
  private readonly lag: GroupLag;
  private isClosed = false;

  constructor(
    private readonly kafka: Kafka & Served,
    private readonly settings: KafkaSettings,
    private readonly session_ms: number,
  ) {
    this.lag = new GroupLag(kafka, settings.topic);
  }

  /** Throws a `StoreClosedError` after `close`, and an `Error` when the group already has a consumer. */
  consume(options: ConsumeOptions): KafkaConsumer {
    const { group } = options;
    if (this.isClosed) throw new StoreClosedError('The event stream is closed.');
    if (this.consumers.has(group)) throw new Error(`The group ${group} is being consumed already.`);
    const { kafka, settings, session_ms, lag } = this;
    const consumer = new KafkaConsumer({ kafka, settings, session_ms, lag }, options);
    this.consumers.set(group, consumer);
    void consumer.ended.then(() => this.consumers.delete(group));
    return consumer;
  }

  get inUse(): ServerInUse | undefined {
    return this.kafka.inUse;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.consumers.values()].map((consumer) => consumer.close()));
    await this.lag.close();
  }
}
