import { afterAll, beforeAll, describe } from '@jest/globals';
import type { RecordedEvent } from '@redress/eventing';
import { seedOfRun } from '@redress/testing';
import { KafkaBrokers } from '@redress/testing/engines';
import { setTimeout as pause } from 'node:timers/promises';
import { itPublishedEverything, eventsOnTopic } from './published-events.js';
import { itCameThrough, TroubledOffice, TROUBLES_MS_MAX } from './troubled-office.js';

const SEED = seedOfRun();
const AWAY_MS_MAX = 3_000;
const FROZEN_MS = 5_000;

describe(`Under load, the only Kafka broker is killed twice and frozen once (REDRESS_SEED=${SEED} chooses the moments again); the system`, () => {
  const trouble = new TroubledOffice(SEED);
  let brokers: KafkaBrokers;
  let published: ReadonlyMap<number, readonly RecordedEvent[]>;

  beforeAll(async () => {
    brokers = await KafkaBrokers.start();
    await trouble.start({ places: { kafka: brokers.addresses.join(',') } });
    for (const time of ['first', 'second']) {
      await trouble.during(`the ${time} kill -9 of the only broker`, async () => {
        await brokers.kill(1);
        await pause(trouble.random.below(AWAY_MS_MAX));
        await brokers.restart(1);
      });
    }
    await trouble.during('a freeze of the only broker, which keeps its connections and answers nothing', async () => {
      const [pid] = brokers.pids;
      process.kill(pid!, 'SIGSTOP');
      await pause(FROZEN_MS);
      process.kill(pid!, 'SIGCONT');
    });
    const { name } = trouble.redress.engines;
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
