import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { storeFailure, WAL_BYTES_BEFORE_CHECKPOINT } from './connection.js';

/**
 * Pages (of 4 KiB) copied in one step, which then is on disk before the next. A copy left to be written at its end holds up every commit of
 * other processes meanwhile, on this disk by half a second for 700 MB; in steps it takes no longer.
 */
const PAGES_PER_STEP = 1_000;
const BUSY_MS_MAX = 5_000;

/**
 * Copies a database file as of one moment while other processes write to it. The copy is one file without a write-ahead log, so it can be
 * read on a medium that is not writable; it is created for its owner alone and is on disk once this resolves. `to` must not exist, and its
 * folder must. Rejects with `StoreUnavailableError` or `StoreCorruptError`.
 */
export async function copySqliteFile(from: string, to: string): Promise<void> {
  let source: Database.Database | undefined;
  // Stays open until nobody else has the copy open: closing it earlier would release their locks, under POSIX.
  let copy: number | undefined;
  try {
    source = new Database(from, { readonly: true, fileMustExist: true, timeout: BUSY_MS_MAX });
    // Holds one snapshot for all steps: without it, every write of another process would make the copy begin again.
    source.exec('BEGIN');
    source.prepare('SELECT 1 FROM sqlite_schema').get();
    const descriptor = (copy = openSync(to, 'wx', 0o600));
    const nextStep = (): number => {
      fsyncSync(descriptor);
      return PAGES_PER_STEP;
    };
    await source.backup(to, { progress: nextStep });
    foldLog(to);
    fsyncSync(descriptor);
  } catch (error) {
    throw storeFailure(error, from);
  } finally {
    source?.close();
    if (copy !== undefined) closeSync(copy);
    shortenLog(from);
  }
}

/**
 * Writes back what others added to the write-ahead log while the snapshot kept them from doing so. Otherwise the next commit of the running
 * system would write all of it, on the thread that answers requests. Without rights to write to the file, that is so.
 */
function shortenLog(file: string): void {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (log === undefined || log.size <= WAL_BYTES_BEFORE_CHECKPOINT) return;
  let source: Database.Database | undefined;
  try {
    source = new Database(file, { fileMustExist: true });
    source.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // The copy is whole all the same.
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
