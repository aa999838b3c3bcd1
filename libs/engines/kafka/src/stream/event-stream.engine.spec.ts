import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { Relay, type EventPublisher } from '@redress/eventing';
import { eventStreamContract, MemoryEventStore, MemoryReadStore } from '@redress/testing';
import { kafkaForSpecs, type KafkaForSpecs } from '@redress/testing/engines';
import { openKafkaEventPublisher } from '../kafka-event-publisher.js';
import { openKafkaEventStream } from './kafka-event-stream.js';

let kafka: KafkaForSpecs;
beforeAll(async () => {
  kafka = await kafkaForSpecs();
});
afterAll(() => kafka.stop());

let relay: Relay;
let publisher: EventPublisher;

eventStreamContract('Kafka', {
  open: async () => {
    const topic = `contract-${randomUUID()}`;
    const url = `kafka://${kafka.addresses.join(',')}/${topic}?partitions=4&group-prefix=${topic}.`;
    publisher = await openKafkaEventPublisher({ url });
    const eventStore = new MemoryEventStore();
    const options = { eventStore, publisher, readStore: new MemoryReadStore(), destination: topic };
    relay = new Relay({ ...options, holder: randomUUID(), lease_ms: 1_000 });
    return { store: eventStore, stream: await openKafkaEventStream({ url }) };
  },
  destroy: async ({ store, stream }) => {
    await stream.close();
    await relay.close();
    await publisher.close();
    await store.close();
  },
});
