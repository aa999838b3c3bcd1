import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a peer says that never comes to an end. */
export interface Trickle {
  /** Said once, on each new connection. */
  readonly beginning: string;
  /** Said again and again after that. */
  readonly more: string;
}

const TRICKLE_MS = 20;

/**
 * A machine that freezes, for tests of its clients: it accepts connections and never speaks, as a paused virtual machine and a network that
 * swallows do. Unlike behind a `NetworkProxy`, a connection that it was frozen on stays silent for ever, so a client recovers only by
 * connecting anew; and connections that the clients have closed are known.
 */
export class SilentPeer implements AsyncDisposable {
  /** Connections accepted so far. */
  accepted = 0;
  private mood: 'speaks' | 'silent' | Trickle = 'speaks';
  private readonly clients = new Set<Socket>();
  private readonly silencers = new Set<() => void>();
  private readonly server: Server;

  private constructor(private readonly targetPort: number) {
    this.server = createServer((client) => this.accept(client));
  }

  /** Passes on what comes to a port of this machine, until it freezes. */
  static async before(targetPort: number): Promise<SilentPeer> {
    const peer = new SilentPeer(targetPort);
    peer.server.listen(0, '127.0.0.1');
    await once(peer.server, 'listening');
    return peer;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections that the clients have not closed. */
  get connections(): number {
    return this.clients.size;
  }

  /** Says nothing more on any connection, but a trickle on new ones if there is one. */
  freeze(trickle?: Trickle): void {
    this.mood = trickle ?? 'silent';
    for (const silence of this.silencers) silence();
    this.silencers.clear();
  }

  /** Serves new connections. */
  wake(): void {
    this.mood = 'speaks';
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private accept(client: Socket): void {
    this.accepted += 1;
    this.clients.add(client);
    client.on('error', () => undefined);
    client.on('close', () => this.clients.delete(client));
    // That a client has closed is seen only by reading on.
    client.resume();
    if (this.mood === 'speaks') this.passOn(client);
    else if (this.mood !== 'silent') speakOn(client, this.mood);
  }

  private passOn(client: Socket): void {
    const target = connect({ host: '127.0.0.1', port: this.targetPort });
    const forward = (bytes: Buffer): void => void target.write(bytes);
    const end = (): void => void client.destroy();
    const silence = (): void => {
      client.off('data', forward);
      target.off('close', end).destroy();
    };
    this.silencers.add(silence);
    client.on('data', forward);
    client.on('close', () => {
      this.silencers.delete(silence);
      target.destroy();
    });
    target.on('data', (bytes) => client.write(bytes));
    target.on('error', () => undefined);
    target.on('close', end);
  }
}

function speakOn(client: Socket, { beginning, more }: Trickle): void {
  client.write(beginning);
  const timer = setInterval(() => client.write(more), TRICKLE_MS);
  client.on('close', () => clearInterval(timer));
}
