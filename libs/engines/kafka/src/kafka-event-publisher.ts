import {
  AnotherLogError,
  type CloudEventMessage,
  doubling,
  type EventPublisher,
  type HistoryFlags,
  pause,
  type RecordedEvent,
  type Served,
  type ServerInUse,
  StoreClosedError,
  type StreamEnds,
  toCloudEventMessage,
} from '@redress/eventing';
import kafkajs, { type Kafka, type Producer, type RecordMetadata } from 'kafkajs';
import { bounded, kafkaClient, kafkaFailure, type KafkaLog } from './kafka-client.js';
import { type KafkaSettings, parseKafkaUrl } from './kafka-url.js';
import { ensureTopic } from './topic.js';
import { begunAnew, requireReached, withTopic } from './topic-contents.js';

export interface KafkaEventPublisherOptions {
  /** See {@link parseKafkaUrl}. */
  readonly url: string;
  /** Receives the errors reported by kafkajs. Default: dropped. */
  readonly log?: KafkaLog;
}

/**
 * The producer of the topic, which is created if missing and checked otherwise. Rejects with an `InvalidKafkaUrlError`, an
 * `UnfitTopicError`, or a `StoreUnavailableError` when the brokers stay unreachable for some seconds.
 */
export async function openKafkaEventPublisher({ url, log }: KafkaEventPublisherOptions): Promise<EventPublisher> {
  const settings = parseKafkaUrl(url);
  const kafka = kafkaClient(settings, log);
  await ensureTopic(kafka, settings);
  return new KafkaEventPublisher(kafka, settings);
}

/** All in-sync replicas. */
const ACKS = -1;
/** Shorter than a request may take, so that the broker itself reports being late. */
const REPLICATING_MS_MAX = 7_000;
const ATTEMPTS_MAX = 4;
const BACKOFF_MS_SHORTEST = 100;
const BACKOFF_MS_LONGEST = 1_000;
const ENDING_MS_MAX = 5_000;
/**
 * Disables retries. kafkajs refuses 0 for an idempotent producer; it compares its retry count with this, and no number is less than NaN.
 */
const NO_RETRIES = Number.NaN;

/**
 * Publishes to one topic, one send at a time.
 *
 * A producer whose send failed is discarded. After a failure kafkajs renumbers messages as if nothing of the failed send had been stored;
 * if it had been, the broker would treat the next, different messages with the same numbers as repeats, acknowledge them and drop them.
 * Under a new producer id nothing is a repeat: what was stored comes twice, and nothing is lost.
 *
 * kafkajs's own retries are disabled: when a partition's leader moves, between two attempts of one send, to a broker that has already
 * answered, kafkajs 2.2.4 sends that partition's messages to no broker and reports success.
 */
export class KafkaEventPublisher implements EventPublisher {
  private producer: Producer | undefined;
  private last: Promise<void> = Promise.resolve();
  private readonly closing = new AbortController();
  private readonly reached = new Map<number, bigint>();

  constructor(
    private readonly kafka: Kafka & Served,
    private readonly settings: KafkaSettings,
  ) {}

  /** Rejects with a `StoreUnavailableError` after a few attempts, and with a `StoreClosedError` after `close`. */
  publish(events: readonly RecordedEvent[], history?: HistoryFlags): Promise<void> {
    const published = this.last.then(() => this.publishNow(events, history));
    this.last = published.catch(() => undefined);
    return published;
  }

  /** By partition, the offset after the first message of the last send. */
  get ends(): StreamEnds {
    return Object.fromEntries([...this.reached].map(([partition, end]) => [partition, String(end)]));
  }

  /** Rejects with an `AnotherLogError`, and with a `StoreUnavailableError` when the brokers do not tell. */
  async requireEnds(ends: StreamEnds): Promise<void> {
    if (Object.keys(ends).length > 0) {
      const found = await withTopic(this.kafka, this.settings, (topic) => topic.ends());
      requireReached(this.settings.topic, ends, found);
    }
    // What was published to an earlier topic of this name counts no more.
    this.reached.clear();
  }

  get inUse(): ServerInUse | undefined {
    return this.kafka.inUse;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.last;
    await this.discardProducer();
  }

  private async publishNow(events: readonly RecordedEvent[], history?: HistoryFlags): Promise<void> {
    for (const messages of inSends(events, history)) await this.send([...messages]);
  }

  private async send(messages: { key: string; value: string; headers: { [name: string]: string } }[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      if (this.closing.signal.aborted) throw new StoreClosedError('The publisher is closed.');
      try {
        const producer = await this.connectedProducer();
        const stored = await producer.send({
          topic: this.settings.topic,
          acks: ACKS,
          timeout: REPLICATING_MS_MAX,
          compression:
            this.settings.compression === 'gzip' ? kafkajs.CompressionTypes.GZIP : kafkajs.CompressionTypes.None,
          messages,
        });
        return this.note(stored);
      } catch (error) {
        if (error instanceof AnotherLogError) throw error;
        await this.discardProducer();
        if (attempt >= ATTEMPTS_MAX) throw kafkaFailure(error, 'published to', this.settings);
        await pause(doubling(attempt, BACKOFF_MS_SHORTEST, BACKOFF_MS_LONGEST), this.closing.signal);
      }
    }
  }

  /** Throws an `AnotherLogError` when a message was stored before an earlier one: the topic is another than it was. */
  private note(stored: readonly RecordMetadata[] = []): void {
    for (const { partition, baseOffset } of stored) {
      if (baseOffset === undefined || BigInt(baseOffset) < 0n) continue;
      const end = BigInt(baseOffset) + 1n;
      if (end <= (this.reached.get(partition) ?? 0n)) throw begunAnew(this.settings.topic, partition);
      this.reached.set(partition, end);
    }
  }

  private async connectedProducer(): Promise<Producer> {
    if (this.producer !== undefined) return this.producer;
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      // The partitioner of Java's clients, so that other teams find a complaint's partition as usual.
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      retry: { retries: NO_RETRIES },
    });
    this.producer = producer;
    await producer.connect();
    return producer;
  }

  private async discardProducer(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    try {
      if (producer !== undefined) await bounded(producer.disconnect(), ENDING_MS_MAX);
    } catch {
      // The producer is discarded either way.
    }
  }
}

/** Half the limit of a message, so that no send needs compression to fit. */
const BYTES_PER_SEND_MAX = 1024 * 1024;
/** Rough size of headers and record framing; the events' own size dominates. */
const BYTES_PER_MESSAGE_BESIDES = 1_000;

/** Groups messages in event order, each group fitting into one request. A larger event forms its own group. */
export function* inSends(
  events: readonly RecordedEvent[],
  history: HistoryFlags = [],
): Iterable<readonly CloudEventMessage[]> {
  let group: CloudEventMessage[] = [];
  let bytes = 0;
  for (const [index, event] of events.entries()) {
    const message = toCloudEventMessage(event, history[index]);
    const size = Buffer.byteLength(message.value) + BYTES_PER_MESSAGE_BESIDES;
    if (group.length > 0 && bytes + size > BYTES_PER_SEND_MAX) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(message);
    bytes += size;
  }
  if (group.length > 0) yield group;
}
