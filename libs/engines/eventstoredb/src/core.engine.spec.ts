import {
  checkViewContract,
  commandHandlerContract,
  MemoryKeyStore,
  MemoryReadStore,
  processFaultContract,
  processParkingContract,
  processRunnerContract,
  projectionFaultContract,
  projectionRunnerContract,
  rebuildViewContract,
  relayContract,
  ScratchFolder,
  skippedEventsContract,
  type CoreEngines,
  type CoreHarness,
} from '@redress/testing';
import { type EventStoreDbServer, type EventStoreDbStandInOptions, startEventStoreDb } from '@redress/testing/engines';
import { openEventStoreDbEventStore } from './event-store/event-store.js';
import { serverHas } from './server.fixture.spec.js';

const servers = new Map<CoreEngines, { readonly server: EventStoreDbServer; readonly folder: ScratchFolder }>();

const onEventStoreDb = (options: Omit<EventStoreDbStandInOptions, 'folder'> = {}): CoreHarness => ({
  open: async () => {
    const folder = new ScratchFolder();
    const server = await startEventStoreDb({ ...options, folder: folder.path });
    const engines = {
      eventStore: await openEventStoreDbEventStore({ url: server.url }),
      readStore: new MemoryReadStore(),
      keyStore: new MemoryKeyStore(),
    };
    servers.set(engines, { server, folder });
    return engines;
  },
  destroy: async (engines) => {
    const { eventStore, readStore, keyStore } = engines;
    await Promise.all([eventStore.close(), readStore.close(), keyStore.close()]);
    const { server, folder } = servers.get(engines)!;
    servers.delete(engines);
    await server.stop();
    folder.remove();
  },
});

const name = 'EventStoreDB';
const harness = onEventStoreDb();

commandHandlerContract(name, harness);
projectionRunnerContract(name, harness);
projectionFaultContract(name, harness, 25);
rebuildViewContract(name, harness);
checkViewContract(name, harness);
skippedEventsContract(name, harness);
processRunnerContract(name, harness);
processParkingContract(name, harness);
processFaultContract(name, harness, 25);
relayContract(name, harness);
// Of these only the relay follows the log itself: the others are given batches, or read.
if (serverHas('checkpointEvery')) {
  relayContract(
    `${name} 24.2, with a checkpoint after every event`,
    onEventStoreDb({ version: '24.2', checkpointEvery: 1 }),
  );
}
