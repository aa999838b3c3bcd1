import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { EventingError, StoreCorruptError, StoreUnavailableError } from '@redress/eventing/errors';
import Database from 'better-sqlite3';

/**
 * Turns a failure of SQLite or the file system into one of the ports' errors, with a sentence that an operator can act on. One of the ports'
 * errors stays as it is.
 * SQL, paths inside statements and bound values stay in `cause`; the message names only the file.
 */
export function storeFailure(error: unknown, file: string): EventingError {
  if (error instanceof EventingError) return error;
  const cause = { cause: error };
  const code = codeOf(error);
  const family = code.startsWith('SQLITE_') ? code.split('_', 2).join('_') : code;
  switch (family) {
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return new StoreUnavailableError(
        `The disk that holds ${file} is full: nothing was written. Free some space.`,
        cause,
      );
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new StoreUnavailableError(
        `${file} is locked by another program. Close that program, or try again later.`,
        cause,
      );
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StoreUnavailableError(
        `${file} may not be written to. Check the rights of the file and its folder.`,
        cause,
      );
    case 'SQLITE_CANTOPEN':
    case 'EEXIST':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
      return new StoreUnavailableError(
        `${file} cannot be opened. Check that the folder exists and may be written to.`,
        cause,
      );
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new StoreCorruptError(`${file} is damaged or is not a Redress database. Restore it from a backup.`, cause);
    case 'SQLITE_IOERR':
      return new StoreUnavailableError(`The disk that holds ${file} does not answer properly. Check the disk.`, cause);
    default:
      return new StoreUnavailableError(`${file} could not be used (${code || 'unexpected failure'}).`, cause);
  }
}

/** The code of an SQLite or file system failure: `SQLITE_FULL`, `EACCES`; empty for anything else. */
function codeOf(error: unknown): string {
  // Avoids `instanceof SqliteError`: the native addon is shared by all module registries of a process, its error class is not.
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** One open database file. */
export interface Connection {
  readonly file: string;
  readonly db: Database.Database;
  /** Turns a failed statement's error into an error of the ports. */
  failure(error: unknown): EventingError;
}

interface ConnectionOptions {
  readonly file: string;
  readonly readOnly?: boolean;
  /** `FULL`: a commit is on disk when it returns. `NORMAL`: a power cut may lose the newest commits, never half of one. */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Longest wait for another process's transaction, in milliseconds. Short, because it blocks this process. */
  readonly busyTimeoutMs: number;
  readonly schema: Schema;
  /** Pages that SQLite keeps in memory, once it has read them. Default: {@link CACHE_KIBIBYTES}. */
  readonly cacheKibibytes?: number;
}

/** What a store requires of its file. */
export interface Schema {
  /** Four bytes that identify the kind of store (`PRAGMA application_id`). */
  readonly applicationId: number;
  /** From 1; a file of a later version is refused rather than misread. */
  readonly version: number;
  /** Creates version `version` in an empty file. */
  readonly create: string;
  /** By version, what makes a file of it one of the next, inside a transaction. */
  readonly upgrades?: ReadonlyMap<number, (db: Database.Database) => void>;
  /** What to do with a file of another version. */
  readonly otherVersion: string;
}

/** Pages (of 4 KiB) in the write-ahead log before a checkpoint. */
const walPagesBeforeCheckpoint = 4_000;
/** Size of the write-ahead log beyond which each commit writes it back, as far as no snapshot needs it. */
export const WAL_BYTES_BEFORE_CHECKPOINT = walPagesBeforeCheckpoint * 4_096;
const walBytesKept = 64 * 1024 * 1024;
/** Streams and subjects are random, so each insert hits another index page: the default of 2 MiB holds too few of them. */
const CACHE_KIBIBYTES = 32 * 1024;

/** Opens the file, creating folder and schema if new. Throws `StoreUnavailableError` or `StoreCorruptError`. */
export function openConnection(options: ConnectionOptions): Connection {
  const { file, readOnly = false, cacheKibibytes = CACHE_KIBIBYTES } = options;
  let db: Database.Database | undefined;
  try {
    if (!readOnly && !isInMemory(file)) createForOwner(file);
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

/** Whether a name means a database without a file, which only one connection can use. */
export function isInMemory(file: string): boolean {
  return file === ':memory:';
}

/**
 * Creates the file for its owner alone; SQLite gives the write-ahead log beside it the same mode. Leaves an existing file alone: closing it
 * here would release, under POSIX, the locks that another connection of this process holds on it.
 */
function createForOwner(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
}

function prepareForWriting(db: Database.Database, { synchronous }: ConnectionOptions): void {
  db.pragma('journal_mode = WAL');
  // Must follow journal_mode, because this build of SQLite falls back to NORMAL when it enters WAL mode.
  db.pragma(`synchronous = ${synchronous}`);
  // On macOS a plain fsync leaves the data in the drive's cache; elsewhere this changes nothing.
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
  if (readOnly !== true) upgrade(db, schema, found);
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

function upgrade(
  db: Database.Database,
  { applicationId, upgrades }: Schema,
  found: () => { id: number; version: number },
): void {
  const isOld = () => found().id === applicationId && upgrades?.has(found().version) === true;
  if (!isOld()) return;
  db.transaction(() => {
    // Asked again: another process may have done so in between.
    while (isOld()) {
      const { version } = found();
      upgrades?.get(version)?.(db);
      db.pragma(`user_version = ${version + 1}`);
    }
  }).immediate();
}

function isEmpty(db: Database.Database): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function numberOf(db: Database.Database, pragma: string): number {
  return Number(db.pragma(pragma, { simple: true }));
}

/**
 * The right to write to one event store: at most one process holds it, and the operating system releases it when that process dies.
 *
 * It is an open exclusive transaction on an empty SQLite file beside the store (`events.lock` for `events.db`). A mere marker file would
 * survive a kill -9. A lock on the store itself would keep readers out too. Nothing else in this process may open and close that file:
 * POSIX releases the lock when any descriptor is closed.
 */
export class WriterLock {
  private constructor(private readonly db: Database.Database) {}

  /** Throws `StoreUnavailableError` when another writer holds the lock, in this process or another. */
  static take(file: string): WriterLock {
    const lockFile = join(dirname(file), `${basename(file, extname(file))}.lock`);
    let db: Database.Database | undefined;
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      db = new Database(lockFile, { timeout: 0 });
      db.exec('BEGIN EXCLUSIVE');
      return new WriterLock(db);
    } catch (error) {
      db?.close();
      if (codeOf(error).startsWith('SQLITE_BUSY')) throw alreadyTaken(file, error);
      throw storeFailure(error, lockFile);
    }
  }

  release(): void {
    this.db.close();
  }
}

function alreadyTaken(file: string, cause: unknown): StoreUnavailableError {
  const folder = resolve(dirname(file));
  return new StoreUnavailableError(
    `Another process is writing to the data folder ${folder}. Stop it first, or give this one another folder (REDRESS_DATA).`,
    { cause },
  );
}
