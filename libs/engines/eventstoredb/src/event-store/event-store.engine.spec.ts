import { eventStoreContract, ScratchFolder } from '@redress/testing';
import { EventStoreDbStandIn, type EventStoreDbStandInOptions } from '@redress/testing/engines';
import { openEventStoreDbEventStore } from './open.js';

/** The largest append of the contract is 7.2 MB; the server's own limit is 16 MB. */
const maxAppendSize = 15 * 1024 * 1024;

let folder: ScratchFolder;
let server: EventStoreDbStandIn;
const openStore = (followInThread = false) => openEventStoreDbEventStore({ url: server.url, followInThread });
const startAndOpen = async (options: Omit<EventStoreDbStandInOptions, 'folder'> = {}, followInThread = false) => {
  folder = new ScratchFolder();
  server = await EventStoreDbStandIn.start({ ...options, folder: folder.path, maxAppendSize });
  return openStore(followInThread);
};
const destroy = async () => {
  await server.stop();
  folder.remove();
};

eventStoreContract('EventStoreDB', {
  open: () => startAndOpen(),
  reopen: async (store) => {
    await store.close();
    return openStore();
  },
  destroy,
});

eventStoreContract('EventStoreDB, each follower in a thread of its own', {
  open: () => startAndOpen({}, true),
  reopen: async (store) => {
    await store.close();
    return openStore(true);
  },
  destroy,
});

eventStoreContract('EventStoreDB, restarted, with transactions that share a commit position', {
  open: () => startAndOpen({ sharedCommitPositions: true }),
  reopen: async (store) => {
    await store.close();
    server = await server.restart();
    return openStore();
  },
  destroy,
});

for (const version of ['24.2', '24.10'] as const) {
  eventStoreContract(`EventStoreDB ${version}, with a checkpoint after every event`, {
    open: () => startAndOpen({ version, checkpointEvery: 1 }),
    reopen: async (store) => {
      await store.close();
      return openStore();
    },
    destroy,
  });
}
