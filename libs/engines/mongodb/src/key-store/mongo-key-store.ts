import {
  type KeyEntry,
  type KeyStore,
  type ServerInUse,
  StoreCorruptError,
  StoreUnavailableError,
  isInstant,
  type Instant,
} from '@redress/eventing';
import { Binary, type Collection } from 'mongodb';
import { Connection, waitMsDefault } from '../connection.js';
import { isDuplicateKey } from '../failures.js';

export interface MongoKeyStoreOptions {
  /** `mongodb://[user:password@]host[:port][,host...]/[prefix][?options]`; the database is `<prefix>-keys`. */
  readonly url: string;
  /** Longest wait, when opening, for a server that is still starting, in milliseconds. Default: 5,000. */
  readonly wait_ms?: number;
  /** Longest wait of each call for a writable server, in milliseconds. Default: 5,000, and never longer than `wait_ms`. */
  readonly call_wait_ms?: number;
}

/**
 * Opens the key store. A resolved `put` or `destroy` is in the journals of a majority of the servers.
 *
 * **Traces of a destroyed key.** Queries stop finding it at once. But MongoDB does not overwrite: the wrapped bytes stay in the oplog of
 * every member until it rolls over (by size, or after `storage.oplogMinRetentionHours`), in the journal until the next checkpoints (a
 * minute or two), in freed blocks of the data files until WiredTiger reuses them (`compact` hastens it, nothing bounds it), in delayed
 * members, and in every backup. They are wrapped: without the master key they reveal nothing. Where bytes must be gone by a known time,
 * bound the oplog and the backups, or keep the keys in the SQLite engine, whose files hold none of them.
 *
 * Rejects with `StoreUnavailableError`, or with `RangeError` for an invalid URL; messages quote nothing of the URL but its addresses.
 */
export async function openMongoKeyStore({
  url,
  wait_ms = waitMsDefault,
  call_wait_ms = waitMsDefault,
}: MongoKeyStoreOptions): Promise<KeyStore> {
  return new MongoKeyStore(await Connection.open({ url, database: 'keys', wait_ms, call_wait_ms }));
}

const subjectsMax = 1_000;
const subjectLengthMax = 255;
const wrappedBytesMax = 4_096;
/** Covers two writers of one subject: after one retry the mark is there, whichever was first. */
const attemptsMax = 10;

/** The key store in one database of MongoDB. Any number of processes may use it concurrently. */
class MongoKeyStore implements KeyStore {
  private readonly keys: Collection<StoredKey>;

  constructor(private readonly connection: Connection) {
    this.keys = connection.db.collection<StoredKey>('keys');
  }

  async put(subject: string, wrapped: Uint8Array): Promise<KeyEntry> {
    requireSubject(subject);
    if (wrapped.length < 1 || wrapped.length > wrappedBytesMax) {
      throw new RangeError(`A wrapped key has 1 to ${wrappedBytesMax} bytes.`);
    }
    // Copied because the caller may clear its bytes before they are sent.
    const own = new Uint8Array(wrapped);
    return this.connection.run(async () => {
      // Updates even an existing entry, because an update waits until that is durable; a refused insert would not.
      const key = { $setOnInsert: { wrapped: new Binary(own) } };
      const { upsertedCount } = await this.keys.updateOne({ _id: subject }, key, { upsert: true });
      return upsertedCount > 0 ? { subject, state: 'present', wrapped: own } : this.stored(subject);
    });
  }

  async get(subjects: readonly string[]): Promise<ReadonlyMap<string, KeyEntry>> {
    this.connection.requireOpen();
    if (subjects.length > subjectsMax) throw new RangeError(`At most ${subjectsMax} keys can be asked for at once.`);
    if (subjects.length === 0) return new Map();
    const found = await this.connection.run(() => this.keys.find({ _id: { $in: [...subjects] } }).toArray());
    return new Map(found.map((key) => [key._id, entryOf(key)]));
  }

  async destroy(subject: string, at: Instant): Promise<void> {
    requireSubject(subject);
    await this.connection.run(async () => {
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        if (await this.marked(subject, at)) return;
      }
      throw new StoreUnavailableError(
        'A data key could not be destroyed, since too many write to it. Destroy it once more.',
      );
    });
  }

  get inUse(): ServerInUse | undefined {
    return this.connection.inUse;
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** Replaces whatever is stored by the mark, unless it is a mark. Returns whether a mark is there now. */
  private async marked(subject: string, at: Instant): Promise<boolean> {
    try {
      const unmarked = { _id: subject, destroyedAt: { $exists: false } };
      await this.keys.replaceOne(unmarked, { destroyedAt: at }, { upsert: true });
      return true;
    } catch (error) {
      // A document exists: either a mark or a key that was put at this very moment.
      if (!isDuplicateKey(error as { code?: unknown })) throw error;
      return (await this.stored(subject)).state === 'destroyed';
    }
  }

  private async stored(subject: string): Promise<KeyEntry> {
    const key = await this.keys.findOne({ _id: subject });
    if (key === null) throw new StoreUnavailableError('A data key that was stored is not to be seen yet. Try again.');
    return entryOf(key);
  }
}

function requireSubject(subject: string): void {
  if (subject.length < 1 || subject.length > subjectLengthMax || !subject.isWellFormed()) {
    throw new RangeError(`A subject has 1 to ${subjectLengthMax} characters.`);
  }
}

/** A subject's key, or the mark of its destruction, then without any byte of the key. */
interface StoredKey {
  readonly _id: string;
  readonly wrapped?: Binary;
  readonly destroyedAt?: string;
}

/** Throws `StoreCorruptError` for an entry that Redress cannot have written. */
function entryOf({ _id: subject, wrapped, destroyedAt }: StoredKey): KeyEntry {
  if (destroyedAt !== undefined && isInstant(destroyedAt)) return { subject, state: 'destroyed', destroyedAt };
  if (wrapped instanceof Binary) return { subject, state: 'present', wrapped: new Uint8Array(wrapped.value()) };
  throw new StoreCorruptError('A data key cannot be read. Restore the database of keys from a backup.');
}
