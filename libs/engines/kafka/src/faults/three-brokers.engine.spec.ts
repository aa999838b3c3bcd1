import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@redress/testing';
import { KafkaBrokers } from '@redress/testing/engines';
import { KafkaScene } from '../kafka-scene.fixture.spec.js';
import { FixtureLog, firstAppearances, namesOf, ofStream } from '../recorded-events.fixture.spec.js';
import { Load, tell } from './load.fixture.spec.js';

/** Configured for the brokers that specs start. */
const OFFSETS_PARTITIONS = 3;
const query = 'partitions=6&replication-factor=3&min-insync-replicas=2';

describe('Three brokers of which one is killed or frozen', () => {
  let brokers: KafkaBrokers;
  let scene: KafkaScene;
  beforeAll(async () => {
    brokers = await KafkaBrokers.start({ count: 3 });
  });
  afterAll(() => brokers.stop());
  beforeEach(() => {
    scene = new KafkaScene(brokers.addresses);
  });
  afterEach(() => scene.close());

  it('lose nothing that was acknowledged while a leader dies between sends', async () => {
    const publisher = await scene.publisher(query);
    const log = new FixtureLog();
    const streams = Array.from({ length: 24 }, (_, index) => `complaint-${index}` as const);
    const acknowledged: string[] = [];
    let killing: Promise<void> = Promise.resolve();
    const leader = await brokers.leaderOf(scene.topic, 0);
    for (let from = 0; from < 60; from += 1) {
      if (from === 20) killing = brokers.kill(leader);
      const events = streams.flatMap((stream) => log.next(stream, { from }));
      while (
        !(await publisher.publish(events).then(
          () => true,
          () => false,
        ))
      );
      acknowledged.push(...namesOf(events));
    }
    await killing;
    await brokers.restart(leader);
    const seen: string[] = [];
    await scene.seeing(seen);

    await eventually(
      async () => new Set(seen).size,
      (size) => size === acknowledged.length,
      60_000,
    );
    for (const stream of streams) {
      expect(ofStream(firstAppearances(seen), stream)).toEqual(ofStream(acknowledged, stream));
    }
  });

  it('go on without one that is frozen, a leader and the coordinator of the group, and lose nothing', async () => {
    const load = new Load();
    let frozen: number | undefined;
    try {
      await load.start(scene, query);
      frozen = await brokers.leaderOf('__consumer_offsets', offsetsPartitionOf(`${scene.topic}.views`));
      brokers.freeze(frozen);
      tell('One of three brokers, the coordinator, was frozen; the next 500 events after', await load.sees(500));
      brokers.wake(frozen);
      await load.endsWithEverythingSeenInOrder();
    } finally {
      if (frozen !== undefined) brokers.wake(frozen);
      await load.stop();
    }
  });
});

/** The partition in which brokers keep a group's offsets: by Java's hash of the group id. */
function offsetsPartitionOf(groupId: string): number {
  const hash = [...groupId].reduce((sum, letter) => (Math.imul(31, sum) + letter.charCodeAt(0)) | 0, 0);
  return (hash & 0x7fffffff) % OFFSETS_PARTITIONS;
}
