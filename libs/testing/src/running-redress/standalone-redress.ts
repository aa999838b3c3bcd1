import { DataFolder, lagsIn, ServiceProcess } from './service-process.js';
import { eventually } from './eventually.js';
import type { Ending, RunningRedress, StartOptions } from './running-redress.js';

/** Everything in one process on the engines in its data folder. */
export async function launchStandalone({ data, env = {} }: StartOptions): Promise<RunningRedress> {
  const folder = await DataFolder.open(data);
  const settings = { REDRESS_DATA: folder.path, ...env };
  return new StandaloneRedress(ServiceProcess.launch('standalone', settings), folder, settings);
}

class StandaloneRedress implements RunningRedress {
  constructor(
    private readonly process: ServiceProcess,
    private readonly folder: DataFolder,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return this.process.url;
  }

  get data(): string {
    return this.folder.path;
  }

  get output(): string {
    return this.process.output;
  }

  get ended(): Promise<Ending> {
    return this.process.ended;
  }

  listening(): Promise<void> {
    return this.process.listening();
  }

  async settled(): Promise<void> {
    await eventually(
      async () => lagsIn(await (await fetch(`${this.url}/metrics`)).text()),
      ({ consumers }) => consumers.length > 0 && consumers.every((events) => events === 0),
    );
  }

  signal(name: NodeJS.Signals): void {
    this.process.signal(name);
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  stop(): Promise<number | null> {
    return this.process.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.isRunning) await this.process.kill();
    await this.folder.release();
  }
}
