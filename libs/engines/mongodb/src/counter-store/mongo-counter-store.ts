import { type Claim, type CounterStore, requireClaim, StoreUnavailableError } from '@redress/eventing';
import type { Collection } from 'mongodb';
import { Connection, waitMsDefault } from '../connection.js';
import { isDuplicateKey } from '../failures.js';

export interface MongoCounterStoreOptions {
  /** `mongodb://[user:password@]host[:port][,host...]/[prefix][?options]`; the database is `<prefix>-<service>`. */
  readonly url: string;
  readonly service: string;
  /** Longest wait, when opening, for a server that is still starting, in milliseconds. Default: 5,000. */
  readonly wait_ms?: number;
  /** Longest wait of each call for a writable server, in milliseconds. Default: 5,000, and never longer than `wait_ms`. */
  readonly call_wait_ms?: number;
  /** The present, in milliseconds since 1970. Processes that share counters need about the same. */
  readonly nowMs?: () => number;
}

/**
 * Opens the counters in a service's database. Rejects with `StoreUnavailableError`, or with `RangeError` for an invalid URL; messages quote
 * nothing of the URL but its addresses.
 */
export async function openMongoCounterStore({
  url,
  service,
  wait_ms = waitMsDefault,
  call_wait_ms = waitMsDefault,
  nowMs = Date.now,
}: MongoCounterStoreOptions): Promise<CounterStore> {
  const connection = await Connection.open({ url, database: service, wait_ms, call_wait_ms });
  try {
    const store = new MongoCounterStore(connection, nowMs);
    await store.prepare();
    return store;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** One window of a counter. */
interface StoredWindow {
  readonly _id: string;
  readonly held: number;
  /** The server removes it within a minute or two after that; until then it is ignored. */
  readonly endsAt: Date;
}

const MS_PER_SECOND = 1_000;
/** Covers a window that ends while it is looked at, and another process that begins the next one first. */
const ATTEMPTS_MAX = 5;

/** The counters in one database of MongoDB. Any number of processes may use it concurrently. */
class MongoCounterStore implements CounterStore {
  private readonly windows: Collection<StoredWindow>;

  constructor(
    private readonly connection: Connection,
    private readonly nowMs: () => number,
  ) {
    // A count that is lost with its server makes a limit milder once. Waiting for a majority would delay every complaint.
    this.windows = connection.db.collection<StoredWindow>('limit-counters', {
      writeConcern: { w: 1 },
      readConcern: { level: 'local' },
    });
  }

  async prepare(): Promise<void> {
    await this.connection.run(() => this.windows.createIndex({ endsAt: 1 }, { expireAfterSeconds: 0 }));
  }

  async add(claim: Claim): Promise<number | undefined> {
    this.connection.requireOpen();
    requireClaim(claim);
    return this.connection.run(async () => {
      for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
        if (claim.amount <= claim.max && (await this.isCounted(claim))) return undefined;
        const leftMs = await this.leftOfFull(claim);
        if (leftMs !== undefined) return leftMs;
      }
      throw new StoreUnavailableError('Too many count against one limit at once. Try again.');
    });
  }

  async takeBack({ key, amount }: Pick<Claim, 'key' | 'amount'>): Promise<void> {
    this.connection.requireOpen();
    const current = { _id: key, endsAt: { $gt: new Date(this.nowMs()) } };
    await this.connection.run(async () => {
      const { matchedCount } = await this.windows.updateOne(
        { ...current, held: { $gte: amount } },
        { $inc: { held: -amount } },
      );
      if (matchedCount === 0)
        await this.windows.updateOne({ ...current, held: { $lt: amount } }, { $set: { held: 0 } });
    });
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** Counts into the current window while there is room, or into the first or the next one. */
  private async isCounted({ key, amount, max, seconds }: Claim): Promise<boolean> {
    const now = this.nowMs();
    const next = { held: amount, endsAt: new Date(now + seconds * MS_PER_SECOND) };
    try {
      await this.windows.updateOne(
        { _id: key, endsAt: { $gt: new Date(now) }, held: { $lte: max - amount } },
        { $inc: { held: amount }, $setOnInsert: { endsAt: next.endsAt } },
        { upsert: true },
      );
      return true;
    } catch (error) {
      // There is a window without room, or one that has ended.
      if (!isDuplicateKey(error as { code?: unknown })) throw error;
      const { matchedCount } = await this.windows.updateOne(
        { _id: key, endsAt: { $lte: new Date(now) } },
        { $set: next },
      );
      return matchedCount > 0;
    }
  }

  /** Returns how long the window without room for the claim lasts; undefined when there is room by now. */
  private async leftOfFull({ key, amount, max, seconds }: Claim): Promise<number | undefined> {
    const window = await this.windows.findOne({ _id: key });
    const now = this.nowMs();
    const isCurrent = window !== null && window.endsAt.getTime() > now;
    if (isCurrent && window.held + amount > max) return window.endsAt.getTime() - now;
    return amount > max ? seconds * MS_PER_SECOND : undefined;
  }
}
