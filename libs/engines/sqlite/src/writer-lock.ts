import { mkdirSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { StoreUnavailableError } from '@redress/eventing';
import { codeOf, storeFailure } from './failures.js';

/**
 * The right to write to one event store: at most one process has it, and the operating system takes it back when that process dies.
 *
 * It is an exclusive transaction, held open, on an empty SQLite file beside the store (`events.lock` for `events.db`). A file that
 * merely exists would outlive a kill -9. A lock on the store itself would keep readers out as well. Nothing else in this process
 * may open and close that file: POSIX would take the close of any descriptor for the end of the lock.
 */
export class WriterLock {
  private constructor(private readonly db: Database.Database) {}

  /** Throws `StoreUnavailableError` when another writer holds the lock, in this process or any other. */
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
