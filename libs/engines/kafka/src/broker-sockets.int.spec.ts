import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@redress/testing';
import kafkajs, { type Admin, type Consumer, type Producer } from 'kafkajs';
import { BrokerSockets, FETCHING_MS_MAX, LeavingKafka } from './broker-sockets.js';
import { calmRequestTimers } from './kafka-client.js';

/** Accepts connections, never sends, and never ends its side. */
class SilentBroker {
  readonly accepted: Socket[] = [];
  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => this.accepted.push(socket.on('error', () => undefined)));
  }

  static async start(): Promise<SilentBroker> {
    const server = createServer({ allowHalfOpen: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new SilentBroker(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.accepted) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

describe('Connections to brokers', () => {
  let brokers: readonly SilentBroker[];
  let sockets: BrokerSockets;
  const connected = async ({ port }: SilentBroker): Promise<Socket> => {
    const connecting = Promise.withResolvers<void>();
    // kafkajs passes none when TLS is off, contrary to its types.
    const ssl = undefined as never;
    const socket = sockets.create({ host: '127.0.0.1', port, ssl, onConnect: connecting.resolve });
    await connecting.promise;
    return socket;
  };
  beforeAll(calmRequestTimers);
  beforeEach(async () => {
    brokers = await Promise.all([SilentBroker.start(), SilentBroker.start()]);
    sockets = new BrokerSockets();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(brokers.map((broker) => broker.stop()));
  });

  it('are closed soon after they were ended, though the broker does not end its side', async () => {
    const socket = await connected(brokers[0]!);
    socket.end();
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  it('are broken off to the broker that is left alone', async () => {
    const [left, kept] = await Promise.all(brokers.map(connected));
    const failed = once(left!, 'error');
    sockets.leave(`127.0.0.1:${brokers[0]!.port}`);
    expect(String(await failed)).toContain('not answered in time');
    expect([left!.destroyed, kept!.destroyed]).toEqual([true, false]);
    kept!.destroy();
  });

  it('are made last to the broker that was left last', () => {
    const brokers = ['a:1', 'b:1', 'c:1'];
    expect(sockets.silentLast(brokers)).toEqual(brokers);
    sockets.leave('a:1');
    expect(sockets.silentLast(brokers)).toEqual(['b:1', 'c:1', 'a:1']);
    sockets.leave('b:1');
    sockets.leave('elsewhere:1');
    expect(sockets.silentLast(brokers)).toEqual(['c:1', 'a:1', 'b:1']);
    sockets.leave('a:1');
    expect(sockets.silentLast(brokers)).toEqual(['c:1', 'b:1', 'a:1']);
  });

  describe('to a broker in use', () => {
    const fetch = Buffer.from('0000000a0001000b00000001', 'hex');
    const heartbeat = Buffer.from('0000000a000c000400000002', 'hex');
    const answer = Buffer.from('0000000400000001', 'hex');
    const addressOf = ({ port }: SilentBroker): string => `127.0.0.1:${port}`;
    const silentFor = (ms: number): Promise<unknown> =>
      eventually(
        async () => sockets.inUse?.silent_ms ?? 0,
        (silent_ms) => silent_ms >= ms,
      );
    let socket: Socket;
    beforeEach(async () => {
      socket = await connected(brokers[0]!);
      await eventually(
        async () => brokers[0]!.accepted.length,
        (accepted) => accepted === 1,
      );
    });
    afterEach(() => {
      socket.destroy();
    });

    it('tell for how long it has answered nothing, until every question is answered, in whatever pieces', async () => {
      expect(sockets.inUse).toEqual({ server: addressOf(brokers[0]!), silent_ms: 0 });
      socket.write(heartbeat);
      socket.write(heartbeat);
      await silentFor(30);
      const [broker] = brokers[0]!.accepted;
      broker!.setNoDelay().write(Buffer.concat([answer, answer.subarray(0, 2)]));
      await once(socket, 'data');
      await silentFor(30);
      broker!.write(answer.subarray(2, 7));
      await once(socket, 'data');
      await silentFor(30);
      broker!.write(answer.subarray(7));
      await once(socket, 'data');
      expect(sockets.inUse?.silent_ms).toBe(0);
    });

    it('grant it the time that a fetch waits for new messages', async () => {
      socket.write(fetch);
      const begun = performance.now();
      await silentFor(1);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(FETCHING_MS_MAX);
    });

    it('name the one of several that is silent longest, and none that is left', async () => {
      const other = await connected(brokers[1]!);
      other.write(heartbeat);
      await silentFor(1);
      expect(sockets.inUse?.server).toBe(addressOf(brokers[1]!));
      const failed = once(other, 'error');
      sockets.leave(addressOf(brokers[1]!));
      await failed;
      await once(other, 'close');
      expect(sockets.inUse).toEqual({ server: addressOf(brokers[0]!), silent_ms: 0 });
      socket.destroy();
      await once(socket, 'close');
      expect(sockets.inUse).toBeUndefined();
    });
  });

  it('of a new producer are made to another broker than the silent first of the list', async () => {
    const addresses = brokers.map(({ port }) => `127.0.0.1:${port}`);
    const times = { requestTimeout: 100, retry: { retries: 0 } };
    const kafka = new LeavingKafka({ brokers: addresses, ...times, logLevel: kafkajs.logLevel.NOTHING });
    for (let attempt = 0; attempt < 2; attempt += 1) await expect(kafka.producer().connect()).rejects.toThrow();
    expect(brokers.map(({ accepted }) => accepted.length)).toEqual([1, 1]);
  });

  it.each<[string, (kafka: LeavingKafka) => Producer | Consumer | Admin]>([
    ['a producer', (kafka) => kafka.producer()],
    ['a consumer', (kafka) => kafka.consumer({ groupId: 'spec' })],
    ['an admin', (kafka) => kafka.admin()],
  ])('of %s are broken off when one of its requests was not answered in time', async (_, create) => {
    const leave = jest.spyOn(BrokerSockets.prototype, 'leave');
    const address = `127.0.0.1:${brokers[0]!.port}`;
    const times = { requestTimeout: 100, retry: { retries: 0 } };
    const kafka = new LeavingKafka({ brokers: [address], ...times, logLevel: kafkajs.logLevel.NOTHING });
    const client = create(kafka);
    await expect(client.connect()).rejects.toThrow();
    expect(leave).toHaveBeenCalledWith(address);
    await client.disconnect();
  });
});
