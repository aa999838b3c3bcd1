import { LogEventStream } from '@redress/eventing';
import { eventStreamContract, type EventStreamHarness, ScratchFolder } from '@redress/testing';
import { type EventStoreDbServer, type EventStoreDbStandInOptions, startEventStoreDb } from '@redress/testing/engines';
import { openEventStoreDbEventStore } from '../event-store/event-store.js';
import { serverHas } from '../server.fixture.spec.js';

let folder: ScratchFolder;
let server: EventStoreDbServer;

const harness = (options: Omit<EventStoreDbStandInOptions, 'folder'> = {}): EventStreamHarness => ({
  open: async () => {
    folder = new ScratchFolder();
    server = await startEventStoreDb({ ...options, folder: folder.path });
    const store = await openEventStoreDbEventStore({ url: server.url });
    return { store, stream: new LogEventStream(store) };
  },
  destroy: async ({ store, stream }) => {
    await stream.close();
    await store.close();
    await server.stop();
    folder.remove();
  },
});

eventStreamContract('the log of EventStoreDB', harness());
for (const version of ['24.2', '24.10'] as const) {
  const dense = harness({ version, checkpointEvery: 1 });
  if (serverHas('checkpointEvery'))
    eventStreamContract(`the log of EventStoreDB ${version}, with a checkpoint after every event`, dense);
}
