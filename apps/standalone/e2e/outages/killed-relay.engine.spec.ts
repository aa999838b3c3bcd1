import { afterAll, beforeAll, describe } from '@jest/globals';
import type { RecordedEvent } from '@redress/eventing';
import { eventually, seedOfRun } from '@redress/testing';
import { KafkaBrokers } from '@redress/testing/engines';
import { setTimeout as pause } from 'node:timers/promises';
import { itPublishedEverything, eventsOnTopic } from './published-events.js';
import { itCameThrough, TroubledOffice, TROUBLES_MS_MAX } from './troubled-office.js';

const SEED = seedOfRun();
const RELAYS = ['relay', 'relay-2'] as const;
const MOMENT_MS_MAX = 600;
const IN_HAND_MS = 500;
const TAKEOVER_MS_MAX = 30_000;

describe(`Under load, the active one of two relays is killed again and again (REDRESS_SEED=${SEED}); the system`, () => {
  const trouble = new TroubledOffice(SEED);
  let brokers: KafkaBrokers;
  let published: ReadonlyMap<number, readonly RecordedEvent[]>;

  beforeAll(async () => {
    brokers = await KafkaBrokers.start();
    await trouble.start({ places: { kafka: brokers.addresses.join(',') } });
    await trouble.during('kills of the only relay', async () => {
      for (let kill = 0; kill < 2; kill += 1) {
        await pause(trouble.random.below(MOMENT_MS_MAX));
        await trouble.redress.service('relay').kill();
        await trouble.redress.restart('relay');
      }
    });
    await trouble.during('a kill of the only relay with events in hand that the broker does not take', async () => {
      await brokers.kill(1);
      await pause(IN_HAND_MS);
      await trouble.redress.service('relay').kill();
      await brokers.restart(1);
      await trouble.redress.restart('relay');
    });
    await trouble.redress.restart('relay-2');
    for (const time of ['first', 'second']) {
      await trouble.during(`the ${time} takeover by a standing relay`, async () => {
        await pause(trouble.random.below(MOMENT_MS_MAX));
        const active = await theActive();
        await trouble.redress.service(active).kill();
        await eventually(() => isActive(other(active)), Boolean, TAKEOVER_MS_MAX);
        await trouble.redress.restart(active);
      });
    }
    const { name } = trouble.redress.engines;
    await trouble.finish();
    published = await eventsOnTopic(brokers.addresses, name);
  }, TROUBLES_MS_MAX);

  afterAll(async () => {
    await trouble.close();
    await brokers.stop();
  });

  function isActive(name: string): Promise<boolean> {
    return fetch(`${trouble.redress.service(name).url}/metrics`)
      .then((answer) => answer.text())
      .then((text) => /^redress_relay_active\{.*\} 1$/m.test(text));
  }

  async function theActive(): Promise<(typeof RELAYS)[number]> {
    const active = async () => Promise.all(RELAYS.map(isActive));
    const flags = await eventually(active, (each) => each.filter(Boolean).length === 1, TAKEOVER_MS_MAX);
    return RELAYS[flags.indexOf(true)]!;
  }

  itCameThrough(trouble);

  itPublishedEverything(
    () => trouble.aftermath.stored.recorded,
    () => published,
  );
});

function other(relay: (typeof RELAYS)[number]): string {
  return relay === 'relay' ? 'relay-2' : 'relay';
}
