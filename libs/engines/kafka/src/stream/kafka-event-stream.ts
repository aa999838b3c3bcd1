import { StoreClosedError, type ConsumeOptions, type EventStream } from '@redress/eventing';
import type { Kafka } from 'kafkajs';
import type { KafkaSettings } from '../url/kafka-settings.js';
import { GroupLag } from './group-lag.js';
import { KafkaConsumer } from './kafka-consumer.js';

/**
 * Carries a Kafka topic to consumer groups. The broker keeps each group's offsets, so that `ConsumeOptions.start` is not asked: a new group
 * begins with the oldest event. Any number of processes may share a group; within one stream a group has one consumer.
 */
export class KafkaEventStream implements EventStream {
  private readonly consumers = new Map<string, KafkaConsumer>();
  private readonly lag: GroupLag;
  private isClosed = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly settings: KafkaSettings,
    private readonly session_ms: number,
  ) {
    this.lag = new GroupLag(kafka, settings.topic);
  }

  /** Throws a `StoreClosedError` after `close`, and an `Error` while the group has a consumer already. */
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

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.consumers.values()].map((consumer) => consumer.close()));
    await this.lag.close();
  }
}
