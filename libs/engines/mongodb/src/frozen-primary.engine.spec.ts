import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReadStore, Revision } from '@redress/eventing';
import { eventually } from '@redress/testing';
import { MongoDbForSpecs } from '@redress/testing/engines';
import { openMongoReadStore } from './read-store/mongo-read-store.js';
import { ReplicaSet } from './replica-set.fixture.spec.js';

const VIEW = { name: 'counted', fields: {}, indexes: [] };
const AGAIN_MS_MAX = 15_000;

describe('A replica set whose primary freezes', () => {
  let mongodb: MongoDbForSpecs;
  let set: ReplicaSet;
  let store: ReadStore;
  beforeEach(async () => {
    mongodb = await MongoDbForSpecs.start();
    const url = new URL(mongodb.freshUrl());
    set = await ReplicaSet.before(Number(url.port), 3);
    store = await openMongoReadStore({
      url: `mongodb://${set.addresses.join(',')}${url.pathname}?replicaSet=spec`,
      service: 'operations',
    });
    await store.define(VIEW);
  });
  afterEach(async () => {
    await store.close();
    await set.close();
    await mongodb.stop();
  });

  const next = async (): Promise<Revision> => {
    const generation = await store.activeGeneration(VIEW.name);
    const stored = await store.get(VIEW.name, 'A');
    const revision = (stored?.revision ?? -1) + 1;
    const change = { id: 'A', revision, expected: stored?.revision ?? 'none', body: { counted: revision } } as const;
    await store.commit(VIEW.name, { generation, changes: [change], park: [], unpark: [] });
    return revision;
  };
  /** Tries until it succeeds, as consumers do. */
  const again = async (attempts = 10): Promise<Revision> =>
    next().catch((error: unknown) => {
      if (attempts === 0) throw error;
      return again(attempts - 1);
    });

  it('is used by way of the next one; nothing acknowledged is lost or done twice', async () => {
    const acknowledged = [await next(), await next()];
    expect(store.inUse?.server).toBe(set.addresses[0]);
    set.freeze(0);
    const acknowledging = again().then((revision) => acknowledged.push(revision));
    set.elect(1);
    await eventually(
      async () => acknowledged.length,
      (length) => length === 3,
      AGAIN_MS_MAX,
    );
    await acknowledging;
    expect(store.inUse?.server).toBe(set.addresses[1]);
    expect(acknowledged).toEqual([0, 1, 2]);
    expect(await store.get(VIEW.name, 'A')).toMatchObject({ revision: 2, body: { counted: 2 } });
  }, 60_000);
});
