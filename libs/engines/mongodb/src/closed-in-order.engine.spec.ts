import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoDbStandIn, NetworkProxy } from '@redress/testing/engines';
import { MongoClient, MongoNetworkTimeoutError } from 'mongodb';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { Connection, wakeWritersOfClosedSockets } from './connection.js';

const CLOSINGS = 5;
const WORKERS = 5;
/** The driver checks its server immediately only if it has not done so for half a second. */
const LOOKED_MS = 600;
const BUSY_MS = 100;
/** How long a read waits for a server. */
const WAIT_MS = 1_000;
const ANSWER_MS_MAX = 500;
const WRITE_MS_MAX = 10_000;
/** Exceeds the buffers of two sockets and of the proxy. */
const LARGE_BYTES = 12 * 1024 * 1024;

describe('A connection that the network closes in order', () => {
  let server: MongoDbStandIn;
  let network: NetworkProxy;

  beforeAll(async () => {
    server = await MongoDbStandIn.start();
  });

  beforeEach(async () => {
    network = await NetworkProxy.start({ target: { host: '127.0.0.1', port: Number(new URL(server.url).port) } });
  });

  afterEach(() => network.close());

  afterAll(() => server.stop());

  function urlThroughNetwork(): string {
    return `mongodb://${network.host}:${network.port}`;
  }

  it('is opened again, however many were closed at once and whatever is asked meanwhile', async () => {
    const waits = { wait_ms: WAIT_MS, call_wait_ms: WAIT_MS };
    const connection = await Connection.open({ url: urlThroughNetwork(), database: 'closed-in-order', ...waits });
    const read = (): Promise<unknown> => connection.db.collection('notes').findOne();
    const enough = new AbortController();
    const work = Array.from({ length: WORKERS }, async () => {
      while (!enough.signal.aborted) await read().catch(() => turn());
    });
    try {
      for (let closing = 0; closing < CLOSINGS; closing += 1) {
        await pause(LOOKED_MS);
        network.halfClose('to-client');
        await busy();
        await expect(connection.run(read)).resolves.toBeNull();
      }
    } finally {
      enough.abort();
      await Promise.all(work);
      await connection.close();
    }
  });

  it(
    'ends what was being written',
    async () => {
      wakeWritersOfClosedSockets();
      await using client = new MongoClient(urlThroughNetwork(), { socketTimeoutMS: ANSWER_MS_MAX });
      const notes = client.db('closed-in-order').collection('notes');
      await notes.findOne();
      network.blackHole();
      await expect(notes.insertOne({ text: 'x'.repeat(LARGE_BYTES) })).rejects.toThrow(MongoNetworkTimeoutError);
    },
    WRITE_MS_MAX,
  );
});

/** Blocks this process until the network is done, so that all closing sides are read in one turn, as under load. */
async function busy(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await turn();
  const until = performance.now() + BUSY_MS;
  while (performance.now() < until);
}
