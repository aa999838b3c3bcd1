import { kafkaClient, type KafkaLog } from '../client/kafka-client.js';
import { parseKafkaUrl } from '../url/kafka-url.js';
import { KafkaEventStream } from './kafka-event-stream.js';

export interface KafkaEventStreamOptions {
  /** See {@link parseKafkaUrl}. */
  readonly url: string;
  /** Told what kafkajs finds wrong. Default: nobody. */
  readonly log?: KafkaLog;
  /**
   * After this long without a sign of life a member's partitions go to others. Default 15,000; the brokers have limits of their own (by
   * default not less than 6,000).
   */
  readonly session_ms?: number;
}

const SESSION_MS = 15_000;

/**
 * The stream of the topic. Rejects with an `InvalidKafkaUrlError`. Brokers that are out of reach and a topic that is missing are no errors:
 * consumers wait for them, unhealthy meanwhile.
 */
export async function openKafkaEventStream(options: KafkaEventStreamOptions): Promise<KafkaEventStream> {
  const { url, log, session_ms = SESSION_MS } = options;
  const settings = parseKafkaUrl(url);
  return new KafkaEventStream(kafkaClient(settings, log), settings, session_ms);
}
