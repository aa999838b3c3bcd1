import { closeSync, fsyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { storeFailure } from './connection.js';

/** Pages (of 4 KiB) copied in one step; one step blocks this process for about a millisecond. */
const PAGES_PER_STEP = 1_000;
const BUSY_MS_MAX = 5_000;

/**
 * Copies a database file as of one moment while other processes write to it. The copy is one file without a write-ahead log, so it can be
 * read on a medium that is not writable; it is created for its owner alone and is on disk once this resolves. `to` must not exist, and its
 * folder must. Rejects with `StoreUnavailableError` or `StoreCorruptError`.
 */
export async function copySqliteFile(from: string, to: string): Promise<void> {
  let source: Database.Database | undefined;
  try {
    source = new Database(from, { readonly: true, fileMustExist: true, timeout: BUSY_MS_MAX });
    // Holds one snapshot for all steps: without it, every write of another process would make the copy begin again.
    source.exec('BEGIN');
    source.prepare('SELECT 1 FROM sqlite_schema').get();
    closeSync(openSync(to, 'wx', 0o600));
    await source.backup(to, { progress: () => PAGES_PER_STEP });
    foldLog(to);
    flush(to);
  } catch (error) {
    throw storeFailure(error, from);
  } finally {
    source?.close();
  }
}

/** Leaves write-ahead mode, which the copied header names. The store enters it again when it opens the file for writing. */
function foldLog(file: string): void {
  const copy = new Database(file, { fileMustExist: true });
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

function flush(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
