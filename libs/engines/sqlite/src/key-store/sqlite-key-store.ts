import type { KeyEntry, KeyStore } from '@redress/eventing';
import { StoreClosedError, StoreUnavailableError } from '@redress/eventing';
import type { Connection } from '../connection.js';
import { GroupCommit } from '../group-commit.js';
import { KeyReader } from './key-reader.js';
import { KeyWriter } from './key-writer.js';
import type { KeyChange } from './key-writer.js';

const subjectsMax = 1_000;
const subjectLengthMax = 255;
const wrappedBytesMax = 4_096;

/** The key store on one SQLite file. Puts that arrive in one turn of the event loop share one fsync. */
export class SqliteKeyStore implements KeyStore {
  private readonly reader: KeyReader;
  private readonly changes: GroupCommit<KeyChange, KeyEntry> | undefined;
  private closed = false;

  constructor(
    private readonly connection: Connection,
    readOnly: boolean,
  ) {
    this.reader = new KeyReader(connection);
    if (readOnly) return;
    const writer = new KeyWriter(connection, this.reader);
    this.changes = new GroupCommit({ commit: (group) => writer.write(group), sizeOf: () => subjectLengthMax });
  }

  async put(subject: string, wrapped: Uint8Array): Promise<KeyEntry> {
    if (wrapped.length < 1 || wrapped.length > wrappedBytesMax) {
      throw new RangeError(`A wrapped key has 1 to ${wrappedBytesMax} bytes.`);
    }
    // A copy: the caller may clear its own bytes before the transaction begins.
    return this.submit({ kind: 'put', subject, wrapped: new Uint8Array(wrapped) });
  }

  async get(subjects: readonly string[]): Promise<ReadonlyMap<string, KeyEntry>> {
    this.requireOpen();
    if (subjects.length > subjectsMax) throw new RangeError(`At most ${subjectsMax} keys can be asked for at once.`);
    try {
      return this.reader.entries(subjects);
    } catch (error) {
      throw this.connection.failure(error);
    }
  }

  async destroy(subject: string, at: string): Promise<void> {
    await this.submit({ kind: 'destroy', subject, at });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.changes?.close();
    this.connection.db.close();
  }

  private submit(change: KeyChange): Promise<KeyEntry> {
    this.requireOpen();
    if (this.changes === undefined) {
      throw new StoreUnavailableError(`${this.connection.file} was opened for reading only.`);
    }
    const { subject } = change;
    if (subject.length < 1 || subject.length > subjectLengthMax || !subject.isWellFormed()) {
      throw new RangeError(`A subject has 1 to ${subjectLengthMax} characters.`);
    }
    return this.changes.submit(change);
  }

  private requireOpen(): void {
    if (this.closed) throw new StoreClosedError('The key store was closed.');
  }
}
