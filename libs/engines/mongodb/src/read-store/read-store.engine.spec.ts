import { afterAll, beforeAll } from '@jest/globals';
import { readStoreContract } from '@redress/testing';
import { MongoDbForSpecs } from '@redress/testing/engines';
import { openMongoReadStore } from './mongo-read-store.js';

let mongodb: MongoDbForSpecs;
let url: string;
beforeAll(async () => {
  mongodb = await MongoDbForSpecs.start();
});
afterAll(() => mongodb.stop());

const open = () => openMongoReadStore({ url, service: 'operations' });

readStoreContract('MongoDB', {
  open: () => {
    url = mongodb.freshUrl();
    return open();
  },
  reopen: async (store) => {
    await store.close();
    return open();
  },
  destroy: () => mongodb.dropDatabases(),
});
