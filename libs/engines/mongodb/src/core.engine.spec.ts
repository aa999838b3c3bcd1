import { afterAll, beforeAll } from '@jest/globals';
import {
  checkViewContract,
  commandHandlerContract,
  MemoryEventStore,
  processFaultContract,
  processParkingContract,
  processRunnerContract,
  projectionFaultContract,
  projectionRunnerContract,
  rebuildViewContract,
  skippedEventsContract,
  viewPartsContract,
  relayContract,
  type CoreHarness,
} from '@redress/testing';
import { MongoDbForSpecs } from '@redress/testing/engines';
import { openMongoKeyStore } from './key-store/mongo-key-store.js';
import { openMongoReadStore } from './read-store/mongo-read-store.js';

let mongodb: MongoDbForSpecs;
beforeAll(async () => {
  mongodb = await MongoDbForSpecs.start();
});
afterAll(() => mongodb.stop());

const onMongoDb: CoreHarness = {
  open: async () => {
    const url = mongodb.freshUrl();
    const [readStore, keyStore] = await Promise.all([
      openMongoReadStore({ url, service: 'operations' }),
      openMongoKeyStore({ url }),
    ]);
    return { eventStore: new MemoryEventStore(), readStore, keyStore };
  },
  destroy: async ({ eventStore, readStore, keyStore }) => {
    await Promise.all([eventStore.close(), readStore.close(), keyStore.close()]);
    await mongodb.dropDatabases();
  },
};

commandHandlerContract('MongoDB', onMongoDb);
projectionRunnerContract('MongoDB', onMongoDb);
projectionFaultContract('MongoDB', onMongoDb, 25);
rebuildViewContract('MongoDB', onMongoDb);
checkViewContract('MongoDB', onMongoDb);
viewPartsContract('MongoDB', onMongoDb);
skippedEventsContract('MongoDB', onMongoDb);
processRunnerContract('MongoDB', onMongoDb);
processParkingContract('MongoDB', onMongoDb);
processFaultContract('MongoDB', onMongoDb, 25);
relayContract('MongoDB', onMongoDb);
