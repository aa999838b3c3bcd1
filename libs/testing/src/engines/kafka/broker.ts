import { execFile, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeBrokerFiles, type BrokerPlace, type BrokerSettings } from './broker-files.js';
import { startWatchedJava } from './watched-java.js';

export interface BrokerOptions extends BrokerSettings {
  /** The folder with Kafka's jars. */
  readonly jars: string;
  /** The same for all brokers of a cluster. */
  readonly clusterId: string;
  readonly heapMegabytes: number;
  /** Given to Kafka's storage tool when the data folder is made: `--add-scram`. */
  readonly formatting: readonly string[];
}

const FORMATTING_MS_MAX = 60_000;
/** Quick to start rather than quick when warm. */
const QUICK_START = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** One Kafka broker, which is also a controller, as a process. */
export class Broker {
  private process: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly options: BrokerOptions) {}

  get place(): BrokerPlace {
    return this.options.place;
  }

  get isRunning(): boolean {
    return this.process !== undefined;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Starts the process on the folder's data. Resolves before it serves. */
  async start(): Promise<void> {
    if (this.isRunning) return;
    const { jars, place, heapMegabytes } = this.options;
    const { properties, logging } = writeBrokerFiles(this.options);
    if (!existsSync(join(place.folder, 'data'))) await this.format(properties, logging);
    const java = [`-Xmx${heapMegabytes}m`, ...this.classes(jars, logging), 'kafka.Kafka', properties];
    const child = startWatchedJava(java, join(place.folder, 'output.txt'));
    this.process = child;
    this.ended = new Promise((resolve) => {
      const end = (): void => {
        this.process = undefined;
        resolve();
      };
      child.once('exit', end);
      child.once('error', end);
    });
  }

  /** kill -9. Resolves when the process is gone. */
  async kill(): Promise<void> {
    this.process?.kill('SIGKILL');
    await this.ended;
  }

  private async format(properties: string, logging: string): Promise<void> {
    const tool = [
      'kafka.tools.StorageTool',
      'format',
      '-t',
      this.options.clusterId,
      '-c',
      properties,
      ...this.options.formatting,
    ];
    await promisify(execFile)('java', [...this.classes(this.options.jars, logging), ...tool], {
      timeout: FORMATTING_MS_MAX,
    });
  }

  private classes(jars: string, logging: string): readonly string[] {
    return [...QUICK_START, `-Dlog4j2.configurationFile=${logging}`, '-cp', join(jars, '*')];
  }
}
