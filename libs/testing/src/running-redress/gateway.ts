import {
  createServer,
  request,
  type ClientRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** Which service answers what, by the beginning of the path; the first that fits. */
export type Routes = readonly (readonly [prefix: string, service: string])[];

/** Of bodies as large as this a service may refuse the head alone, and hang up. */
const LARGE_BODY_BYTES = 64 * 1024;
const EARLY_ANSWER_MS = 200;

/** One address in front of several services, as an ingress gives it: requests and answers pass through as they are. */
export class Gateway {
  private constructor(
    private readonly server: Server,
    private readonly routes: Routes,
    private readonly urlOf: (service: string) => string | undefined,
  ) {
    server.on('request', (asked: IncomingMessage, answer: ServerResponse) => this.pass(asked, answer));
    server.on('clientError', (error: Error & { rawPacket?: Buffer }, socket: Socket) =>
      this.passRaw(error.rawPacket ?? Buffer.alloc(0), socket),
    );
  }

  /** `urlOf` answers nothing while the service does not listen yet. */
  static async open(routes: Routes, urlOf: (service: string) => string | undefined): Promise<Gateway> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    const gateway = new Gateway(server, routes, urlOf);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private targetOf(path: string): URL | undefined {
    const found = this.routes.find(([prefix]) => path.startsWith(prefix)) ?? this.routes[0];
    if (found === undefined) throw new Error('A gateway needs a route.');
    const url = this.urlOf(found[1]);
    return url === undefined ? undefined : new URL(url);
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const target = this.targetOf(asked.url ?? '/');
    if (target === undefined) return void answer.destroy();
    const { hostname, port } = target;
    const { method, url: path, rawHeaders: headers } = asked;
    const passed = request({ hostname, port, method, path, headers, agent: false }, (received) => {
      answer.writeHead(received.statusCode ?? 502, received.statusMessage, received.rawHeaders);
      received.pipe(answer);
      received.on('error', () => answer.destroy());
    });
    // A client in front of a service that died sees its connection break, as it would without a gateway. A service may also answer, and
    // then stop listening to what it has refused.
    passed.on('error', () => {
      if (!answer.headersSent) answer.destroy();
    });
    asked.on('error', () => passed.destroy());
    if (Number(asked.headers['content-length'] ?? 0) < LARGE_BODY_BYTES) asked.pipe(passed);
    else passOnUnlessAnswered(asked, passed);
  }

  /** What is no HTTP is for a service to refuse. */
  private passRaw(bytes: Buffer, client: Socket): void {
    const target = this.targetOf('/');
    if (target === undefined) return void client.destroy();
    const { hostname, port } = target;
    const service = connect(Number(port), hostname);
    service.on('error', () => client.destroy());
    client.on('error', () => service.destroy());
    service.pipe(client);
    service.write(bytes);
    client.pipe(service);
  }
}

/** Sends the head, and the body only when that was not answered: an answer behind which a connection is reset may never be read. */
function passOnUnlessAnswered(asked: IncomingMessage, passed: ClientRequest): void {
  passed.flushHeaders();
  const timer = setTimeout(() => asked.pipe(passed), EARLY_ANSWER_MS);
  passed.once('response', () => {
    clearTimeout(timer);
    asked.resume();
  });
}
