import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';

/** The variable for a server instead of the stand-in: `mongodb://...`, without a path. */
const variable = 'REDRESS_TEST_MONGODB';

/**
 * A MongoDB for one spec file: the server named by `REDRESS_TEST_MONGODB`, or else a stand-in in memory. Each prefix has separate
 * databases, so that specs sharing the server do not collide.
 */
export class MongoDbForSpecs {
  private readonly prefixes = new Set<string>();

  private constructor(
    private readonly server: string,
    private readonly standIn: MongoDbStandIn | undefined,
  ) {}

  static async start(): Promise<MongoDbForSpecs> {
    const given = process.env[variable]?.trim() ?? '';
    if (given !== '') return new MongoDbForSpecs(given, undefined);
    const standIn = await MongoDbStandIn.start();
    return new MongoDbForSpecs(standIn.url, standIn);
  }

  /** Returns a URL with an unused prefix as its path. */
  freshUrl(): string {
    const prefix = `spec-${randomBytes(6).toString('hex')}`;
    this.prefixes.add(prefix);
    const [address, query] = this.server.split('?', 2) as [string, string?];
    return `${address.replace(/\/$/, '')}/${prefix}${query === undefined ? '' : `?${query}`}`;
  }

  /** Drops every database of the prefixes given out so far. */
  async dropDatabases(): Promise<void> {
    const client = new MongoClient(this.server, { appName: 'redress-specs' });
    try {
      const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
      const dropped = databases.filter(({ name }) =>
        [...this.prefixes].some((prefix) => name.startsWith(`${prefix}-`)),
      );
      for (const { name } of dropped) await client.db(name).dropDatabase();
      this.prefixes.clear();
    } finally {
      await client.close();
    }
  }

  /** Drops the remaining databases and stops the stand-in. */
  async stop(): Promise<void> {
    try {
      await this.dropDatabases();
    } finally {
      await this.standIn?.stop();
    }
  }
}

export interface MongoDbStandInOptions {
  /** Folder of its data, which survives a kill. Default: in memory. */
  readonly folder?: string;
  /** Default: a free one. */
  readonly port?: number;
}

/**
 * A server that speaks MongoDB's protocol, for machines without MongoDB: mongo-java-server, a separate process on loopback.
 * It ends with the process that started it in any case. Its limits: docs/reference/mongodb-stand-in.md.
 */
export class MongoDbStandIn {
  private constructor(
    private running: StandInProcess,
    private readonly file: string | undefined,
  ) {}

  /** Resolves when it accepts connections. Needs Java 17; the very first time also Maven, which downloads 5 MB. */
  static async start({ folder, port = 0 }: MongoDbStandInOptions = {}): Promise<MongoDbStandIn> {
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    const file = folder === undefined ? undefined : join(folder, 'mongodb.mv');
    return new MongoDbStandIn(await StandInProcess.start(port, file), file);
  }

  /** `mongodb://127.0.0.1:PORT`, the same after a restart. */
  get url(): string {
    return `mongodb://127.0.0.1:${this.running.port}`;
  }

  /** SIGKILL: acknowledged writes are in the folder, those in progress are there completely or not at all. */
  kill(): Promise<void> {
    return this.running.kill();
  }

  /** Starts it again on the same port, killing it first if it runs. */
  async restart(): Promise<void> {
    await this.running.kill();
    this.running = await StandInProcess.start(this.running.port, this.file);
  }

  /** Stops it. Keeps a given folder. */
  stop(): Promise<void> {
    return this.running.kill();
  }
}

const startMsMax = 30_000;
const heapMebibytes = 512;

/** One run of the stand-in's server. */
class StandInProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** Resolves when it accepts connections. Port 0 means any that is free. Without a file it keeps everything in memory. */
  static async start(port: number, file: string | undefined): Promise<StandInProcess> {
    const jars = join(await standInJars(), '*');
    const options = [`-Xmx${heapMebibytes}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', jars];
    const child = spawn('java', [...options, standInProgram, String(port), ...(file === undefined ? [] : [file])], {
      // Ends when its standard input closes, which signals the end of this process.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined);
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints = `${complaints}${chunk.toString()}`.slice(-2_000);
    });
    const listening = await announcedPort(child);
    if (listening !== undefined) return new StandInProcess(child, listening);
    child.kill('SIGKILL');
    throw new Error(`The stand-in for MongoDB did not start. ${complaints}`);
  }

  /** Kills its process like a crash. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}

async function announcedPort(child: ChildProcess): Promise<number | undefined> {
  const lines = createInterface({ input: child.stdout! });
  const signal = AbortSignal.timeout(startMsMax);
  try {
    const failed = once(child, 'error', { signal }).then(([error]) => Promise.reject(error as Error));
    const ended = once(lines, 'close', { signal }).then(() => []);
    const announced = once(lines, 'line', { signal });
    const [line] = (await Promise.race([announced, ended, failed])) as readonly (string | undefined)[];
    const port = /^listening on (\d+)$/.exec(line ?? '')?.[1];
    return port === undefined ? undefined : Number(port);
  } catch {
    return undefined;
  }
}

/** Files beside the sources: found from `src` and from `dist` alike. */
const resources = join(import.meta.dirname, '../../../engines/mongodb');
const cache = join(import.meta.dirname, '../../../../../.cache/engines');
const downloadMsMax = 5 * 60_000;

/** The program that serves the stand-in, in Java. */
const standInProgram = join(resources, 'Main.java');

/**
 * Returns the folder of the stand-in's jars, which Maven downloads the first time. Concurrent processes download separately, and the
 * first to finish renames its folder to the final name.
 */
async function standInJars(): Promise<string> {
  const pom = join(resources, 'pom.xml');
  const version = /<mongo-java-server\.version>([\d.]+)</.exec(readFileSync(pom, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${pom} names no version of the stand-in.`);
  const jars = join(cache, `mongodb-stand-in-${version}`);
  if (existsSync(jars)) return jars;
  mkdirSync(cache, { recursive: true });
  const fetched = mkdtempSync(join(cache, 'mongodb-stand-in-fetching-'));
  try {
    await fetchJars(pom, fetched);
    renameSync(fetched, jars);
  } catch (error) {
    if (!existsSync(jars)) throw error;
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
  return jars;
}

async function fetchJars(pom: string, folder: string): Promise<void> {
  // Redirects Maven's working files, which it keeps beside the pom by default.
  copyFileSync(pom, join(folder, 'pom.xml'));
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  try {
    await promisify(execFile)('mvn', ['-q', '-B', '-f', join(folder, 'pom.xml'), ...goal], { timeout: downloadMsMax });
  } catch (error) {
    throw new Error('The stand-in for MongoDB cannot be fetched: it needs Java, Maven and its registry.', {
      cause: error,
    });
  }
}
