import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Served,
  type ServerInUse,
  ServerSilence,
  StoreClosedError,
  StoreUnavailableError,
} from '@redress/eventing';
import { type Db, MongoClient, MongoServerError, ReadConcern } from 'mongodb';
import { isPassing, mongoFailure } from './failures.js';
import { parsedMongoUrl } from './url.js';

interface ConnectionOptions {
  /** `mongodb://[user:password@]host[:port][,host...]/[prefix][?options]`, with the official driver's options. */
  readonly url: string;
  /** Suffix of the database's name: `<prefix>-<database>`. */
  readonly database: string;
  /** Longest wait, when opening, for a server that is still starting, in milliseconds. */
  readonly wait_ms: number;
  /** Longest wait of each call for a writable server, in milliseconds. Never longer than `wait_ms`. */
  readonly call_wait_ms: number;
}

/** Default wait of opening, and of each call. */
export const waitMsDefault = 5_000;

const connectionsMax = 20;
const connectMsMax = 5_000;
/**
 * How often the driver checks that a server answers. One silent for `connectMsMax` after that is abandoned, with everything that waits for
 * it; with the driver's default of 10 s, a frozen primary delayed calls longer than electing another takes.
 */
const lookMs = 3_000;
/** Longer than any single command of these stores takes. */
const answerMsMax = 30_000;
/** Pauses before a retry. The first suits a pool that has just noticed that its server is gone, the second a new primary. */
const pausesMs = [50, 500];

/** One database of a MongoDB, with the rules common to all requests. */
export class Connection implements Served {
  private readonly running = new Set<Promise<unknown>>();
  private readonly silence = new ServerSilence();
  private server: string | undefined;
  private closed = false;

  private constructor(
    private readonly client: MongoClient,
    readonly db: Db,
    private readonly hosts: string,
  ) {
    client.on('topologyDescriptionChanged', ({ newDescription }) => {
      this.server = [...newDescription.servers.values()].find(({ isWritable }) => isWritable)?.address;
    });
  }

  /** The server that takes writes. */
  get inUse(): ServerInUse | undefined {
    return this.server === undefined ? undefined : { server: this.server, silent_ms: this.silence.ms };
  }

  /** Rejects with `StoreUnavailableError` when no server answers in time, with `RangeError` for an invalid URL. */
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
    // Set here, out of reach of the URL: a checkpoint unknown to a new primary would be believed only by this process.
    const db = client.db(name, {
      writeConcern: { w: 'majority', journal: true },
      readConcern: new ReadConcern('majority'),
      readPreference: 'primary',
    });
    const connection = new Connection(client, db, hosts);
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
    return connection;
  }

  /** Runs idempotent work, retrying a few times when the connection or the primary is lost. Rejects only with errors of the ports. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.requireOpen();
    const run = this.repeated(work);
    this.running.add(run);
    return run.finally(() => this.running.delete(run));
  }

  requireOpen(): void {
    if (this.closed) throw new StoreClosedError('The store was closed.');
  }

  /** Waits for running work. Idempotent. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.allSettled(this.running);
    await this.client.close();
  }

  private async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    const heard = this.silence.asked();
    try {
      const result = await work();
      heard(true);
      return result;
    } catch (error) {
      heard(error instanceof MongoServerError);
      throw error;
    }
  }

  private async repeated<Result>(work: () => Promise<Result>): Promise<Result> {
    for (const pauseMs of pausesMs) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (!isPassing(error)) throw mongoFailure(error, this.hosts);
      }
      await delay(pauseMs);
    }
    try {
      return await this.attempt(work);
    } catch (error) {
      throw mongoFailure(error, this.hosts);
    }
  }
}

interface Waits {
  /** How long each attempt waits for an unreachable engine. */
  readonly attempt_ms: number;
  /** How long to keep trying in total. */
  readonly total_ms: number;
}

/**
 * Opens an engine that may still be starting. The driver has a single timeout for everything, so a long one for the start would delay
 * clients as long whenever the engine is unreachable. Rejects with the last attempt's error.
 *
 * An unreachable engine uses up the attempt's wait; one that answers with a refusal is not retried.
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

/** The part used here of one of the driver's internal classes. */
interface DriverConnection {
  readonly socket: Socket;
  onClose: (this: DriverConnection) => void;
}

/**
 * mongodb 7.9.0 waits for a full socket to drain or fail. A socket that closes cleanly does neither, and for the rest of that turn of the
 * event loop, after both sides have ended and before it reports so, it refuses writes as if it were full. So a write that was cut off, or
 * begun at that moment, waited forever, beyond all of the driver's timeouts: an affected monitor never checked its server again. Woken by
 * the close, each writer finds the connection's error.
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

/** Those already waiting, and those that arrive later because they were still compressing. */
export function wakeWriters(closed: Socket): void {
  closed.emit('drain');
  closed.on('newListener', (event) => {
    if (event === 'drain') queueMicrotask(() => closed.emit('drain'));
  });
}
