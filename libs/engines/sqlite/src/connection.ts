import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { EventingError } from '@redress/eventing';
import { StoreCorruptError, StoreUnavailableError } from '@redress/eventing';
import { storeFailure } from './failures.js';

/** One open database file. */
export interface Connection {
  readonly file: string;
  readonly db: Database.Database;
  /** Turns what a statement threw into an error of the ports. */
  failure(error: unknown): EventingError;
}

export interface ConnectionOptions {
  readonly file: string;
  readonly readOnly?: boolean;
  /** `FULL`: a commit is on disk when it returns. `NORMAL`: after a power cut the newest commits may be missing, never half of one. */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Longest wait for another process's transaction, in milliseconds. The wait blocks the process, so it is short. */
  readonly busyTimeoutMs: number;
  readonly schema: Schema;
}

/** What a file must be for a store to use it. */
export interface Schema {
  /** Four bytes that tell this kind of store from every other SQLite file (`PRAGMA application_id`). */
  readonly applicationId: number;
  /** From 1; a file of a later version is refused rather than misread. */
  readonly version: number;
  /** Creates version `version` in an empty file. */
  readonly create: string;
  /** What to do with a file of another version. */
  readonly otherVersion: string;
}

/** Pages (of 4 KiB) in the write-ahead log before it is folded into the database: 16 MiB. */
const walPagesBeforeCheckpoint = 4_000;
const walBytesKept = 64 * 1024 * 1024;
/** Streams and subjects are random, so each insert falls on another page of an index: the default of 2 MiB holds too few of them. */
const cacheKibibytes = 32 * 1024;

/** Opens the file, creating folder and schema when it is new. Throws `StoreUnavailableError` or `StoreCorruptError`. */
export function openConnection(options: ConnectionOptions): Connection {
  const { file, readOnly = false } = options;
  let db: Database.Database | undefined;
  try {
    if (!readOnly) createForOwner(file);
    db = new Database(file, { readonly: readOnly, fileMustExist: readOnly, timeout: options.busyTimeoutMs });
    if (!readOnly) prepareForWriting(db, options);
    db.pragma(`cache_size = -${cacheKibibytes}`);
    requireSchema(db, options);
  } catch (error) {
    db?.close();
    throw error instanceof StoreCorruptError || error instanceof StoreUnavailableError
      ? error
      : storeFailure(error, file);
  }
  return { file, db, failure: (error) => storeFailure(error, file) };
}

/**
 * For nobody but its owner; the write-ahead log that SQLite puts beside the file gets the same mode. A file that exists is left alone:
 * closing it here would end, for POSIX, the locks that another connection of this process holds on it.
 */
function createForOwner(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
}

function prepareForWriting(db: Database.Database, { synchronous }: ConnectionOptions): void {
  db.pragma('journal_mode = WAL');
  // After journal_mode, because this build of SQLite falls back to NORMAL when it enters WAL mode.
  db.pragma(`synchronous = ${synchronous}`);
  // On macOS a plain fsync leaves the data in the drive's own cache; elsewhere this changes nothing.
  if (synchronous === 'FULL') db.pragma('fullfsync = ON');
  db.pragma(`wal_autocheckpoint = ${walPagesBeforeCheckpoint}`);
  db.pragma(`journal_size_limit = ${walBytesKept}`);
  db.pragma('trusted_schema = OFF');
}

function requireSchema(db: Database.Database, { file, readOnly, schema }: ConnectionOptions): void {
  const found = () => ({ id: numberOf(db, 'application_id'), version: numberOf(db, 'user_version') });
  if (readOnly !== true && found().id === 0) {
    db.transaction(() => {
      if (found().id === 0 && isEmpty(db)) create(db, schema);
    }).immediate();
  }
  const { id, version } = found();
  if (id !== schema.applicationId) {
    throw new StoreCorruptError(`${file} is damaged or is not a Redress database. Restore it from a backup.`);
  }
  if (version !== schema.version) {
    throw new StoreUnavailableError(
      `${file} was written by another version of Redress (format ${version}, not ${schema.version}). ${schema.otherVersion}`,
    );
  }
}

function create(db: Database.Database, schema: Schema): void {
  db.exec(schema.create);
  db.pragma(`application_id = ${schema.applicationId}`);
  db.pragma(`user_version = ${schema.version}`);
}

function isEmpty(db: Database.Database): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function numberOf(db: Database.Database, pragma: string): number {
  return Number(db.pragma(pragma, { simple: true }));
}
