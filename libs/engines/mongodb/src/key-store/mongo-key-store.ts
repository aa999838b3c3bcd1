import type { KeyEntry, KeyStore } from '@redress/eventing';
import { StoreUnavailableError } from '@redress/eventing';
import { Binary, type Collection } from 'mongodb';
import type { Connection } from '../connection.js';
import { isDuplicateKey } from '../failures.js';
import { entryOf, type StoredKey } from './stored-key.js';

const subjectsMax = 1_000;
const subjectLengthMax = 255;
const wrappedBytesMax = 4_096;
/** Two writers at one subject: after one repeat the mark is there, whoever was first. */
const attemptsMax = 10;

/** The key store in one database of MongoDB. Any number of processes may use it at once. */
export class MongoKeyStore implements KeyStore {
  private readonly keys: Collection<StoredKey>;

  constructor(private readonly connection: Connection) {
    this.keys = connection.db.collection<StoredKey>('keys');
  }

  async put(subject: string, wrapped: Uint8Array): Promise<KeyEntry> {
    requireSubject(subject);
    if (wrapped.length < 1 || wrapped.length > wrappedBytesMax) {
      throw new RangeError(`A wrapped key has 1 to ${wrappedBytesMax} bytes.`);
    }
    // A copy: the caller may clear its own bytes before they are sent.
    const own = new Uint8Array(wrapped);
    return this.connection.run(async () => {
      // An update also when there is something already, since it then waits for that to be durable; a refused insert would not.
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

  async destroy(subject: string, at: string): Promise<void> {
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

  close(): Promise<void> {
    return this.connection.close();
  }

  /** Puts the mark in the place of whatever is stored but a mark. Answers whether a mark is there now. */
  private async marked(subject: string, at: string): Promise<boolean> {
    try {
      const unmarked = { _id: subject, destroyedAt: { $exists: false } };
      await this.keys.replaceOne(unmarked, { destroyedAt: at }, { upsert: true });
      return true;
    } catch (error) {
      // There is a document, and it is either a mark or a key that was put in this very moment.
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
