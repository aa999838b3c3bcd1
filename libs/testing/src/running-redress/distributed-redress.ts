import { DataFolder } from './data-folder.js';
import { DistributedEngines, type EnginePlaces } from './distributed-engines.js';
import { eventually } from './eventually.js';
import { Gateway } from './gateway.js';
import { lagsIn, type Lags } from './lags.js';
import type { Ending, RunningRedress, StartOptions } from './running-redress.js';
import { ServiceProcess } from './service-process.js';
import { SERVICE_ROUTES } from './service-routes.js';

const SERVICES = ['relay', ...new Set(SERVICE_ROUTES.map(([, service]) => service))];
const SETTLE_MS_MAX = 60_000;

export interface DistributedStartOptions extends StartOptions {
  readonly places?: EnginePlaces;
}

/** Every service, and the relay, as a process of its own on EventStoreDB, Kafka and MongoDB, behind one gateway. */
export async function launchDistributed(options: DistributedStartOptions): Promise<DistributedRedress> {
  const { data, env = {}, places } = options;
  const folder = await DataFolder.open(data);
  const engines = await DistributedEngines.start(folder.path, places);
  const settings = { ...engines.env, ...env };
  const services = new Map(SERVICES.map((name) => [name, ServiceProcess.launch(name, settings)]));
  const gateway = await Gateway.open(SERVICE_ROUTES, (service) => services.get(service)?.urlNow);
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

  /** The names of all processes that were started and not dismissed. */
  get names(): readonly string[] {
    return [...this.services.keys()];
  }

  /** Starts one of the processes again after it has ended, or one more of a service: `case-handling-2`, which the gateway does not ask. */
  async restart(name: string): Promise<void> {
    const again = ServiceProcess.launch(name.replace(/-\d+$/, ''), this.env);
    this.services.set(name, again);
    await again.listening();
  }

  /** Stops a process that is not needed any more. Answers its exit code. */
  async dismiss(name: string): Promise<number | null> {
    const code = await this.service(name).stop();
    this.services.delete(name);
    return code;
  }

  /** What every process tells of itself. */
  async metrics(): Promise<string> {
    const texts = await Promise.all(this.all.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
    return texts.join('\n');
  }

  async listening(): Promise<void> {
    await Promise.all(this.all.map((service) => service.listening()));
  }

  /** Looks twice: what a consumer records while it handles is at first neither published nor handled. */
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

/** The first ending that was not clean. */
function worst(endings: readonly Ending[]): Ending {
  return endings.find(({ code }) => code !== 0) ?? { code: 0, signal: null };
}
