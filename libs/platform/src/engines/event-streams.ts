import { LogEventStream, type EventStore, type EventStream } from '@redress/eventing';
import type { EngineKind, EngineKinds } from './engine-kind.js';

export interface EventStreamOptions {
  /** What a stream that is nothing but the log follows. */
  readonly eventStore: EventStore;
}

const log: EngineKind<EventStreamOptions, EventStream> = {
  example: 'log:',
  faultOf: async (url) => (url === 'log:' ? undefined : 'has something behind log:.'),
  open: (_, { eventStore }) => Promise.resolve(new LogEventStream(eventStore)),
};

/** A URL of the stream between processes, for whoever needs one and has another. */
export const KAFKA_EXAMPLE = 'kafka://host:9092,host2:9092';

const kafka: EngineKind<EventStreamOptions, EventStream> = {
  example: KAFKA_EXAMPLE,
  faultOf: async (url) => (await import('@redress/engine-kafka')).kafkaUrlFault(url),
  open: async (url) => (await import('@redress/engine-kafka')).openKafkaEventStream({ url }),
};

/** How consumers may get what was recorded. */
export const EVENT_STREAMS: EngineKinds<EventStreamOptions, EventStream> = new Map([
  ['log', log],
  ['kafka', kafka],
]);
