import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { StoreClosedError, StoreUnavailableError } from '@redress/eventing';
import { type Db, MongoClient, ReadConcern } from 'mongodb';
import { isPassing, mongoFailure } from './failures.js';
import { parsedMongoUrl } from './url.js';

interface ConnectionOptions {
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
/**
 * How often the driver looks whether a server answers. One that has not within `connectMsMax` after that is left, with all that waits for
 * it; by the driver's own 10 s, a frozen primary held calls longer than it takes to elect another.
 */
const lookMs = 3_000;
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
      heartbeatFrequencyMS: lookMs,
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

interface Waits {
  /** How long each attempt waits for an engine that is out of reach. */
  readonly attempt_ms: number;
  /** How long attempts are made in all. */
  readonly total_ms: number;
}

/**
 * Opens an engine that may still be starting. The driver has one wait for everything that is asked of it, so that a long one for the
 * start would keep clients waiting as long, each time that the engine is away. Rejects with what the last attempt rejected with.
 *
 * An engine that is out of reach uses up the attempt's wait; one that answers, and refuses, is not asked again.
 */
export async function whenItServes<Engine>(
  open: (wait_ms: number) => Promise<Engine>,
  { attempt_ms, total_ms }: Waits,
): Promise<Engine> {
  const until = performance.now() + total_ms;
  for (;;) {
    const begun = performance.now();
    try {
      return await open(attempt_ms);
    } catch (error) {
      const now = performance.now();
      const isOutOfReach = error instanceof StoreUnavailableError && now - begun >= attempt_ms;
      if (!isOutOfReach || now >= until) throw error;
    }
  }
}

/** What is used here of a class that the driver keeps to itself. */
interface DriverConnection {
  readonly socket: Socket;
  onClose: (this: DriverConnection) => void;
}

/**
 * mongodb 7.9.0 waits for a full socket to drain, or to fail. A socket that closes in order does neither, and for the rest of that turn
 * of the event loop, after both sides have ended and before it says so, it refuses what is written as if it were full. So a write that
 * was cut off, or begun at that moment, waited for ever, which no time limit of the driver ends: a monitor that did so never looked at
 * its server again. Woken by the close, each finds the error that the connection has by then.
 */
export function wakeWritersOfClosedSockets(): void {
  const { Connection } = createRequire(import.meta.url)('mongodb/lib/cmap/connection.js') as {
    Connection: { prototype: DriverConnection & { wakesWriters?: true } };
  };
  const { prototype } = Connection;
  if (prototype.wakesWriters) return;
  const { onClose } = prototype;
  prototype.wakesWriters = true;
  prototype.onClose = function (this: DriverConnection): void {
    onClose.call(this);
    wakeWriters(this.socket);
  };
}

/** Those who wait, and those who come later because they were still compressing what they write. */
export function wakeWriters(closed: Socket): void {
  closed.emit('drain');
  closed.on('newListener', (event) => {
    if (event === 'drain') queueMicrotask(() => closed.emit('drain'));
  });
}
