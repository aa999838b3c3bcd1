import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePorts } from './kafka/free-ports.js';

export interface NetworkProxyOptions {
  /** Where connections lead. May be set later by {@link NetworkProxy.pointTo}; until then every connection is reset. */
  readonly target?: NetworkTarget;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default: a free one outside the range of outgoing connections, so that it is still free when healing. */
  readonly port?: number;
}

const CONNECTIONS_MAX = 1_000;

/**
 * A TCP proxy that breaks the network on command, for tests. It holds at most about 2 MiB per connection: beyond that the
 * sender feels back-pressure. Faults apply to open and new connections; several may be active at once.
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

  /** Bytes read from one side and not yet passed to the other. */
  get heldBytes(): number {
    return [...this.open].reduce((sum, connection) => sum + connection.heldBytes, 0);
  }

  /** Redirects new connections; open ones stay. */
  pointTo(target: NetworkTarget): void {
    this.target = target;
  }

  /** Delays every byte by this many milliseconds from now on (both directions add up to a round trip). */
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
   * Drops everything without notifying either side: connections stay open, new ones are accepted and lead nowhere. Data sent meanwhile
   * (up to the buffers' size) arrives after {@link heal}, as TCP would resend it.
   */
  blackHole(direction: Direction | 'both' = 'both'): void {
    this.faults.change(direction, { blackHole: true });
  }

  /** Resets (RST) every open connection, on both sides. New ones are served. */
  dropConnections(): void {
    for (const connection of this.open) connection.reset();
  }

  /** Ends one direction of every open connection in order (FIN); the other continues. */
  halfClose(direction: Direction = 'to-client'): void {
    for (const connection of this.open) connection.halfClose(direction);
  }

  /** Refuses new connections (`ECONNREFUSED`), by not listening any more. Open ones stay. */
  refuse(): void {
    this.server?.close();
    this.server = undefined;
  }

  /** Ends all faults; resolves when new connections are served again. Dropped and closed connections stay so. */
  async heal(): Promise<void> {
    this.faults.change('both', NO_FAULTS);
    this.update();
    if (this.server === undefined) await this.listen();
  }

  /** Resets open connections and stops listening. */
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

/** Where connections lead. */
export interface NetworkTarget {
  readonly host: string;
  readonly port: number;
}

/** A client's connection and the corresponding one to the target. */
class ProxiedConnection {
  private target: Socket | undefined;
  private lanes: Readonly<Record<Direction, Lane>> | undefined;
  private broken = false;

  /** Calls `onClosed` once, when both sides are closed. */
  constructor(
    private readonly client: Socket,
    private readonly destination: NetworkTarget,
    private readonly faults: NetworkFaults,
    private readonly onClosed: () => void,
  ) {
    this.watch(client);
    this.update();
  }

  /** Bytes held back, both directions together. */
  get heldBytes(): number {
    return this.lanes === undefined ? 0 : this.lanes['to-target'].heldBytes + this.lanes['to-client'].heldBytes;
  }

  /** Applies the current faults. Does not try an unreachable target, so that it notices nothing. */
  update(): void {
    if (this.faults.partitioned) return;
    if (this.broken) {
      this.reset();
    } else if (this.target === undefined) {
      this.open();
    } else {
      this.lanes?.['to-target'].pump();
      this.lanes?.['to-client'].pump();
    }
  }

  /** Ends one direction in order (FIN); the other continues. */
  halfClose(direction: Direction): void {
    this.lanes?.[direction].endEarly();
  }

  /** Resets both connections (RST). */
  reset(): void {
    this.lanes?.['to-target'].stop();
    this.lanes?.['to-client'].stop();
    breakOff(this.client);
    if (this.target !== undefined) breakOff(this.target);
  }

  private open(): void {
    const target = connect({ ...this.destination, allowHalfOpen: true, noDelay: true });
    this.target = target;
    this.watch(target);
    this.lanes = {
      'to-target': new Lane(this.client, target, () => this.faults.of('to-target')),
      'to-client': new Lane(target, this.client, () => this.faults.of('to-client')),
    };
    this.client.resume();
  }

  /** A broken side breaks the other one too, as soon as the network lets it through. */
  private watch(socket: Socket): void {
    socket.on('error', () => {
      this.broken = true;
    });
    socket.on('close', () => {
      if (this.client.destroyed && (this.target?.destroyed ?? true)) this.onClosed();
      else this.update();
    });
  }
}

/** Resets a socket. One that is just being ended is closed: libuv refuses to reset it then, and Node would forget the open handle. */
function breakOff(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}

/** Beyond this the sender is no longer read, so that its own TCP window closes as it would on a slow line. */
export const LANE_BYTES_MAX = 1_048_576;
/** Pieces per second on a limited line: many enough to be smooth, few enough to cost nothing. */
const PIECES_PER_SECOND = 50;

interface Parcel {
  readonly bytes: Buffer | 'end';
  readonly arrived_ms: number;
}

/** One direction of one connection: forwards what `source` sends to `destination`, as the faults of the moment allow. */
class Lane {
  private readonly parcels: Parcel[] = [];
  private waitingBytes = 0;
  private freeAt_ms = 0;
  private cut = false;
  private blocked = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: Socket,
    private readonly destination: Socket,
    private readonly faults: () => LaneFaults,
  ) {
    source.on('data', (bytes: Buffer) => this.take(bytes));
    source.on('end', () => this.take('end'));
    destination.on('drain', () => {
      this.blocked = false;
      this.pump();
    });
  }

  /** Bytes read from the source and not yet passed to the destination; hardly more than {@link LANE_BYTES_MAX}. */
  get heldBytes(): number {
    return this.waitingBytes;
  }

  /** Ends the destination; discards further data from the source. */
  endEarly(): void {
    if (this.cut) return;
    this.take('end');
    this.cut = true;
  }

  stop(): void {
    clearTimeout(this.timer);
    this.cut = true;
    this.parcels.length = 0;
  }

  /** Forwards whatever is allowed now. Called again when the faults change. */
  pump(): void {
    clearTimeout(this.timer);
    for (let head = this.parcels[0]; head !== undefined; head = this.parcels[0]) {
      if (this.blocked || this.faults().blackHole) return;
      const now_ms = performance.now();
      const wait_ms = Math.max(head.arrived_ms + this.faults().delay_ms, this.freeAt_ms) - now_ms;
      if (wait_ms > 0) {
        this.timer = setTimeout(() => this.pump(), wait_ms);
        return;
      }
      this.forward(head, now_ms);
    }
  }

  private take(bytes: Buffer | 'end'): void {
    if (this.cut) return;
    this.parcels.push({ bytes, arrived_ms: performance.now() });
    if (bytes !== 'end') this.waitingBytes += bytes.length;
    if (this.waitingBytes >= LANE_BYTES_MAX) this.source.pause();
    this.pump();
  }

  private forward({ bytes, arrived_ms }: Parcel, now_ms: number): void {
    this.parcels.shift();
    if (bytes === 'end') {
      this.destination.end();
      return;
    }
    const { bytesPerSecond } = this.faults();
    const piece = bytes.subarray(0, Math.max(1, Math.min(bytes.length, bytesPerSecond / PIECES_PER_SECOND)));
    if (piece.length < bytes.length) this.parcels.unshift({ bytes: bytes.subarray(piece.length), arrived_ms });
    this.freeAt_ms = now_ms + (piece.length / bytesPerSecond) * 1_000;
    this.waitingBytes -= piece.length;
    this.blocked = !this.destination.write(piece);
    if (this.waitingBytes < LANE_BYTES_MAX && this.source.isPaused()) this.source.resume();
  }
}

/** The direction of bytes: from the client to the target, or back. */
export type Direction = 'to-target' | 'to-client';

/** The current faults of one direction. */
interface LaneFaults {
  /** Delay of each byte. Bytes keep their order. */
  readonly delay_ms: number;
  /** `Infinity` without a limit. */
  readonly bytesPerSecond: number;
  /** Drops everything silently. */
  readonly blackHole: boolean;
}

const NO_FAULTS: LaneFaults = { delay_ms: 0, bytesPerSecond: Infinity, blackHole: false };

/** The faults of both directions, which connections check before forwarding. */
class NetworkFaults {
  private readonly lanes: Record<Direction, LaneFaults> = { 'to-target': NO_FAULTS, 'to-client': NO_FAULTS };

  of(direction: Direction): LaneFaults {
    return this.lanes[direction];
  }

  /** True if nothing gets through either way, not even a close or a crash. */
  get partitioned(): boolean {
    return this.lanes['to-target'].blackHole && this.lanes['to-client'].blackHole;
  }

  change(direction: Direction | 'both', change: Partial<LaneFaults>): void {
    for (const lane of directionsOf(direction)) this.lanes[lane] = { ...this.lanes[lane], ...change };
  }
}

function directionsOf(direction: Direction | 'both'): readonly Direction[] {
  return direction === 'both' ? ['to-target', 'to-client'] : [direction];
}
