import type { ReadStore } from '@redress/eventing';
import { openConnection } from '../connection.js';
import { readSchema } from './schema.js';
import { SqliteReadStore } from './sqlite-read-store.js';

export interface SqliteReadStoreOptions {
  /** Created, with its folder, when it does not exist. Several processes may use it at once. */
  readonly file: string;
}

/**
 * Opens the read store in a file. Its commits survive the death of the process; a power cut may take the newest ones, checkpoint
 * and documents together, which are then built again from the log.
 * Rejects with `StoreUnavailableError` or `StoreCorruptError`.
 */
export async function openSqliteReadStore({ file }: SqliteReadStoreOptions): Promise<ReadStore> {
  return new SqliteReadStore(openConnection({ file, synchronous: 'NORMAL', busyTimeoutMs: 5_000, schema: readSchema }));
}
