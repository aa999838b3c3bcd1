import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyStore } from '@redress/eventing';
import { eventually } from '@redress/testing';
import { MongoDbForSpecs, SilentPeer } from '@redress/testing/engines';
import { openMongoKeyStore } from './key-store/mongo-key-store.js';
import { openMongoReadStore } from './read-store/mongo-read-store.js';

const opened = async (url: string): Promise<Error> => {
  const store = await openMongoReadStore({ url, service: 'operations', wait_ms: 500 }).catch((error: unknown) => error);
  if (store instanceof Error) return store;
  throw new Error('It was opened.');
};

describe('A MongoDB that cannot be used', () => {
  let server: Server;
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    server.close();
  });
  const port = () => (server.address() as AddressInfo).port;

  it('is refused when nobody listens there, by its address and without credentials', async () => {
    const free = port();
    server.close();
    await once(server, 'close');
    const error = await opened(`mongodb://user:swordfish@127.0.0.1:${free}/bank`);
    expect(error).toMatchObject({ code: 'store-unavailable', message: expect.stringContaining(`127.0.0.1:${free}`) });
    expect(`${error.message} ${String(error.cause)} ${error.stack}`).not.toContain('swordfish');
  });

  it('is refused when it never answers', async () => {
    expect(await opened(`mongodb://127.0.0.1:${port()}`)).toMatchObject({ code: 'store-unavailable' });
  });

  it('is refused when it does not take the credentials, which the refusal does not quote', async () => {
    const mongodb = await MongoDbForSpecs.start();
    try {
      const url = mongodb.freshUrl().replace(/^mongodb:\/\/([^@/]*@)?/, 'mongodb://nobody:swordfish@');
      const error = await opened(url);
      expect(error).toMatchObject({ code: 'store-unavailable' });
      expect(`${error.message} ${String(error.cause)} ${error.stack}`).not.toMatch(/swordfish|nobody/);
    } finally {
      await mongodb.stop();
    }
  });

  it('is not looked for under a URL that is none, which the refusal does not quote', async () => {
    const error = await opened('mongodb://user:swordfish@localhost/Bank');
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).not.toContain('swordfish');
    await expect(openMongoKeyStore({ url: 'sqlite:./keys.db' })).rejects.toBeInstanceOf(RangeError);
  });
});

describe('A MongoDB that freezes: it accepts connections and never speaks', () => {
  const subject = '7K3M9QXD41PC';
  let mongodb: MongoDbForSpecs;
  let peer: SilentPeer;
  let keys: KeyStore;
  beforeEach(async () => {
    mongodb = await MongoDbForSpecs.start();
    const url = new URL(mongodb.freshUrl());
    peer = await SilentPeer.before(Number(url.port));
    keys = await openMongoKeyStore({
      url: `mongodb://127.0.0.1:${peer.port}${url.pathname}?directConnection=true`,
      wait_ms: 1_000,
    });
  });
  afterEach(async () => {
    await keys.close();
    await peer.close();
    await mongodb.stop();
  });

  it('is found out of reach in time, and used again by new connections; closing does not wait for it', async () => {
    await keys.put(subject, new Uint8Array(60).fill(1));
    const server = `127.0.0.1:${peer.port}`;
    expect(keys.inUse).toEqual({ server, silent_ms: 0 });
    peer.freeze();
    const refused = expect(Promise.all([keys.get([subject]), keys.get(['other'])])).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    await eventually(
      async () => keys.inUse,
      (inUse) => inUse?.server === server && inUse.silent_ms > 100,
    );
    await refused;
    peer.wake();
    await eventually(
      () => keys.get([subject]).catch(() => undefined),
      (found) => found?.get(subject)?.state === 'present',
      15_000,
    );
    peer.freeze();
    const left = expect(keys.get([subject])).rejects.toMatchObject({ code: 'store-unavailable' });
    await keys.close();
    await left;
    await eventually(
      async () => peer.connections,
      (connections) => connections === 0,
    );
    // Calls alone would notice it only after half a minute.
  }, 25_000);
});
