import {
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
  type CoreEngines,
  type CoreHarness,
} from '@redress/testing';
import { EventStoreDbStandIn } from '@redress/testing/engines';
import { openEventStoreDbEventStore } from './event-store/open.js';

const servers = new Map<CoreEngines, { readonly server: EventStoreDbStandIn; readonly folder: ScratchFolder }>();

const onEventStoreDb: CoreHarness = {
  open: async () => {
    const folder = new ScratchFolder();
    const server = await EventStoreDbStandIn.start({ folder: folder.path });
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
};

commandHandlerContract('EventStoreDB', onEventStoreDb);
projectionRunnerContract('EventStoreDB', onEventStoreDb);
projectionFaultContract('EventStoreDB', onEventStoreDb, 25);
rebuildViewContract('EventStoreDB', onEventStoreDb);
processRunnerContract('EventStoreDB', onEventStoreDb);
processParkingContract('EventStoreDB', onEventStoreDb);
processFaultContract('EventStoreDB', onEventStoreDb, 25);
relayContract('EventStoreDB', onEventStoreDb);
