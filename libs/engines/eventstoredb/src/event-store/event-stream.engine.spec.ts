import { LogEventStream } from '@redress/eventing';
import { eventStreamContract, ScratchFolder } from '@redress/testing';
import { EventStoreDbStandIn } from '@redress/testing/engines';
import { openEventStoreDbEventStore } from './open.js';

let folder: ScratchFolder;
let server: EventStoreDbStandIn;

eventStreamContract('the log of EventStoreDB', {
  open: async () => {
    folder = new ScratchFolder();
    server = await EventStoreDbStandIn.start({ folder: folder.path });
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
