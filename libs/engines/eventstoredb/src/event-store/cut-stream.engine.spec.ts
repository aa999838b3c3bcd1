import { EventStoreDBClient, type StreamMetadata } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, type ForgetOrder, LOG_START } from '@redress/eventing';
import { ScratchFolder, sealedEvents } from '@redress/testing';
import { type EventStoreDbServer, startEventStoreDb } from '@redress/testing/engines';
import { openEventStoreDbEventStore } from './event-store.js';
import { eventually } from '../server.fixture.spec.js';

describe('A stream that EventStoreDB was told to forget', () => {
  let folder: ScratchFolder;
  let server: EventStoreDbServer;
  let client: EventStoreDBClient;
  let store: EventStore;
  beforeEach(async () => {
    folder = new ScratchFolder();
    server = await startEventStoreDb({ folder: folder.path });
    client = EventStoreDBClient.connectionString(server.url);
    store = await openEventStoreDbEventStore({ url: server.url });
    for (const stream of ['complaint-A', 'complaint-B'] as const) {
      await store.append(stream, 'none', sealedEvents(stream, { count: 3 }));
    }
  });
  afterEach(async () => {
    await store.close();
    await client.dispose();
    await server.stop();
    folder.remove();
  });

  const read = (from = 0) => Array.fromAsync(store.read('complaint-A', { from }));
  const order = (metadata: StreamMetadata) => client.setStreamMetadata('complaint-A', metadata);
  const orders = async () => {
    const told: ForgetOrder[] = [];
    await Array.fromAsync(store.readAll(LOG_START, { ordered: (one) => told.push(one) }));
    return told.filter(({ stream }) => stream === 'complaint-A');
  };

  const wholeCuts: readonly { how: string; cut: () => Promise<unknown>; cause: string }[] = [
    { how: 'deleting it', cut: () => client.deleteStream('complaint-A'), cause: 'deleted ($tb' },
    { how: 'a tombstone', cut: () => client.tombstoneStream('complaint-A'), cause: 'tombstoned' },
    { how: '$tb at its end', cut: () => order({ truncateBefore: 3 }), cause: '$tb: 3' },
    { how: '$tb far beyond its end', cut: () => order({ truncateBefore: 1_000 }), cause: '$tb: 1000' },
  ];

  describe.each(wholeCuts)('by $how', ({ cut, cause }) => {
    it('is no unknown stream, from any revision', async () => {
      await cut();
      for (const from of [0, 2, 3]) {
        const failure = expect.stringContaining(cause);
        await expect(read(from)).rejects.toMatchObject({ code: 'store-corrupt', found: undefined, message: failure });
      }
      expect(await Array.fromAsync(store.read('complaint-B'))).toHaveLength(3);
    });

    it('is not whole after a scavenge either', async () => {
      await cut();
      await server.scavenge();
      await expect(read()).rejects.toMatchObject({ code: 'store-corrupt', stream: 'complaint-A' });
      await store.close();
      await server.restart();
      store = await openEventStoreDbEventStore({ url: server.url });
      await expect(read()).rejects.toMatchObject({ code: 'store-corrupt', stream: 'complaint-A' });
    });

    it('has its order in the log, before a scavenge and after it', async () => {
      expect(await orders()).toEqual([]);
      await cut();
      const told = { stream: 'complaint-A', order: expect.stringContaining(cause) };
      expect(await orders()).toMatchObject([told]);
      await server.scavenge();
      expect(await orders()).toMatchObject([told]);
    });
  });

  it('by $maxAge is not read short once its events have come of age', async () => {
    await order({ maxAge: 1 });
    await eventually(() =>
      expect(read()).rejects.toMatchObject({ code: 'store-corrupt', message: expect.stringContaining('$maxAge: 1') }),
    );
  });

  it('is whole again when the order is taken back in time, and the log says so', async () => {
    await client.deleteStream('complaint-A');
    await expect(read()).rejects.toMatchObject({ code: 'store-corrupt' });
    await order({});
    expect(await read()).toHaveLength(3);
    expect((await orders()).at(-1)).toMatchObject({ order: undefined });
  });

  it('names the scavenge when the order was taken back too late', async () => {
    await client.deleteStream('complaint-A');
    await server.scavenge();
    await order({});
    await expect(read()).rejects.toMatchObject({ missing: 0, found: 2, message: expect.stringContaining('scavenge') });
  });

  it('takes no new complaint: an append that was written elsewhere than it expected is no success', async () => {
    await client.deleteStream('complaint-A');
    const [anew] = sealedEvents('complaint-A').map((event) => ({ ...event, id: crypto.randomUUID() }));
    const appending = store.append('complaint-A', 'none', [anew!]);
    await expect(appending).rejects.toMatchObject({ code: 'store-corrupt', missing: 0, found: 3 });
  });

  it('with a tombstone refuses appends as what they are: lost', async () => {
    await client.tombstoneStream('complaint-A');
    const appending = store.append('complaint-A', 2, sealedEvents('complaint-A', { from: 3 }));
    await expect(appending).rejects.toMatchObject({
      code: 'store-corrupt',
      message: expect.stringContaining('tombstoned'),
    });
  });

  it('is not mistaken for one that has never been, of which only metadata were written', async () => {
    await client.setStreamMetadata('complaint-C', { maxCount: 5 });
    expect(await Array.fromAsync(store.read('complaint-C'))).toEqual([]);
  });
});
