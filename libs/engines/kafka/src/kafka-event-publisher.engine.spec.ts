import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreClosedError } from '@redress/eventing';
import { eventually } from '@redress/testing';
import { type KafkaForSpecs, kafkaForSpecs } from '@redress/testing/engines';
import { KafkaScene } from './kafka-scene.fixture.spec.js';
import { FixtureLog, namesOf, ofStream } from './recorded-events.fixture.spec.js';

const LARGEST_TEXT = 1_300_000; // of it, half has two bytes a character: 1,950,000 bytes

describe('The publisher on Kafka', () => {
  let kafka: KafkaForSpecs;
  let scene: KafkaScene;
  let log: FixtureLog;
  beforeAll(async () => {
    kafka = await kafkaForSpecs();
  });
  afterAll(() => kafka.stop());
  beforeEach(() => {
    scene = new KafkaScene(kafka.addresses);
    log = new FixtureLog();
  });
  afterEach(() => scene.close());

  it('keeps the order of each complaint, over several batches', async () => {
    const publisher = await scene.publisher();
    const streams = Array.from({ length: 20 }, (_, index) => `complaint-${index}` as const);
    for (let from = 0; from < 100; from += 10) {
      await publisher.publish(streams.flatMap((stream) => log.next(stream, { from, count: 10 })));
    }
    const found = await scene.everything(2_000);
    for (const stream of streams) {
      expect(ofStream(found, stream)).toEqual(Array.from({ length: 100 }, (_, revision) => `${stream}/${revision}`));
    }
  });

  it('takes calls that were not waited for in their order', async () => {
    const publisher = await scene.publisher();
    const events = log.next('complaint-A', { count: 30 });
    await Promise.all(events.map((event) => publisher.publish([event])));
    expect(await scene.everything(30)).toEqual(namesOf(events));
  });

  it.each(['none', 'gzip'])(
    'carries the largest events that a store accepts, with compression %s',
    async (compression) => {
      const publisher = await scene.publisher(`compression=${compression}`);
      const events = [0, 1, 2].flatMap((from) => log.next('complaint-A', { from, textLength: LARGEST_TEXT }));
      await publisher.publish(events);
      const seen: string[] = [];
      const { promise: all, resolve } = Promise.withResolvers<void>();
      await scene.seeing(seen, {
        handle: async (batch) => {
          seen.push(...batch.events.map((event) => JSON.stringify(event.data)));
          if (seen.length >= 3) resolve();
        },
      });
      await all;
      expect(seen).toEqual(events.map(({ data }) => JSON.stringify(data)));
    },
  );

  it('puts what it is given twice on the topic twice', async () => {
    const publisher = await scene.publisher();
    const events = log.next('complaint-A', { count: 5 });
    await publisher.publish(events);
    await publisher.publish(events);
    expect(await scene.everything(10)).toEqual([...namesOf(events), ...namesOf(events)]);
  });

  it('puts a complaint where Java’s clients look for its key', async () => {
    const publisher = await scene.publisher('partitions=12');
    await publisher.publish(log.next('complaint-7K3M9QXD41PC'));
    await publisher.close();
    const { kafkaClient } = await import('./kafka-client.js');
    const { parseKafkaUrl } = await import('./kafka-url.js');
    const admin = kafkaClient(parseKafkaUrl(scene.url()), undefined).admin();
    await admin.connect();
    // The leaders of a new topic's other partitions may not know yet that they are leaders.
    const offsets = await eventually(
      () => admin.fetchTopicOffsets(scene.topic).catch(() => []),
      (partitions) => partitions.length === 12,
    );
    await admin.disconnect();
    // According to org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey of kafka-clients 4.1.1.
    expect(offsets.filter(({ high }) => high === '1').map(({ partition }) => partition)).toEqual([5]);
  });

  it('refuses whatever comes after it was closed', async () => {
    const publisher = await scene.publisher();
    await publisher.close();
    await publisher.close();
    await expect(publisher.publish(log.next('complaint-A'))).rejects.toThrow(StoreClosedError);
  });
});
