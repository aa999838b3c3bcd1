import { afterAll, beforeAll, describe } from '@jest/globals';
import { seedOfRun } from '@redress/testing';
import { NetworkProxy } from '@redress/testing/engines';
import { setTimeout as pause } from 'node:timers/promises';
import { itCameThrough, TroubledOffice, TROUBLES_MS_MAX } from './troubled-office.js';

const SEED = seedOfRun();
const DELAY_MS_MAX = 80;
const RESETS = 5;
const MOMENT_MS_MAX = 700;
const BLACK_HOLE_MS = 4_000;

describe(`Under load, the networks of event store and MongoDB delay, reset and swallow (REDRESS_SEED=${SEED}); the system`, () => {
  const trouble = new TroubledOffice(SEED);
  let networks: readonly [eventStore: NetworkProxy, mongodb: NetworkProxy];

  beforeAll(async () => {
    const { hostname, port } = new URL(process.env['REDRESS_TEST_MONGODB'] ?? '');
    const target = { host: hostname, port: Number(port) };
    networks = [await NetworkProxy.start(), await NetworkProxy.start({ target })];
    const [eventStoreNetwork, mongodb] = networks;
    await trouble.start({ places: { eventStoreNetwork, mongodb: `mongodb://${mongodb.host}:${mongodb.port}` } });
    const aMoment = (): Promise<void> => pause(trouble.random.below(MOMENT_MS_MAX));
    await trouble.during('a slow network whose connections are reset', async () => {
      for (const network of networks) network.delay(trouble.random.below(DELAY_MS_MAX));
      for (let reset = 0; reset < RESETS; reset += 1) {
        await aMoment();
        trouble.random.oneOf(networks).dropConnections();
      }
      await heal();
    });
    await trouble.during('a black hole before the event store, and before MongoDB the answers lost', async () => {
      eventStoreNetwork.blackHole();
      await aMoment();
      mongodb.blackHole('to-client');
      await pause(BLACK_HOLE_MS);
      await heal();
    });
    await trouble.during('connections that were closed one way, all at once', async () => {
      for (const network of networks) network.halfClose('to-client');
      await aMoment();
      for (const network of networks) network.halfClose('to-target');
    });
    await trouble.finish();
  }, TROUBLES_MS_MAX);

  afterAll(async () => {
    await trouble.close();
    await Promise.all(networks.map((network) => network.close()));
  });

  async function heal(): Promise<void> {
    await Promise.all(networks.map((network) => network.heal()));
  }

  itCameThrough(trouble);
});
