import { randomUUID } from 'node:crypto';
import { type ConsumeOptions, type EventPublisher, LOG_START, type StreamName } from '@redress/eventing';
import kafkajs from 'kafkajs';
import { openKafkaEventPublisher } from './kafka-event-publisher.js';
import { namesOf } from './recorded-events.fixture.spec.js';
import type { KafkaConsumer } from './stream/kafka-consumer.js';
import { type KafkaEventStream, openKafkaEventStream } from './stream/kafka-event-stream.js';

/** A fresh topic, and everything opened on it. */
export class KafkaScene {
  readonly topic = `spec-${randomUUID()}`;
  private readonly open: { close(): Promise<void> }[] = [];

  constructor(readonly addresses: readonly string[]) {}

  url(query = 'partitions=4'): string {
    return `kafka://${this.addresses.join(',')}/${this.topic}?group-prefix=${this.topic}.&${query}`;
  }

  async publisher(query?: string): Promise<EventPublisher> {
    return this.closing(await openKafkaEventPublisher({ url: this.url(query) }));
  }

  async stream(session_ms?: number): Promise<KafkaEventStream> {
    const options = session_ms === undefined ? {} : { session_ms };
    return this.closing(await openKafkaEventStream({ url: this.url(), ...options }));
  }

  /** Consumes on a separate stream, as another process would; its effects are the names of the events. */
  async seeing(seen: string[], change: Partial<ConsumeOptions> = {}): Promise<KafkaConsumer> {
    const stream = await this.stream();
    return stream.consume({ ...seeingInto(seen), ...change });
  }

  /** The names of all messages on the topic by partition, as any other reader finds them. */
  async everything(count: number): Promise<string[]> {
    const kafka = new kafkajs.Kafka({ brokers: [...this.addresses], logLevel: kafkajs.logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 100 });
    const found: string[] = [];
    const { promise: done, resolve } = Promise.withResolvers<void>();
    await consumer.connect();
    await consumer.subscribe({ topics: [this.topic], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message: { value } }) => {
        const { stream, revision } = JSON.parse(String(value)) as { stream: StreamName; revision: number };
        found.push(`${stream}/${revision}`);
        if (found.length >= count) resolve();
      },
    });
    await done;
    await consumer.disconnect();
    return found;
  }

  closing<Closed extends { close(): Promise<void> }>(closed: Closed): Closed {
    this.open.push(closed);
    return closed;
  }

  async close(): Promise<void> {
    await Promise.all(this.open.map((one) => one.close()));
  }
}

/** Consumes as the group `views`; keeps the names of what was handled. */
export function seeingInto(seen: string[]): ConsumeOptions {
  return {
    group: 'views',
    start: async () => LOG_START,
    handle: async ({ events }) => {
      seen.push(...namesOf(events));
    },
  };
}
