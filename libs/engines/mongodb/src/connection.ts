import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient, ReadConcern, type Db } from 'mongodb';
import { StoreClosedError } from '@redress/eventing';
import { wakeWritersOfClosedSockets } from './closed-sockets.js';
import { isPassing, mongoFailure } from './failures.js';
import { parsedMongoUrl } from './url.js';
import { whenItServes } from './when-it-serves.js';

export interface ConnectionOptions {
  /** `mongodb://[user:password@]host[:port][,host...]/[prefix][?options]`, options as the official driver reads them. */
  readonly url: string;
  /** The database is called `<prefix>-<database>`. */
  readonly database: string;
  /** Longest wait for a server that is still starting, in milliseconds, when opening. */
  readonly wait_ms: number;
  /** Longest wait of each call for a server that can be written to, in milliseconds. Never longer than `wait_ms`. */
  readonly call_wait_ms: number;
}

/** So long opening, and each call, waits unless it is said otherwise. */
export const waitMsDefault = 5_000;

const connectionsMax = 20;
const connectMsMax = 5_000;
/** Longer than any single command of these stores takes. */
const answerMsMax = 30_000;
/** Pauses before a repeat. The first is for a pool that has just noticed that its server went, the second for a new primary. */
const pausesMs = [50, 500];

/** One database of a MongoDB, and the rules that hold for everything that is asked of it. */
export class Connection {
  private readonly running = new Set<Promise<unknown>>();
  private closed = false;

  private constructor(
    private readonly client: MongoClient,
    readonly db: Db,
    private readonly hosts: string,
  ) {}

  /** Rejects with `StoreUnavailableError` when no server answers in time, with `RangeError` for a URL that is none. */
  static async open({ url, database, wait_ms, call_wait_ms }: ConnectionOptions): Promise<Connection> {
    const { driverUrl, prefix, hosts } = parsedMongoUrl(url);
    const name = `${prefix}-${database}`;
    const attempt_ms = Math.min(call_wait_ms, wait_ms);
    wakeWritersOfClosedSockets();
    const client = new MongoClient(driverUrl, {
      appName: `redress ${name}`,
      maxPoolSize: connectionsMax,
      serverSelectionTimeoutMS: attempt_ms,
      waitQueueTimeoutMS: answerMsMax,
      connectTimeoutMS: Math.min(connectMsMax, attempt_ms),
      socketTimeoutMS: answerMsMax,
    });
    // Here and not in the URL's hands: a checkpoint that a new primary does not know would be believed by nobody but this process.
    const db = client.db(name, {
      writeConcern: { w: 'majority', journal: true },
      readConcern: new ReadConcern('majority'),
      readPreference: 'primary',
    });
    const ping = async (): Promise<void> => {
      await db.command({ ping: 1 }).catch((error: unknown) => {
        throw mongoFailure(error, hosts);
      });
    };
    try {
      await whenItServes(ping, { attempt_ms, total_ms: wait_ms });
    } catch (error) {
      await client.close();
      throw error;
    }
    return new Connection(client, db, hosts);
  }

  /**
   * Does work that is safe to repeat, a few times when the connection or the primary goes away under it. Rejects with errors of the
   * ports only.
   */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.requireOpen();
    const run = this.repeated(work);
    this.running.add(run);
    return run.finally(() => this.running.delete(run));
  }

  requireOpen(): void {
    if (this.closed) throw new StoreClosedError('The store was closed.');
  }

  /** Waits for what has begun. May be repeated. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.allSettled(this.running);
    await this.client.close();
  }

  private async repeated<Result>(work: () => Promise<Result>): Promise<Result> {
    for (const pauseMs of pausesMs) {
      try {
        return await work();
      } catch (error) {
        if (!isPassing(error)) throw mongoFailure(error, this.hosts);
      }
      await delay(pauseMs);
    }
    try {
      return await work();
    } catch (error) {
      throw mongoFailure(error, this.hosts);
    }
  }
}
