import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { counterStoreContract } from '@redress/testing';
import { MongoDbForSpecs } from '@redress/testing/engines';
import { MongoClient } from 'mongodb';
import { openMongoCounterStore } from './mongo-counter-store.js';

let mongodb: MongoDbForSpecs;
let url: string;
beforeAll(async () => {
  mongodb = await MongoDbForSpecs.start();
});
afterAll(() => mongodb.stop());

const open = (nowMs: () => number) => openMongoCounterStore({ url, service: 'intake', nowMs });

counterStoreContract('MongoDB', {
  open: (nowMs) => {
    url = mongodb.freshUrl();
    return open(nowMs);
  },
  join: open,
  destroy: () => mongodb.dropDatabases(),
});

describe('Counters in MongoDB', () => {
  it('are removed by the server once their window has ended', async () => {
    url = mongodb.freshUrl();
    const store = await open(Date.now);
    await store.add({ key: 'a', amount: 1, max: 1, seconds: 60 });
    await store.close();
    const client = new MongoClient(url);
    const database = client.db(`${new URL(url).pathname.slice(1)}-intake`);
    const indexes = await database.collection('limit-counters').indexes();
    await client.close();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { endsAt: 1 }, expireAfterSeconds: 0 }));
  });
});
