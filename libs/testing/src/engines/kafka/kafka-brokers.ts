import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kafkajs, { type Admin } from 'kafkajs';
import { Broker, type BrokerPlace, type ExtraListener } from './broker.js';
import { freePorts } from './free-ports.js';
import { kafkaJars } from './kafka-jars.js';

/** A Kafka shared by specs: named by `REDRESS_TEST_KAFKA`, or started on request. */
export interface KafkaForSpecs {
  /** `host:port` of every broker. */
  readonly addresses: readonly string[];
  /** Stops it if this call started it. */
  stop(): Promise<void>;
}

/** `REDRESS_TEST_KAFKA`: the brokers of a running Kafka, `host:port`, separated by commas. */
export async function kafkaForSpecs(environment: NodeJS.ProcessEnv = process.env): Promise<KafkaForSpecs> {
  const given = environment['REDRESS_TEST_KAFKA'] ?? '';
  if (given !== '') return { addresses: given.split(','), stop: async () => undefined };
  return KafkaBrokers.start();
}

export interface KafkaBrokersOptions {
  /** 1 or 3. Default 1. */
  readonly count?: 1 | 3;
  /** Folder of the brokers' files, which is kept. Default: a temporary one, removed by `stop`. */
  readonly folder?: string;
  /** Broker properties in addition to, or in place of, those of development. */
  readonly properties?: { readonly [name: string]: string };
  /** A listener on separate ports, see `extraAddresses`; its properties begin with `listener.name.extra.`. */
  readonly extraListener?: ExtraListener;
  /** Arguments for Kafka's storage tool when the data folders are created: `--add-scram`. */
  readonly formatting?: readonly string[];
}

const SERVING_MS_MAX = 90_000;
const HEAP_MEGABYTES_ALONE = 512;
const HEAP_MEGABYTES_OF_THREE = 256;

/** A real Kafka of one or three brokers (KRaft, plain text) on free ports of 127.0.0.1. Ends with this process in any case. */
export class KafkaBrokers {
  private constructor(
    private readonly all: readonly Broker[],
    private readonly temporaryFolder: string | undefined,
  ) {}

  /** Resolves when every broker serves, including consumer groups. The very first start downloads the jars by Maven. */
  static async start(options: KafkaBrokersOptions = {}): Promise<KafkaBrokers> {
    const { count = 1, properties = {}, extraListener, formatting = [] } = options;
    const jars = await kafkaJars();
    const temporaryFolder = options.folder === undefined ? mkdtempSync(join(tmpdir(), 'redress-kafka-')) : undefined;
    const cluster = await places(count, options.folder ?? temporaryFolder ?? '');
    const clusterId = `R${randomBytes(16).toString('base64url').slice(1)}`;
    const heapMegabytes = count === 1 ? HEAP_MEGABYTES_ALONE : HEAP_MEGABYTES_OF_THREE;
    const same = { cluster, properties, jars, clusterId, heapMegabytes, formatting };
    const extra = extraListener === undefined ? {} : { extraListener };
    const brokers = cluster.map((place) => new Broker({ place, ...same, ...extra }));
    const started = new KafkaBrokers(brokers, temporaryFolder);
    try {
      await Promise.all(brokers.map((broker) => broker.start()));
      await started.untilServing(started.addresses);
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  /** `127.0.0.1:port` of every broker, running or not. */
  get addresses(): readonly string[] {
    return this.all.map(({ place }) => `127.0.0.1:${place.port}`);
  }

  /** `127.0.0.1:port` of every broker's listener `EXTRA`. */
  get extraAddresses(): readonly string[] {
    return this.all.map(({ place }) => `127.0.0.1:${place.extraPort}`);
  }

  /** A connection string for a topic of these brokers. */
  url(topic: string, query = ''): string {
    return `kafka://${this.addresses.join(',')}/${topic}${query}`;
  }

  /** Process ids of the brokers that run. */
  get pids(): readonly number[] {
    return this.all.flatMap(({ pid }) => pid ?? []);
  }

  /** The id of the broker that leads a partition. Rejects if there is none. */
  async leaderOf(topic: string, partition: number): Promise<number> {
    const { topics } = await this.ask((admin) => admin.fetchTopicMetadata({ topics: [topic] }));
    const found = topics[0]?.partitions.find(({ partitionId }) => partitionId === partition);
    if (found === undefined || found.leader < 0) throw new Error(`Partition ${partition} of ${topic} has no leader.`);
    return found.leader;
  }

  /** kill -9 of one broker. Ids are 1, 2, 3. */
  kill(id: number): Promise<void> {
    return this.broker(id).kill();
  }

  /** Suspends one broker (`kill -STOP`): it still accepts connections, but never answers. */
  freeze(id: number): void {
    this.broker(id).freeze(true);
  }

  /** Resumes a frozen broker. */
  wake(id: number): void {
    this.broker(id).freeze(false);
  }

  /** Starts a killed broker on the same ports and files. Resolves when it serves. */
  async restart(id: number): Promise<void> {
    const broker = this.broker(id);
    await broker.start();
    // Queries this broker itself: the others may not have noticed yet that it was down.
    await this.untilServing([`127.0.0.1:${broker.place.port}`]);
  }

  /** Queries a running broker, on separate connections. */
  ask: <Answer>(question: Parameters<typeof askBrokers<Answer>>[1]) => Promise<Answer> = (question) =>
    askBrokers(this.runningAddresses, question);

  /** Kills all brokers and removes a temporary folder. Idempotent. */
  async stop(): Promise<void> {
    await Promise.all(this.all.map((broker) => broker.kill()));
    if (this.temporaryFolder !== undefined) rmSync(this.temporaryFolder, { recursive: true, force: true });
  }

  private get runningAddresses(): readonly string[] {
    return this.all.flatMap(({ isRunning, place }) => (isRunning ? [`127.0.0.1:${place.port}`] : []));
  }

  private broker(id: number): Broker {
    const broker = this.all.find(({ place }) => place.id === id);
    if (broker === undefined) throw new Error(`There is no broker ${id}.`);
    return broker;
  }

  private untilServing(asked: readonly string[]): Promise<void> {
    const { length } = this.runningAddresses;
    const someEnded = (): boolean => this.runningAddresses.length < length;
    return untilServing(asked, length, SERVING_MS_MAX, someEnded);
  }
}

async function places(count: number, folder: string): Promise<readonly BrokerPlace[]> {
  const ports = await freePorts(count * 3);
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    port: Number(ports[index * 3]),
    controllerPort: Number(ports[index * 3 + 1]),
    extraPort: Number(ports[index * 3 + 2]),
    folder: join(folder, `broker-${index + 1}`),
  }));
}

const ATTEMPT_MS = 3_000;
const PAUSE_MS = 100;

calmRequestTimers();

/** Queries a cluster once, on separate connections. Rejects without an answer within seconds. */
async function askBrokers<Answer>(
  brokers: readonly string[],
  question: (admin: Admin) => Promise<Answer>,
): Promise<Answer> {
  const kafka = new kafkajs.Kafka({
    clientId: 'redress-testing',
    brokers: [...brokers],
    connectionTimeout: ATTEMPT_MS,
    requestTimeout: ATTEMPT_MS,
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 1, initialRetryTime: PAUSE_MS },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await question(admin);
  } finally {
    await admin.disconnect();
  }
}

/**
 * Resolves when the cluster has as many brokers as expected and coordinates consumer groups: only then does it serve consumers. Rejects
 * after the deadline, or as soon as `isHopeless` says so.
 */
async function untilServing(
  brokers: readonly string[],
  expected: number,
  deadline_ms: number,
  isHopeless: () => boolean,
): Promise<void> {
  const end = performance.now() + deadline_ms;
  for (;;) {
    try {
      await askBrokers(brokers, (admin) => requireServing(admin, expected));
      return;
    } catch (error) {
      if (isHopeless() || performance.now() > end) throw new Error('Kafka did not start to serve.', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function requireServing(admin: Admin, expected: number): Promise<void> {
  const { brokers } = await admin.describeCluster();
  if (brokers.length < expected) throw new Error(`Only ${brokers.length} of ${expected} brokers are there.`);
  await admin.fetchOffsets({ groupId: 'redress-testing' });
}

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

/**
 * kafkajs 2.2.4 checks for waiting requests on a timer even if none waits, with a negative delay: Node treats that as 1 ms and warns
 * (`TimeoutNegativeWarning`), and each check sets the next timer. Checking only while a request waits loses nothing.
 */
function calmRequestTimers(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype: RequestQueue & { isCalm?: true };
  };
  if (prototype.isCalm) return;
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.isCalm = true;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
}
