import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnotherLogError, type EventBatch, StoreClosedError } from '@redress/eventing';
import { eventually } from '@redress/testing';
import { kafkaForSpecs, type KafkaForSpecs } from '@redress/testing/engines';
import kafkajs from 'kafkajs';
import { kafkaClient } from '../kafka-client.js';
import { KafkaScene, seeingInto } from '../kafka-scene.fixture.spec.js';
import { firstAppearances, FixtureLog, namesOf } from '../recorded-events.fixture.spec.js';
import { parseKafkaUrl } from '../kafka-url.js';
import { crashing } from './crashing.fixture.spec.js';
import { KafkaEventStream } from './kafka-event-stream.js';
import { UndecodableMessageError } from './decoded-messages.js';

const session_ms = 6_000;
const STREAMS = Array.from({ length: 16 }, (_, index) => `complaint-${index}` as const);

describe('The consumer on Kafka', () => {
  let kafka: KafkaForSpecs;
  let scene: KafkaScene;
  let log: FixtureLog;
  let seen: string[];
  beforeAll(async () => {
    kafka = await kafkaForSpecs();
  });
  afterAll(() => kafka.stop());
  beforeEach(() => {
    scene = new KafkaScene(kafka.addresses);
    log = new FixtureLog();
    seen = [];
  });
  afterEach(() => scene.close());

  const seesAll = (count: number) =>
    eventually(
      async () => new Set(seen).size,
      (size) => size === count,
      30_000,
    );

  it('waits for a topic that nobody has created yet, unhealthy meanwhile', async () => {
    const consumer = await scene.seeing(seen);
    await eventually(
      async () => consumer.healthy(),
      (healthy) => !healthy,
    );
    const publisher = await scene.publisher();
    await publisher.publish(log.next('complaint-A'));
    await seesAll(1);
    expect(consumer.healthy()).toBe(true);
  });

  it('does not begin at the start of a topic that ends before what its group has saved, and says so', async () => {
    const publisher = await scene.publisher('partitions=1');
    await publisher.publish(log.next('complaint-A', { count: 2 }));
    const admin = kafkaClient(parseKafkaUrl(scene.url()), undefined).admin();
    await admin.connect();
    const group = { groupId: `${scene.topic}.views`, topic: scene.topic };
    await admin.setOffsets({ ...group, partitions: [{ partition: 0, offset: '7' }] });
    const errors: unknown[] = [];
    const consumer = await scene.seeing(seen, { onError: (error) => errors.push(error) });
    await eventually(
      async () => errors.length,
      (count) => count > 0,
    );
    expect([errors[0], consumer.healthy(), seen]).toEqual([expect.any(AnotherLogError), false, []]);
    await admin.setOffsets({ ...group, partitions: [{ partition: 0, offset: '0' }] });
    await admin.disconnect();
    await seesAll(2);
    expect(consumer.healthy()).toBe(true);
  });

  it('leaves out what is no event, says where, once, and counts it', async () => {
    const publisher = await scene.publisher('partitions=1');
    const events = log.next('complaint-A', { count: 4 });
    await publisher.publish(events.slice(0, 2));
    const stranger = kafkaClient(parseKafkaUrl(scene.url()), undefined).producer();
    await stranger.connect();
    await stranger.send({ topic: scene.topic, messages: [{ key: 'k', value: 'a letter of Mrs. Example' }] });
    await stranger.disconnect();
    await publisher.publish(events.slice(2));
    const told: unknown[] = [];
    let failures = 0;
    const consumer = await scene.seeing(seen, {
      handle: async (batch) => {
        if ((failures += 1) <= 2) throw new Error('not now');
        await seeingInto(seen).handle(batch);
      },
      onError: (error) => told.push(error),
    });
    await seesAll(4);
    expect(seen).toEqual(namesOf(events));
    const undecodable = told.filter((error) => error instanceof UndecodableMessageError);
    expect(undecodable.map(({ topic, partition, offset }) => [topic, partition, offset])).toEqual([
      [scene.topic, 0, '2'],
    ]);
    expect(String(undecodable[0])).not.toContain('Example');
    expect(consumer.undecodable()).toBe(1);
    await eventually(
      () => consumer.lag(),
      (lag) => lag === 0,
    );
  });

  it('lets other partitions go on while one fails, and brings its batch again from the same event on', async () => {
    const publisher = await scene.publisher();
    await publisher.publish(STREAMS.flatMap((stream) => log.next(stream, { count: 5 })));
    const poisonous: EventBatch[] = [];
    let isHealed = false;
    const consumer = await scene.seeing(seen, {
      handle: async (batch) => {
        const isPoisonous = batch.events.some(({ stream }) => stream === 'complaint-3');
        if (isPoisonous) poisonous.push(batch);
        if (isPoisonous && !isHealed) throw new Error('poison');
        await seeingInto(seen).handle(batch);
      },
    });
    await eventually(
      async () => poisonous.length,
      (attempts) => attempts >= 3,
      30_000,
    );
    // The first time it may arrive with events of other partitions; after a failure it is alone.
    const blocked = new Set(poisonous.at(-1)?.events.map(({ stream }) => stream));
    const others = STREAMS.filter((stream) => !blocked.has(stream));
    await publisher.publish(others.flatMap((stream) => log.next(stream, { from: 5, count: 5 })));
    await seesAll(others.length * 10);
    expect(consumer.healthy()).toBe(false);
    isHealed = true;
    await seesAll(others.length * 10 + blocked.size * 5);
    expect(consumer.healthy()).toBe(true);
    const [first, ...again] = poisonous.slice(1).map(({ events }) => namesOf(events));
    for (const names of again) expect(names.slice(0, first?.length)).toEqual(first);
  });

  it('comes back after kafkajs has crashed for good, at the last commit', async () => {
    const publisher = await scene.publisher('partitions=1');
    await publisher.publish(log.next('complaint-A', { count: 3 }));
    const settings = parseKafkaUrl(scene.url());
    const failure = new kafkajs.KafkaJSNonRetriableError('forced');
    const { client, members } = crashing(kafkaClient(settings, undefined), failure);
    const told: unknown[] = [];
    const stream = scene.closing(new KafkaEventStream(client, settings, session_ms));
    const consumer = stream.consume({ ...seeingInto(seen), onError: (error) => told.push(error) });
    await seesAll(3);
    expect(members()).toBe(2);
    expect(String(told[0])).toContain('KafkaJSNonRetriableError');
    await eventually(
      async () => consumer.healthy(),
      (healthy) => healthy,
    );
  });

  it('keeps its partitions during a batch that takes longer than a session', async () => {
    const publisher = await scene.publisher('partitions=2');
    await publisher.publish(STREAMS.flatMap((stream) => log.next(stream)));
    const attempts: string[] = [];
    const slow = (await scene.stream(session_ms)).consume({
      ...seeingInto(seen),
      handle: async (batch) => {
        attempts.push(...namesOf(batch.events));
        if (attempts.length === batch.events.length)
          await new Promise((resolve) => setTimeout(resolve, session_ms * 1.4));
        await seeingInto(seen).handle(batch);
      },
    });
    await seesAll(STREAMS.length);
    await eventually(
      () => slow.lag(),
      (lag) => lag === 0,
    );
    expect(attempts).toHaveLength(STREAMS.length);
  });

  it('is one of its group in this stream, and takes no more after the stream was closed', async () => {
    await scene.publisher();
    const stream = await scene.stream();
    stream.consume(seeingInto(seen));
    expect(() => stream.consume(seeingInto(seen))).toThrow('views');
    await stream.close();
    expect(() => stream.consume(seeingInto(seen))).toThrow(StoreClosedError);
  });

  it('cannot tell how far it is behind when the brokers do not answer', async () => {
    const settings = parseKafkaUrl('kafka://127.0.0.1:1/t');
    const stream = scene.closing(new KafkaEventStream(kafkaClient(settings, undefined), settings, session_ms));
    const consumer = stream.consume(seeingInto(seen));
    expect(await consumer.lag()).toBe(-1);
    await consumer.close();
  });

  it('shares the partitions of its group with members that come and go under load, without loss or disorder', async () => {
    const publisher = await scene.publisher('partitions=6');
    const rounds = 40;
    let isPublished = false;
    const publishing = (async () => {
      for (let from = 0; from < rounds * 5; from += 5) {
        await publisher.publish(STREAMS.flatMap((stream) => log.next(stream, { from, count: 5 })));
      }
      isPublished = true;
    })();
    const member = () =>
      scene.seeing(seen, {
        handle: async (batch) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          await seeingInto(seen).handle(batch);
        },
      });
    const members = await Promise.all([member(), member(), member()]);
    for (let change = 0; change < 4 || !isPublished; change += 1) {
      const size = new Set(seen).size;
      await eventually(
        async () => isPublished || new Set(seen).size > size,
        (moved) => moved,
        30_000,
      );
      await members.shift()?.close();
      members.push(await member());
    }
    await publishing;
    await seesAll(STREAMS.length * rounds * 5);
    for (const stream of STREAMS) {
      const expected = Array.from({ length: rounds * 5 }, (_, revision) => `${stream}/${revision}`);
      expect(firstAppearances(seen).filter((name) => name.startsWith(`${stream}/`))).toEqual(expected);
    }
  });
});
