import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { DistributedEngines, type EnginePlaces } from './distributed-engines.js';
import { eventually } from './eventually.js';
import type { Ending, RunningRedress, StartOptions } from './running-redress.js';
import { DataFolder, type Lags, lagsIn, ServiceProcess } from './service-process.js';

/** Routes by path prefix; the first match applies. */
type Routes = readonly (readonly [prefix: string, service: string])[];

/** The routes of an ingress. `tools/deploy/one-port.int.spec.ts` checks them against the API description. */
export const SERVICE_ROUTES: Routes = [
  ['/api/complaints', 'intake'],
  ['/api/track', 'intake'],
  ['/api/cases', 'case-handling'],
  ['/api/policies', 'case-handling'],
  ['/api/calendars', 'case-handling'],
  ['/api/staff', 'case-handling'],
  ['/api/notifications', 'notification'],
  ['/api/analytics', 'analytics'],
  ['/api/compliance', 'compliance'],
  ['/api/session', 'identity'],
  ['/api/accounts', 'identity'],
  ['/policy', 'web'],
  ['/complain', 'web'],
  ['/track', 'web'],
  ['/assets', 'web'],
  ['/sign-in', 'web'],
  ['/work', 'web'],
  ['/cases', 'web'],
  ['/tasks', 'web'],
  ['/letters', 'web'],
  ['/calls', 'web'],
  ['/failures', 'web'],
  ['/activity', 'web'],
  ['/deadlines', 'web'],
  ['/figures', 'web'],
  ['/compliance', 'web'],
  ['/admin', 'web'],
  ['/account', 'web'],
  // The front page; and any process can refuse an unknown path.
  ['/', 'web'],
];

const SERVICES = ['relay', ...new Set(SERVICE_ROUTES.map(([, service]) => service))];
const SETTLE_MS_MAX = 60_000;

export interface DistributedStartOptions extends StartOptions {
  readonly places?: EnginePlaces;
}

/** Runs every service and the relay as separate processes on EventStoreDB, Kafka and MongoDB, behind one gateway. */
export async function launchDistributed(options: DistributedStartOptions): Promise<DistributedRedress> {
  const { data, env = {}, places } = options;
  const folder = await DataFolder.open(data);
  const engines = await DistributedEngines.start(folder.path, places);
  const services = new Map<string, ServiceProcess>();
  const gateway = await Gateway.open(SERVICE_ROUTES, (service) => services.get(service)?.urlNow);
  // By the gateway, since nobody knows yet where the services will listen.
  const asked = { REDRESS_INTAKE_URL: gateway.url, REDRESS_CASE_HANDLING_URL: gateway.url };
  const settings = { ...engines.env, ...asked, ...env };
  for (const name of SERVICES) services.set(name, ServiceProcess.launch(name, settings));
  return new DistributedRedress(services, engines, gateway, folder, settings);
}

export class DistributedRedress implements RunningRedress {
  constructor(
    private readonly services: Map<string, ServiceProcess>,
    readonly engines: DistributedEngines,
    private readonly gateway: Gateway,
    private readonly folder: DataFolder,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return this.gateway.url;
  }

  get data(): string {
    return this.folder.path;
  }

  get output(): string {
    return this.all.map(({ output }) => output).join('');
  }

  get ended(): Promise<Ending> {
    return Promise.all(this.all.map(({ ended }) => ended)).then(worst);
  }

  /** One of the processes: `intake`, `relay`. */
  service(name: string): ServiceProcess {
    const found = this.services.get(name);
    if (found === undefined) throw new RangeError(`There is no service ${name}.`);
    return found;
  }

  /** The names of all started processes, without dismissed ones. */
  get names(): readonly string[] {
    return [...this.services.keys()];
  }

  /** Restarts a process after it has ended, or starts another one of a service: `case-handling-2`, which the gateway does not use. */
  async restart(name: string): Promise<void> {
    const again = ServiceProcess.launch(name.replace(/-\d+$/, ''), this.env);
    this.services.set(name, again);
    await again.listening();
  }

  /** Stops a process that is no longer needed. Returns its exit code. */
  async dismiss(name: string): Promise<number | null> {
    const code = await this.service(name).stop();
    this.services.delete(name);
    return code;
  }

  /** The metrics of every process. */
  async metrics(): Promise<string> {
    const texts = await Promise.all(this.all.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
    return texts.join('\n');
  }

  async listening(): Promise<void> {
    await Promise.all(this.all.map((service) => service.listening()));
  }

  /** Checks twice: events that a consumer records while handling are at first neither published nor handled. */
  async settled(): Promise<void> {
    const lags = async (): Promise<Lags> => lagsIn(await this.metrics());
    for (let look = 0; look < 2; look += 1) await eventually(lags, isNothing, SETTLE_MS_MAX);
  }

  signal(name: NodeJS.Signals): void {
    for (const service of this.all) service.signal(name);
  }

  async kill(): Promise<void> {
    await Promise.all([...this.all.map((service) => service.kill()), this.engines.eventStore.kill()]);
    await this.gateway.close();
  }

  async stop(): Promise<number | null> {
    const codes = await Promise.all(this.all.map((service) => service.stop()));
    await this.engines.eventStore.stop();
    await this.gateway.close();
    return codes.find((code) => code !== 0) ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.all.some(({ isRunning }) => isRunning)) await this.kill();
    await this.engines.eventStore.stop();
    await this.folder.release();
  }

  private get all(): readonly ServiceProcess[] {
    return [...this.services.values()];
  }
}

function isNothing({ consumers, relays }: Lags): boolean {
  return consumers.length > 0 && relays.length > 0 && [...consumers, ...relays].every((lag) => lag === 0);
}

/** The first unclean exit. */
function worst(endings: readonly Ending[]): Ending {
  return endings.find(({ code }) => code !== 0) ?? { code: 0, signal: null };
}

/** The size from which a service may refuse a request by its head alone, and close the connection. */
const LARGE_BODY_BYTES = 64 * 1024;
const EARLY_ANSWER_MS = 200;

/** One address in front of several services, like an ingress: passes requests and answers through unchanged. */
class Gateway {
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

  /** `urlOf` returns undefined while the service does not listen yet. */
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
      // A stream without end would stay open in the service when its reader has gone.
      answer.on('close', () => received.destroy());
    });
    // Breaks the connection of a client whose service died, as without a gateway. A service may also answer, and then stop reading a
    // refused body.
    passed.on('error', () => {
      if (!answer.headersSent) answer.destroy();
    });
    asked.on('error', () => passed.destroy());
    if (Number(asked.headers['content-length'] ?? 0) < LARGE_BODY_BYTES) asked.pipe(passed);
    else passOnUnlessAnswered(asked, passed);
  }

  /** Passes anything that is not HTTP on to a service, which refuses it. */
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

/** Sends the head, and the body only if that was not answered: an answer followed by a reset may never be read. */
function passOnUnlessAnswered(asked: IncomingMessage, passed: ClientRequest): void {
  passed.flushHeaders();
  const timer = setTimeout(() => asked.pipe(passed), EARLY_ANSWER_MS);
  passed.once('response', () => {
    clearTimeout(timer);
    asked.resume();
  });
}
