import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoDbForSpecs } from '@redress/testing/engines';
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
