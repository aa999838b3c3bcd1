import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The output of a peer whose answer never ends. */
export interface Trickle {
  /** Sent once on each new connection. */
  readonly beginning: string;
  /** Sent repeatedly after that. */
  readonly more: string;
}

const TRICKLE_MS = 20;

/**
 * A machine that freezes, for tests of its clients: it accepts connections and never answers, like a paused virtual machine or a
 * black-holed network. Unlike behind a `NetworkProxy`, a connection that was open when it froze stays silent for good, so a client recovers
 * only by reconnecting; and the peer knows which connections the clients have closed.
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

  /** Forwards connections to a port of this machine until frozen. */
  static async before(targetPort: number): Promise<SilentPeer> {
    const peer = new SilentPeer(targetPort);
    peer.server.listen(0, '127.0.0.1');
    await once(peer.server, 'listening');
    return peer;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Number of connections that clients have not closed. */
  get connections(): number {
    return this.clients.size;
  }

  /** Goes silent on every connection, or sends the given trickle on new ones. */
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
    // A client's close is noticed only while reading.
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
