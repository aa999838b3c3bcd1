import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface BrokerOptions extends BrokerSettings {
  /** The folder with Kafka's jars. */
  readonly jars: string;
  /** The same for all brokers of a cluster. */
  readonly clusterId: string;
  readonly heapMegabytes: number;
  /** Arguments for Kafka's storage tool when the data folder is created: `--add-scram`. */
  readonly formatting: readonly string[];
}

const FORMATTING_MS_MAX = 60_000;
/** Optimized for a quick start rather than warm speed. */
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

  /** Suspends or resumes its process. */
  freeze(isFrozen: boolean): void {
    this.process?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
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

/** The addresses and folder of one broker. */
export interface BrokerPlace {
  /** From 1. */
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly folder: string;
  /** Port of the listener `EXTRA`, if any. */
  readonly extraPort?: number;
}

/** A listener besides the plain one, such as one with TLS and passwords. */
export interface ExtraListener {
  /** One of Kafka's security protocols: `SASL_SSL`. */
  readonly protocol: string;
}

interface BrokerSettings {
  readonly place: BrokerPlace;
  /** All brokers of the cluster, this one included. */
  readonly cluster: readonly BrokerPlace[];
  /** In addition to, or in place of, the properties below. */
  readonly properties: { readonly [name: string]: string };
  readonly extraListener?: ExtraListener;
}

/** Writes the configuration of a broker. Returns the paths of the files. */
function writeBrokerFiles(settings: BrokerSettings): { readonly properties: string; readonly logging: string } {
  const { folder } = settings.place;
  mkdirSync(folder, { recursive: true });
  const properties = join(folder, 'server.properties');
  const logging = join(folder, 'log4j2.properties');
  const all = { ...brokerProperties(settings), ...extraListenerProperties(settings), ...settings.properties };
  writeFileSync(properties, lines(all));
  writeFileSync(logging, lines(loggingProperties(join(folder, 'broker.log'))));
  return { properties, logging };
}

function brokerProperties({ place, cluster }: BrokerSettings): { readonly [name: string]: string } {
  const replicas = String(cluster.length);
  const inSync = String(Math.max(1, cluster.length - 1));
  return {
    'process.roles': 'broker,controller',
    'node.id': String(place.id),
    'controller.quorum.voters': cluster.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(','),
    listeners: `PLAINTEXT://127.0.0.1:${place.port},CONTROLLER://127.0.0.1:${place.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${place.port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(place.folder, 'data'),
    'auto.create.topics.enable': 'false',
    'offsets.topic.num.partitions': '3',
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
    'group.initial.rebalance.delay.ms': '0',
    // Shortens the wait for a dead member (half a minute) and a dead broker (nine seconds).
    'group.min.session.timeout.ms': '1000',
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '500',
    // 128 MB by default, too much for three small heaps.
    'log.cleaner.dedupe.buffer.size': '8388608',
  };
}

function extraListenerProperties(settings: BrokerSettings): { readonly [name: string]: string } {
  const { place, extraListener } = settings;
  if (extraListener === undefined || place.extraPort === undefined) return {};
  const plain = brokerProperties(settings);
  const listener = `EXTRA://127.0.0.1:${place.extraPort}`;
  return {
    listeners: `${plain['listeners'] ?? ''},${listener}`,
    'advertised.listeners': `${plain['advertised.listeners'] ?? ''},${listener}`,
    'listener.security.protocol.map': `${plain['listener.security.protocol.map'] ?? ''},EXTRA:${extraListener.protocol}`,
  };
}

function loggingProperties(file: string): { readonly [name: string]: string } {
  return {
    'appender.file.type': 'File',
    'appender.file.name': 'file',
    'appender.file.fileName': file,
    'appender.file.layout.type': 'PatternLayout',
    'appender.file.layout.pattern': '%d %p %c: %m%n',
    'rootLogger.level': 'warn',
    'rootLogger.appenderRef.file.ref': 'file',
  };
}

function lines(properties: { readonly [name: string]: string }): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/**
 * Java does not notice the end of the process that started it. So a shell watches a pipe that only this process holds: if it closes
 * without a message, this process has died, and the shell kills Java; after a message, Java has ended by itself.
 */
const WATCH = 'exec 3<&0 </dev/null; (read -r word <&3 || kill -9 $$) & exec java "$@" 3<&-';

/** Starts a Java process that does not outlive this one. Appends its output to `output`. The `pid` is that of Java itself. */
function startWatchedJava(args: readonly string[], output: string): ChildProcess {
  const file = openSync(output, 'a');
  const child = spawn('sh', ['-c', WATCH, 'java', ...args], { stdio: ['pipe', file, file] });
  closeSync(file);
  child.stdin?.on('error', () => undefined); // the watcher may be gone first
  child.once('exit', () => child.stdin?.end('ended\n'));
  return child;
}
