import { doubling, pause, StoreClosedError, type EventPublisher, type RecordedEvent } from '@redress/eventing';
import kafkajs, { type Kafka, type Producer } from 'kafkajs';
import { bounded } from '../client/bounded.js';
import { kafkaFailure } from '../client/failure.js';
import type { KafkaSettings } from '../url/kafka-settings.js';
import { inSends } from './sends.js';

/** All replicas that are in sync. */
const ACKS = -1;
const REPLICATING_MS_MAX = 10_000;
const ATTEMPTS_MAX = 4;
const BACKOFF_MS_SHORTEST = 100;
const BACKOFF_MS_LONGEST = 1_000;
const ENDING_MS_MAX = 5_000;
/** kafkajs refuses 0 for an idempotent producer; it compares its count of retries with this, and no number is less than NaN. */
const NO_RETRIES = Number.NaN;

/**
 * Publishes to one topic, one send at a time.
 *
 * A producer whose send failed is thrown away. kafkajs numbers messages anew after a failure, as if nothing of the failed send had been
 * stored; if it had been, the broker would take the next, different messages of the same numbers for repeats, acknowledge them and drop
 * them. Under a new producer id nothing is a repeat: what was stored comes twice, and nothing is lost.
 *
 * Nor does kafkajs try again by itself: when a partition's leader moves, between two attempts of one send, to a broker that
 * has answered already, kafkajs 2.2.4 sends that partition's messages to nobody and reports success.
 */
export class KafkaEventPublisher implements EventPublisher {
  private producer: Producer | undefined;
  private last: Promise<void> = Promise.resolve();
  private readonly closing = new AbortController();

  constructor(
    private readonly kafka: Kafka,
    private readonly settings: KafkaSettings,
  ) {}

  /** Rejects with a `StoreUnavailableError` after a few attempts, and with a `StoreClosedError` after `close`. */
  publish(events: readonly RecordedEvent[]): Promise<void> {
    const published = this.last.then(() => this.publishNow(events));
    this.last = published.catch(() => undefined);
    return published;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.last;
    await this.discardProducer();
  }

  private async publishNow(events: readonly RecordedEvent[]): Promise<void> {
    for (const messages of inSends(events)) await this.send([...messages]);
  }

  private async send(messages: { key: string; value: string; headers: { [name: string]: string } }[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      if (this.closing.signal.aborted) throw new StoreClosedError('The publisher is closed.');
      try {
        const producer = await this.connectedProducer();
        await producer.send({
          topic: this.settings.topic,
          acks: ACKS,
          timeout: REPLICATING_MS_MAX,
          compression:
            this.settings.compression === 'gzip' ? kafkajs.CompressionTypes.GZIP : kafkajs.CompressionTypes.None,
          messages,
        });
        return;
      } catch (error) {
        await this.discardProducer();
        if (attempt >= ATTEMPTS_MAX) throw kafkaFailure(error, 'published to', this.settings);
        await pause(doubling(attempt, BACKOFF_MS_SHORTEST, BACKOFF_MS_LONGEST), this.closing.signal);
      }
    }
  }

  private async connectedProducer(): Promise<Producer> {
    if (this.producer !== undefined) return this.producer;
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      // That of Java's clients, so that other teams find a complaint's partition as usual.
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
      // It is given up either way.
    }
  }
}
