import { afterAll, beforeAll, describe } from '@jest/globals';
import type { RecordedEvent } from '@redress/eventing';
import { seedOfRun } from '@redress/testing';
import { KafkaBrokers } from '@redress/testing/engines';
import { setTimeout as pause } from 'node:timers/promises';
import { itPublishedEverything, eventsOnTopic } from './published-events.js';
import { itCameThrough, TroubledOffice, TROUBLES_MS_MAX } from './troubled-office.js';

const SEED = seedOfRun();
const AWAY_MS_LEAST = 4_000;
const PARTITION = 0;

describe(`Under load, the leader of three brokers is killed and stays away for a while (REDRESS_SEED=${SEED}); the system`, () => {
  const trouble = new TroubledOffice(SEED);
  let brokers: KafkaBrokers;
  let published: ReadonlyMap<number, readonly RecordedEvent[]>;

  beforeAll(async () => {
    brokers = await KafkaBrokers.start({ count: 3 });
    const kafkaOptions = 'replication-factor=3&min-insync-replicas=2';
    await trouble.start({ places: { kafka: brokers.addresses.join(','), kafkaOptions } });
    const { name } = trouble.redress.engines;
    let killed = 0;
    await trouble.during('the kill -9 of a leader of three brokers, two left', async () => {
      killed = await brokers.leaderOf(name, PARTITION);
      await brokers.kill(killed);
    });
    await pause(AWAY_MS_LEAST);
    await trouble.during('the return of the third broker', () => brokers.restart(killed));
    await trouble.finish();
    published = await eventsOnTopic(brokers.addresses, name);
  }, TROUBLES_MS_MAX);

  afterAll(async () => {
    await trouble.close();
    await brokers.stop();
  });

  itCameThrough(trouble);

  itPublishedEverything(
    () => trouble.aftermath.stored.recorded,
    () => published,
  );
});
