import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, seedOfRun } from '@redress/testing';
import { MongoDbStandIn } from '@redress/testing/engines';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  asToldToClient,
  COME_AGAIN,
  type RepeatedCommand,
  commandsToRepeat,
  itCameThrough,
  notReadyByProcess,
  TroubledOffice,
  TROUBLES_MS_MAX,
} from './troubled-office.js';

const SEED = seedOfRun();
/** Time in which the store's clients notice the kill and drop their connections. */
const NOTICED_MS = 1_500;
const AWAY_MS_MAX = 3_000;

describe(`Under load, MongoDB is killed in the middle of batches (REDRESS_SEED=${SEED} chooses the moments again); the system`, () => {
  const trouble = new TroubledOffice(SEED);
  let folder: string;
  let mongodb: MongoDbStandIn;
  let commands: readonly RepeatedCommand[];
  let whileAway: readonly Answer[];
  let notReady: ReadonlyMap<string, readonly string[]>;
  let afterwards: readonly Answer[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-mongodb-'));
    mongodb = await MongoDbStandIn.start({ folder });
    await trouble.start({ places: { mongodb: mongodb.url } });
    commands = await commandsToRepeat(trouble);
    await trouble.during('a kill -9 of MongoDB, with commands sent meanwhile', async () => {
      await mongodb.kill();
      await pause(NOTICED_MS);
      notReady = await notReadyByProcess(trouble);
      whileAway = await Promise.all(commands.map((command) => command.send()));
      await mongodb.restart();
    });
    await trouble.during('another kill -9 of MongoDB', async () => {
      await mongodb.kill();
      await pause(trouble.random.below(AWAY_MS_MAX));
      await mongodb.restart();
    });
    afterwards = await Promise.all(commands.map((command) => command.send()));
    await trouble.finish();
  }, TROUBLES_MS_MAX);

  afterAll(async () => {
    await trouble.close();
    await mongodb.stop();
    await rm(folder, { recursive: true, force: true });
  });

  itCameThrough(trouble);

  it('told within seconds whoever needed a new key to come again', () => {
    expect(asToldToClient(whileAway[0]!)).toEqual(COME_AGAIN);
  });

  it('did a command whose keys it knew, or told to come again, and nothing else', () => {
    expect([200, 503]).toContain(whileAway[1]!.status);
  });

  it('did what they asked when they came again', () => {
    expect(afterwards.map(({ status }) => status)).toEqual([201, 200]);
  });

  it('said of each process that what is in MongoDB was away', () => {
    const inMongo = (check: string): boolean => ['read-store', 'key-store'].includes(check);
    expect([...notReady].filter(([, checks]) => !checks.some(inMongo))).toEqual([]);
  });
});
