import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import kafkajs, { type Admin, type Consumer, type Producer } from 'kafkajs';
import { BrokerSockets, LeavingKafka } from './broker-sockets.js';
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
