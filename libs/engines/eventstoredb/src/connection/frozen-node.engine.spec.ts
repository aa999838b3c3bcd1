import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStore } from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { EventStoreDbStandIn, NetworkProxy, SilentPeer } from '@redress/testing/engines';
import { cpSync } from 'node:fs';
import { openEventStoreDbEventStore } from '../event-store/event-store.js';
import { all, appendOne, eventually, Following } from '../server.fixture.spec.js';

const address = '127.0.0.1';

describe('A leader that freezes: it accepts connections and never speaks', () => {
  let folders: ScratchFolder[];
  let servers: EventStoreDbStandIn[];
  let network: NetworkProxy;
  let store: EventStore;
  let nextPort: number;

  /** Makes every server name the same members, one of them as leader. */
  const gossip = (leader: number) => {
    const members = [network.port, nextPort].map((port) => ({ address, port, isLeader: port === leader }));
    for (const server of servers) server.fault({ kind: 'gossip', members });
  };
  const start = async (folder: ScratchFolder) => {
    servers.push(await EventStoreDbStandIn.start({ folder: folder.path, port: folders.length === 1 ? 0 : nextPort }));
  };
  beforeEach(async () => {
    folders = [new ScratchFolder()];
    servers = [];
    await start(folders[0]!);
    network = await NetworkProxy.start({ target: { host: address, port: servers[0]!.port } });
    const free = await NetworkProxy.start();
    nextPort = free.port;
    await free.close();
    gossip(network.port);
  });
  afterEach(async () => {
    await network.heal();
    await store.close();
    await network.close();
    await Promise.all(servers.map((server) => server.stop()));
    for (const folder of folders) folder.remove();
  });

  it.each([
    { where: 'in this thread', followInThread: false },
    { where: 'in a thread of its own', followInThread: true },
  ])('is left, though gossip names it for a while; a follower $where goes on too', async ({ followInThread }) => {
    const url = `esdb://${address}:${network.port},${address}:${nextPort}?tls=false`;
    store = await openEventStoreDbEventStore({
      url,
      attempt_ms: 300,
      total_ms: 60_000,
      silence_ms: 200,
      followInThread,
    });
    const following = new Following(store);
    await appendOne(store, 'complaint-A', 0);
    await eventually(() => expect(following.events).toHaveLength(1));
    expect(store.inUse).toMatchObject({ server: `${address}:${network.port}` });

    network.blackHole();
    const append = appendOne(store, 'complaint-A', 1);
    await eventually(() => expect(store.inUse!.silent_ms).toBeGreaterThan(0));
    folders.push(new ScratchFolder());
    cpSync(folders[0]!.path, folders[1]!.path, { recursive: true });
    await start(folders[1]!);
    gossip(network.port);
    // Long enough for a client that believes it to reconnect to the frozen one.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    gossip(nextPort);

    await expect(append).resolves.toMatchObject({ revision: 1 });
    await eventually(() => expect(following.events).toHaveLength(2), 15_000);
    expect(store.inUse).toMatchObject({ server: `${address}:${nextPort}` });
    expect(await all(store)).toEqual(following.events);
    await following.end();
  });

  it('is connected to anew where it is the only one, and found when it speaks to those who do', async () => {
    await using peer = await SilentPeer.before(servers[0]!.port);
    store = await openEventStoreDbEventStore({
      url: `esdb://${address}:${peer.port}?tls=false`,
      attempt_ms: 300,
      total_ms: 60_000,
      silence_ms: 200,
    });
    await appendOne(store, 'complaint-A', 0);
    peer.freeze();
    const append = appendOne(store, 'complaint-A', 1);
    // Connections are neither shared with waiting calls nor kept.
    await eventually(() => expect(peer.accepted).toBeGreaterThan(3), 5_000);
    expect(peer.connections).toBeLessThanOrEqual(1);
    peer.wake();
    await expect(append).resolves.toMatchObject({ revision: 1 });
    expect(await all(store)).toHaveLength(2);

    peer.freeze();
    const left = expect(store.head()).rejects.toThrow();
    await eventually(() => expect(store.inUse!.silent_ms).toBeGreaterThan(0));
    await store.close();
    await left;
    await eventually(() => expect(peer.connections).toBe(0));
  });
});
