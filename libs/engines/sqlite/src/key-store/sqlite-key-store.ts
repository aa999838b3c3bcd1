import {
  type KeyEntry,
  type KeyStore,
  StoreClosedError,
  StoreUnavailableError,
  isInstant,
  StoreCorruptError,
  type Instant,
} from '@redress/eventing';
import { type Connection, openConnection, type Schema } from '../connection.js';
import { GroupCommit, type CommitResult } from '../group-commit.js';

/**
 * Lays out keys so that destroying one leaves no copy behind. Rows are only ever added at the end and a destroyed key is overwritten by as
 * many zeros, so SQLite never moves a row to another page, which could leave its old bytes in unused space.
 * The mark of a destroyed key is in a separate table for the same reason: a mark in the row would change the row's size.
 */
const keySchema: Schema = {
  applicationId: 0x52644b79, // "RdKy"
  version: 1,
  create: `
    CREATE TABLE keys (
      number INTEGER PRIMARY KEY,
      subject TEXT NOT NULL UNIQUE,
      wrapped BLOB NOT NULL
    ) STRICT;
    CREATE TABLE destroyed (
      subject TEXT PRIMARY KEY,
      destroyed_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
  otherVersion: 'Use the version of Redress that wrote it.',
};

export interface SqliteKeyStoreOptions {
  /** Created, with its folder, if missing. */
  readonly file: string;
  /** Only reads; the file must exist. */
  readonly readOnly?: boolean;
}

/** Opens the key store in a file. Rejects with `StoreUnavailableError` or `StoreCorruptError`. */
export async function openSqliteKeyStore({ file, readOnly = false }: SqliteKeyStoreOptions): Promise<KeyStore> {
  const connection = openConnection({ file, readOnly, synchronous: 'FULL', busyTimeoutMs: 1_000, schema: keySchema });
  connection.db.pragma('secure_delete = ON');
  return new SqliteKeyStore(connection, readOnly);
}

const subjectsMax = 1_000;
const subjectLengthMax = 255;
const wrappedBytesMax = 4_096;

/** The key store on one SQLite file. Puts of one turn of the event loop share one fsync. */
class SqliteKeyStore implements KeyStore {
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
    // Copied because the caller may clear its bytes before the transaction begins.
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

  async destroy(subject: string, at: Instant): Promise<void> {
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

interface KeyRow {
  readonly subject: string;
  readonly wrapped: Uint8Array | null;
  readonly destroyedAt: string | null;
}

/** Reads entries; the mark of destruction overrides everything else stored. */
class KeyReader {
  private readonly selectOne;
  private readonly selectMany;

  constructor({ db }: Connection) {
    const columns = 'wanted.value AS subject, keys.wrapped, destroyed.destroyed_at AS destroyedAt';
    const joins = `LEFT JOIN keys ON keys.subject = wanted.value LEFT JOIN destroyed ON destroyed.subject = wanted.value`;
    this.selectOne = db.prepare<[string], KeyRow>(`SELECT ${columns} FROM (SELECT ? AS value) AS wanted ${joins}`);
    this.selectMany = db.prepare<[string], KeyRow>(`SELECT ${columns} FROM json_each(?) AS wanted ${joins}`);
  }

  entry(subject: string): KeyEntry | undefined {
    const row = this.selectOne.get(subject);
    return row && entryOf(row);
  }

  entries(subjects: readonly string[]): ReadonlyMap<string, KeyEntry> {
    const found = new Map<string, KeyEntry>();
    for (const row of this.selectMany.iterate(JSON.stringify(subjects))) {
      const entry = entryOf(row);
      if (entry !== undefined) found.set(entry.subject, entry);
    }
    return found;
  }
}

/** Throws `StoreCorruptError` for a mark that Redress cannot have written. */
function entryOf({ subject, wrapped, destroyedAt }: KeyRow): KeyEntry | undefined {
  if (destroyedAt !== null) {
    if (isInstant(destroyedAt)) return { subject, state: 'destroyed', destroyedAt };
    throw new StoreCorruptError(
      'The mark of a destroyed key cannot be read. Restore the database of keys from a backup.',
    );
  }
  return wrapped === null ? undefined : { subject, state: 'present', wrapped: new Uint8Array(wrapped) };
}

/** A change waiting for its transaction. */
type KeyChange =
  | { readonly kind: 'put'; readonly subject: string; readonly wrapped: Uint8Array }
  | { readonly kind: 'destroy'; readonly subject: string; readonly at: Instant };

/** Writes groups of changes, one transaction each. */
class KeyWriter {
  private readonly insert;
  private readonly overwrite;
  private readonly mark;
  private readonly inTransaction;

  constructor(
    private readonly connection: Connection,
    private readonly reader: KeyReader,
  ) {
    const { db } = connection;
    this.insert = db.prepare(
      `INSERT INTO keys (subject, wrapped)
       SELECT @subject, @wrapped WHERE NOT EXISTS (SELECT 1 FROM destroyed WHERE subject = @subject)
       ON CONFLICT (subject) DO NOTHING`,
    );
    this.overwrite = db.prepare('UPDATE keys SET wrapped = zeroblob(length(wrapped)) WHERE subject = ?');
    this.mark = db.prepare(
      'INSERT INTO destroyed (subject, destroyed_at) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING',
    );
    this.inTransaction = db.transaction((group: readonly KeyChange[]) => group.map((change) => this.apply(change)));
  }

  /** Throws when nothing of the group was written. A destruction is acknowledged only when no file holds the key's bytes any more. */
  write(group: readonly KeyChange[]): readonly CommitResult<KeyEntry>[] {
    let entries: readonly KeyEntry[];
    try {
      entries = this.inTransaction.immediate(group);
    } catch (error) {
      throw this.connection.failure(error);
    }
    const leftover = group.some(({ kind }) => kind === 'destroy') ? this.emptyLog() : undefined;
    return group.map(({ kind }, index) =>
      kind === 'destroy' && leftover !== undefined ? { error: leftover } : { answer: entries[index]! },
    );
  }

  private apply(change: KeyChange): KeyEntry {
    const { subject } = change;
    if (change.kind === 'put') {
      const { wrapped } = change;
      if (this.insert.run({ subject, wrapped }).changes === 1) return { subject, state: 'present', wrapped };
    } else {
      this.overwrite.run(subject);
      this.mark.run(subject, change.at);
    }
    return this.reader.entry(subject)!;
  }

  /** Copies the write-ahead log, which holds the earlier pages, into the database and truncates it. */
  private emptyLog(): StoreUnavailableError | undefined {
    try {
      const [result] = this.connection.db.pragma('wal_checkpoint(TRUNCATE)') as readonly { busy: number }[];
      if (result?.busy === 0) return undefined;
    } catch (error) {
      return new StoreUnavailableError(this.unfinished(), { cause: error });
    }
    return new StoreUnavailableError(this.unfinished());
  }

  private unfinished(): string {
    return `The key can no longer be read, but ${this.connection.file}-wal may still hold its bytes. Destroy it once more.`;
  }
}
