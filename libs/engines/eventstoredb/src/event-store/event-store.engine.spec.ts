import { EventStoreDBClient, type StreamMetadata } from '@eventstore/db-client';
import { eventStoreContract, followedEventStoreContract, ScratchFolder, type StreamCut } from '@redress/testing';
import { type EventStoreDbServer, type EventStoreDbStandInOptions, startEventStoreDb } from '@redress/testing/engines';
import { serverHas } from '../server.fixture.spec.js';
import { openEventStoreDbEventStore } from './event-store.js';
import type { StreamName } from '@redress/eventing';

/** The contract's largest append is 7.2 MB; the server's own limit is 16 MB. */
const maxAppendSize = 15 * 1024 * 1024;

let folder: ScratchFolder;
let server: EventStoreDbServer;
const openStore = (followInThread = false) => openEventStoreDbEventStore({ url: server.url, followInThread });
const startAndOpen = async (options: Omit<EventStoreDbStandInOptions, 'folder'> = {}, followInThread = false) => {
  folder = new ScratchFolder();
  server = await startEventStoreDb({ ...options, folder: folder.path, maxAppendSize });
  return openStore(followInThread);
};
const lengthOf = async (client: EventStoreDBClient, stream: StreamName) => {
  const [last] = await Array.fromAsync(
    client.readStream(stream, { direction: 'backwards', fromRevision: 'end' as const, maxCount: 1 }),
  );
  return Number(last!.event!.revision) + 1;
};
/** Writes a stream's metadata with the official client, as an operator could, and optionally scavenges. */
const cutBy = (
  name: string,
  metadataFor: (before: number, length: number) => StreamMetadata,
  isScavenged: boolean,
): StreamCut => ({
  how: isScavenged ? `${name}, then scavenged` : name,
  cut: async (stream, before) => {
    const client = EventStoreDBClient.connectionString(server.url);
    await client.setStreamMetadata(stream, metadataFor(before, await lengthOf(client, stream)));
    if (isScavenged) await server.scavenge();
    await client.dispose();
  },
  cause: name,
});
const cuts = [false, true].flatMap((isScavenged) => [
  cutBy('$tb', (truncateBefore) => ({ truncateBefore }), isScavenged),
  cutBy('$maxCount', (before, length) => ({ maxCount: length - before }), isScavenged),
]);
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
  cuts,
  destroy,
});

followedEventStoreContract('EventStoreDB, each follower in a thread of its own', {
  open: () => startAndOpen({}, true),
  reopen: async (store) => {
    await store.close();
    return openStore(true);
  },
  cuts,
  destroy,
});

if (serverHas('sharedCommitPositions')) {
  eventStoreContract('EventStoreDB, restarted, with transactions that share a commit position', {
    open: () => startAndOpen({ sharedCommitPositions: true }),
    reopen: async (store) => {
      await store.close();
      await server.restart();
      return openStore();
    },
    cuts,
    destroy,
  });
}

for (const version of ['24.2', '24.10'] as const) {
  if (serverHas('checkpointEvery'))
    followedEventStoreContract(`EventStoreDB ${version}, with a checkpoint after every event`, {
      open: () => startAndOpen({ version, checkpointEvery: 1 }),
      reopen: async (store) => {
        await store.close();
        return openStore();
      },
      cuts,
      destroy,
    });
}
