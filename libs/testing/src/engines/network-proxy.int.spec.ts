import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../running-redress/eventually.js';
import { LANE_BYTES_MAX, NetworkProxy } from './network-proxy.js';

/** Long enough for bytes on loopback to have arrived if anything let them through. */
const LOOPBACK_MS = 100;

let server: Server;
let accepted: Socket[];
let proxy: NetworkProxy;
let clients: Client[];

/** A connection through the proxy that records received data. */
class Client {
  received = Buffer.alloc(0);
  ended = false;
  failure: string | undefined;
  closed = false;

  constructor(readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => (this.received = Buffer.concat([this.received, bytes])));
    socket.on('end', () => (this.ended = true));
    socket.on('error', (error: NodeJS.ErrnoException) => (this.failure = error.code));
    socket.on('close', () => (this.closed = true));
  }

  get text(): string {
    return this.received.toString();
  }
}

function dial(port = proxy.port): Client {
  const client = new Client(connect({ host: '127.0.0.1', port, allowHalfOpen: true }));
  clients.push(client);
  return client;
}

/** A connection that has been verified. */
async function connected(): Promise<Client> {
  const client = dial();
  client.socket.write('hello');
  await holds(() => client.text === 'hello');
  return client;
}

async function holds(condition: () => boolean): Promise<void> {
  await eventually(async () => condition(), Boolean);
}

function targetPort(): number {
  return (server.address() as AddressInfo).port;
}

beforeEach(async () => {
  accepted = [];
  clients = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    accepted.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => socket.write(bytes));
    socket.on('end', () => socket.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await NetworkProxy.start({ target: { host: '127.0.0.1', port: targetPort() } });
});

afterEach(async () => {
  for (const { socket } of clients) socket.destroy();
  for (const socket of accepted) socket.destroy();
  await proxy.close();
  server.close();
});

describe('A network without faults', () => {
  it('carries bytes both ways and ends in order', async () => {
    const client = await connected();
    client.socket.end(' world');
    await holds(() => client.ended && client.closed);
    expect(client.text).toBe('hello world');
    expect(client.failure).toBeUndefined();
    await holds(() => proxy.connections === 0);
  });

  it('carries megabytes unchanged', async () => {
    const client = dial();
    const sent = Buffer.alloc(5_000_000, 'abcdefg');
    client.socket.write(sent);
    await holds(() => client.received.length === sent.length);
    expect(client.received.equals(sent)).toBe(true);
  });

  it('breaks off the client when the target breaks off', async () => {
    const client = await connected();
    accepted[0]!.resetAndDestroy();
    await holds(() => client.closed);
    expect(client.failure).toBe('ECONNRESET');
  });

  it('breaks off the target when the client breaks off', async () => {
    const client = await connected();
    client.socket.resetAndDestroy();
    await holds(() => accepted[0]!.destroyed);
    expect(accepted[0]!.errored).toMatchObject({ code: 'ECONNRESET' });
  });

  it('holds no more than its buffers when the receiver is slow', async () => {
    const client = await connected();
    accepted[0]!.pause();
    const flood = Buffer.alloc(65_536);
    let written = 0;
    const write = (): void => {
      while (written < 64_000_000 && client.socket.write(flood)) written += flood.length;
    };
    client.socket.on('drain', write);
    write();
    // All buffers are full once the sender cannot send any more.
    await eventually(
      async () => {
        const before = client.socket.bytesWritten - client.socket.writableLength;
        await pause(LOOPBACK_MS);
        return client.socket.bytesWritten - client.socket.writableLength === before;
      },
      (stuck) => stuck,
    );
    expect(written).toBeLessThan(64_000_000);
    expect(proxy.heldBytes).toBeLessThan(2 * (LANE_BYTES_MAX + 65_536));
  });
});

describe('Delay', () => {
  it('counts for each way that it is asked for', async () => {
    const client = await connected();
    proxy.delay(150);
    const began = performance.now();
    client.socket.write('!');
    await holds(() => client.text === 'hello!');
    // A lower bound holds on any machine, however slow.
    expect(performance.now() - began).toBeGreaterThanOrEqual(290);
  });

  it('lets nothing overtake', async () => {
    const client = await connected();
    proxy.delay(100, 'to-target');
    client.socket.write('1');
    await pause(20);
    proxy.delay(0, 'to-target');
    client.socket.write('2');
    await holds(() => client.text.length === 7);
    expect(client.text).toBe('hello12');
  });
});

describe('A limited line', () => {
  it('carries so many bytes a second and no more', async () => {
    const client = await connected();
    proxy.limitBandwidth(20_000, 'to-target');
    const began = performance.now();
    client.socket.write('a'.repeat(6_000));
    await pause(20);
    client.socket.write('b'.repeat(4_000));
    await holds(() => client.received.length === 10_005);
    expect(performance.now() - began).toBeGreaterThanOrEqual(450);
    expect(client.text).toBe(`hello${'a'.repeat(6_000)}${'b'.repeat(4_000)}`);
  });

  it('carries something at least', () => {
    expect(() => proxy.limitBandwidth(0)).toThrow(RangeError);
  });
});

describe('Dropping connections', () => {
  it('resets both sides, and serves who comes again', async () => {
    const client = await connected();
    proxy.dropConnections();
    await holds(() => client.closed && accepted[0]!.destroyed);
    expect(client.failure).toBe('ECONNRESET');
    expect(accepted[0]!.errored).toMatchObject({ code: 'ECONNRESET' });
    expect((await connected()).failure).toBeUndefined();
  });
});

describe('Refusing', () => {
  it('turns new connections away, keeps the open ones, and ends with healing, on the same port', async () => {
    const before = await connected();
    const { port } = proxy;
    proxy.refuse();
    const refused = dial(port);
    await holds(() => refused.closed);
    expect(refused.failure).toBe('ECONNREFUSED');
    before.socket.write('!');
    await holds(() => before.text === 'hello!');
    await proxy.heal();
    expect(proxy.port).toBe(port);
    await connected();
  });
});

describe('A black hole', () => {
  it('keeps connections and forwards nothing until it is healed; then what was sent arrives', async () => {
    const client = await connected();
    proxy.blackHole();
    client.socket.write(' again');
    await pause(LOOPBACK_MS);
    expect([client.text, client.closed]).toEqual(['hello', false]);
    await proxy.heal();
    await holds(() => client.text === 'hello again');
  });

  it('accepts new connections that reach nobody', async () => {
    proxy.blackHole();
    const client = dial();
    client.socket.write('hello');
    await once(client.socket, 'connect');
    await pause(LOOPBACK_MS);
    expect([accepted.length, client.text, client.closed]).toEqual([0, '', false]);
    await proxy.heal();
    await holds(() => client.text === 'hello');
  });

  it('swallows the news that a side is gone', async () => {
    const client = await connected();
    proxy.blackHole();
    accepted[0]!.resetAndDestroy();
    await pause(LOOPBACK_MS);
    expect(client.closed).toBe(false);
    await proxy.heal();
    await holds(() => client.closed);
    expect(client.failure).toBe('ECONNRESET');
  });

  it('may swallow one way only', async () => {
    const client = await connected();
    const arrived: string[] = [];
    accepted[0]!.on('data', (bytes: Buffer) => arrived.push(bytes.toString()));
    proxy.blackHole('to-client');
    client.socket.write('?');
    await holds(() => arrived.join('') === '?');
    await pause(LOOPBACK_MS);
    expect(client.text).toBe('hello');
  });
});

describe('Half-closing', () => {
  it('ends one way and lets the other go on', async () => {
    const client = await connected();
    const arrived: string[] = [];
    accepted[0]!.on('data', (bytes: Buffer) => arrived.push(bytes.toString()));
    proxy.halfClose('to-client');
    await holds(() => client.ended);
    client.socket.write('still here');
    await holds(() => arrived.join('') === 'still here');
    expect(client.text).toBe('hello');
  });
});

describe('The target', () => {
  it('may be named when the port is known already; until then connections are reset', async () => {
    await using late = await NetworkProxy.start();
    const early = dial(late.port);
    await holds(() => early.closed);
    late.pointTo({ host: '127.0.0.1', port: targetPort() });
    const client = dial(late.port);
    client.socket.write('hello');
    await holds(() => client.text === 'hello');
  });

  it('that is down breaks off the connection', async () => {
    const gone = await NetworkProxy.start();
    const { port } = gone;
    await gone.close();
    proxy.pointTo({ host: '127.0.0.1', port });
    const client = dial();
    await holds(() => client.closed);
    expect(client.failure).toBe('ECONNRESET');
  });
});

describe('Closing', () => {
  it('resets what is open and listens no more', async () => {
    const client = await connected();
    const { port } = proxy;
    await proxy.close();
    await holds(() => client.closed);
    const refused = dial(port);
    await holds(() => refused.closed);
    expect(refused.failure).toBe('ECONNREFUSED');
  });

  it('frees the sockets of a connection that is just being ended', async () => {
    const { socket } = await connected();
    proxy.halfClose('to-target');
    await proxy.close();
    socket.destroy();
    await holds(() => !process.getActiveResourcesInfo().includes('TCPSocketWrap'));
  });
});
