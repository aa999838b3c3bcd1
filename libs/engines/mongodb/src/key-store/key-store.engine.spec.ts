import { afterAll, beforeAll } from '@jest/globals';
import { keyStoreContract } from '@redress/testing';
import { MongoDbForSpecs } from '@redress/testing/engines';
import { openMongoKeyStore } from './mongo-key-store.js';

let mongodb: MongoDbForSpecs;
let url: string;
beforeAll(async () => {
  mongodb = await MongoDbForSpecs.start();
});
afterAll(() => mongodb.stop());

const open = () => openMongoKeyStore({ url });

keyStoreContract('MongoDB', {
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
