import { randomUUID } from 'node:crypto';
import { AnotherLogError, type RecordedEvent, StoreUnavailableError, type StreamEnds } from '@redress/eventing';
import type { Admin, Kafka, KafkaMessage } from 'kafkajs';
import { bounded, kafkaClient, kafkaFailure } from './kafka-client.js';
import { type KafkaSettings, parseKafkaUrl } from './kafka-url.js';
import { decodedMessages } from './stream/decoded-messages.js';

/** Includes joining a group of its own, which brokers delay by three seconds. */
const READING_MS_MAX = 20_000;

/** Opens the topic of a URL for an operator. Rejects with a `StoreUnavailableError`, also from the work. */
export function withKafkaTopic<Result>(url: string, work: (topic: TopicContents) => Promise<Result>): Promise<Result> {
  const settings = parseKafkaUrl(url);
  return withTopic(kafkaClient(settings, undefined), settings, work);
}

/** As above, with a client. */
export async function withTopic<Result>(
  kafka: Kafka,
  settings: KafkaSettings,
  work: (topic: TopicContents) => Promise<Result>,
): Promise<Result> {
  const admin = kafka.admin({ retry: { retries: 3, initialRetryTime: 100 } });
  try {
    await admin.connect();
    return await work(new TopicContents(kafka, admin, settings));
  } catch (error) {
    if (error instanceof AnotherLogError) throw error;
    throw kafkaFailure(error, 'examined', settings);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** What is on a topic, and where groups stand in it. */
export class TopicContents {
  constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly settings: KafkaSettings,
  ) {}

  get name(): string {
    return this.settings.topic;
  }

  /** The offset that each partition's next message will have. */
  async ends(): Promise<StreamEnds> {
    const offsets = await this.admin.fetchTopicOffsets(this.name);
    return Object.fromEntries(offsets.map(({ partition, high }) => [partition, high]));
  }

  /** The newest event of each partition that has one. Joins a group of its own for the time, and removes it. */
  async newest(): Promise<readonly RecordedEvent[]> {
    const offsets = await this.admin.fetchTopicOffsets(this.name);
    const wanted = new Map(
      offsets.filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, BigInt(high) - 1n]),
    );
    if (wanted.size === 0) return [];
    const groupId = `${this.settings.groupPrefix}doctor-${randomUUID()}`;
    const found = await bounded(this.read(groupId, wanted), READING_MS_MAX);
    await this.admin.deleteGroups([groupId]).catch(() => undefined);
    return decodedMessages(found).events;
  }

  /** Makes groups skip everything that is on the topic now. Rejects with a `StoreUnavailableError` while one of them has members. */
  async skipFor(groups: readonly string[]): Promise<void> {
    const ends = await this.ends();
    const partitions = Object.entries(ends).map(([partition, offset]) => ({ partition: Number(partition), offset }));
    const ids = groups.map((group) => `${this.settings.groupPrefix}${group}`);
    const described = await this.admin.describeGroups(ids);
    const busy = described.groups.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
    if (busy.length > 0) {
      throw new StoreUnavailableError(
        `Kafka moves the offsets of a group only without members, and ${busy.join(', ')} have some. Stop the services, and try again.`,
      );
    }
    for (const groupId of ids) await this.admin.setOffsets({ groupId, topic: this.name, partitions });
  }

  private async read(groupId: string, wanted: ReadonlyMap<number, bigint>): Promise<readonly KafkaMessage[]> {
    const consumer = this.kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
    const found = new Map<number, KafkaMessage>();
    const { promise, resolve } = Promise.withResolvers<void>();
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [this.name], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachMessage: async ({ partition, message }) => {
          if (wanted.get(partition) === BigInt(message.offset)) found.set(partition, message);
          if (found.size === wanted.size) resolve();
        },
      });
      for (const [partition, offset] of wanted) consumer.seek({ topic: this.name, partition, offset: String(offset) });
      await promise;
      return [...found.values()];
    } finally {
      await consumer.disconnect().catch(() => undefined);
    }
  }
}

/** Throws an `AnotherLogError` for a topic that ends before `ends`. */
export function requireReached(topic: string, ends: StreamEnds, found: StreamEnds): void {
  for (const [partition, end] of Object.entries(ends))
    if (BigInt(found[partition] ?? '0') < BigInt(end)) throw begunAnew(topic, Number(partition));
}

/** The topic is another than the one that was written to and read. */
export function begunAnew(topic: string, partition: number): AnotherLogError {
  return new AnotherLogError(
    `Partition ${partition} of ${topic} ends before an offset that was written to or read: ` +
      'the topic began anew, or was restored.',
  );
}
