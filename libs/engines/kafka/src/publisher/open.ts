import type { EventPublisher } from '@redress/eventing';
import { kafkaClient, type KafkaLog } from '../client/kafka-client.js';
import { ensureTopic } from '../topic/ensure-topic.js';
import { parseKafkaUrl } from '../url/kafka-url.js';
import { KafkaEventPublisher } from './kafka-event-publisher.js';

export interface KafkaEventPublisherOptions {
  /** See {@link parseKafkaUrl}. */
  readonly url: string;
  /** Told what kafkajs finds wrong. Default: nobody. */
  readonly log?: KafkaLog;
}

/**
 * The producer of the topic, which is created if it is missing and checked if it is not. Rejects with an `InvalidKafkaUrlError`, an
 * `UnfitTopicError`, or a `StoreUnavailableError` when the brokers cannot be reached within some seconds.
 */
export async function openKafkaEventPublisher({ url, log }: KafkaEventPublisherOptions): Promise<EventPublisher> {
  const settings = parseKafkaUrl(url);
  const kafka = kafkaClient(settings, log);
  await ensureTopic(kafka, settings);
  return new KafkaEventPublisher(kafka, settings);
}
