import { StoreUnavailableError } from '@redress/eventing';
import type { KafkaSettings } from '../url/kafka-settings.js';

/** Turns what kafkajs threw into an error of the ports: what was wanted of which brokers, and Kafka's own name of the failure. */
export function kafkaFailure(error: unknown, wanted: string, { brokers, topic }: KafkaSettings): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  const name = nameOf(error);
  const reason = name === 'UNKNOWN_TOPIC_OR_PARTITION' ? 'it does not exist (yet: the relay creates it)' : name;
  return new StoreUnavailableError(
    `The Kafka topic ${topic} at ${brokers.join(', ')} cannot be ${wanted}: ${reason}.`,
    {
      cause: error,
    },
  );
}

/** The innermost name: a wrapper of kafkajs only says that it has tried often, or that something of what was asked has failed. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  if (error.cause instanceof Error) return nameOf(error.cause);
  if ('errors' in error && Array.isArray(error.errors)) return nameOf(error.errors[0]);
  return 'type' in error && typeof error.type === 'string' ? error.type : error.name;
}
