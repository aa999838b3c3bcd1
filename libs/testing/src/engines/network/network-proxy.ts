import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { freePorts } from '../kafka/free-ports.js';
import { NetworkFaults, NO_FAULTS, type Direction } from './network-faults.js';
import { ProxiedConnection, type NetworkTarget } from './proxied-connection.js';

export interface NetworkProxyOptions {
  /** Where connections lead. May be set later by {@link NetworkProxy.pointTo}; until then every connection is reset. */
  readonly target?: NetworkTarget;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default: a free one outside of the range that outgoing connections are given, so that healing always finds it free again. */
  readonly port?: number;
}

const CONNECTIONS_MAX = 1_000;

/**
 * A TCP proxy that breaks the network on command, for tests. It holds at most about 2 MiB per connection: beyond that the
 * sender feels back-pressure. Faults apply to connections that are open and to those that come; several may be in force at once.
 *
 * Kafka's clients reconnect to the addresses that brokers advertise. So start the proxy first, let the broker advertise the
 * proxy's port, and {@link pointTo} the broker then.
 */
export class NetworkProxy implements AsyncDisposable {
  private readonly faults = new NetworkFaults();
  private readonly open = new Set<ProxiedConnection>();
  private server: Server | undefined;
  private target: NetworkTarget | undefined;

  private constructor(
    readonly host: string,
    readonly port: number,
    target: NetworkTarget | undefined,
  ) {
    this.target = target;
  }

  /** Resolves when it listens. Rejects with Node's error (`EADDRINUSE`) when the port is taken. */
  static async start({ target, host = '127.0.0.1', port }: NetworkProxyOptions = {}): Promise<NetworkProxy> {
    const proxy = new NetworkProxy(host, port ?? Number((await freePorts(1))[0]), target);
    await proxy.listen();
    return proxy;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.open.size;
  }

  /** Bytes that were read from one side and not yet given to the other. */
  get heldBytes(): number {
    return [...this.open].reduce((sum, connection) => sum + connection.heldBytes, 0);
  }

  /** New connections lead there; open ones stay where they are. */
  pointTo(target: NetworkTarget): void {
    this.target = target;
  }

  /** Every byte is this many milliseconds under way from now on (so both directions add up to a round trip). */
  delay(ms: number, direction: Direction | 'both' = 'both'): void {
    this.faults.change(direction, { delay_ms: ms });
    this.update();
  }

  /** Each connection carries at most this many bytes a second, each way. */
  limitBandwidth(bytesPerSecond: number, direction: Direction | 'both' = 'both'): void {
    if (!(bytesPerSecond > 0)) throw new RangeError('A line carries more than 0 bytes a second; see blackHole().');
    this.faults.change(direction, { bytesPerSecond });
    this.update();
  }

  /**
   * Nothing arrives any more and nobody is told: connections stay open, new ones are accepted and lead nowhere. What was
   * sent meanwhile (as much as the buffers take) arrives after {@link heal}, as TCP would send it again.
   */
  blackHole(direction: Direction | 'both' = 'both'): void {
    this.faults.change(direction, { blackHole: true });
  }

  /** Resets (RST) every open connection, on both sides. New ones are served. */
  dropConnections(): void {
    for (const connection of this.open) connection.reset();
  }

  /** Ends one direction of every open connection in order (FIN), while the other one goes on. */
  halfClose(direction: Direction = 'to-client'): void {
    for (const connection of this.open) connection.halfClose(direction);
  }

  /** Refuses new connections (`ECONNREFUSED`), by not listening any more. Open ones stay. */
  refuse(): void {
    this.server?.close();
    this.server = undefined;
  }

  /** Ends all faults; resolves when new connections are served again. What was dropped or closed stays so. */
  async heal(): Promise<void> {
    this.faults.change('both', NO_FAULTS);
    this.update();
    if (this.server === undefined) await this.listen();
  }

  /** Resets what is open and stops listening. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    const closed = server === undefined ? undefined : once(server, 'close');
    server?.close();
    this.dropConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private async listen(): Promise<void> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (c) => this.accept(c));
    server.maxConnections = CONNECTIONS_MAX;
    server.listen(this.port, this.host);
    await once(server, 'listening');
    this.server = server;
  }

  private accept(client: Socket): void {
    if (this.target === undefined) {
      client.resetAndDestroy();
      return;
    }
    const connection = new ProxiedConnection(client, this.target, this.faults, () => this.open.delete(connection));
    this.open.add(connection);
  }

  private update(): void {
    for (const connection of this.open) connection.update();
  }
}
