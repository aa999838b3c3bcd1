import type { EventStore } from '@redress/eventing';
import { openConnection } from '../connection.js';
import { WriterLock } from '../writer-lock.js';
import { eventSchema } from './schema.js';
import { SqliteEventStore } from './sqlite-event-store.js';

export interface SqliteEventStoreOptions {
  /** Created, with its folder, when it does not exist. */
  readonly file: string;
  /** Reads beside the process that writes; appends are refused. The file must exist. */
  readonly readOnly?: boolean;
}

/**
 * Opens the event store in a file. One process may write to it at a time; any number may read.
 * Rejects with `StoreUnavailableError` (another writer, no rights, full disk) or `StoreCorruptError`.
 */
export async function openSqliteEventStore({ file, readOnly = false }: SqliteEventStoreOptions): Promise<EventStore> {
  const lock = readOnly ? undefined : WriterLock.take(file);
  try {
    const connection = openConnection({
      file,
      readOnly,
      synchronous: 'FULL',
      busyTimeoutMs: 1_000,
      schema: eventSchema,
    });
    return new SqliteEventStore(connection, lock);
  } catch (error) {
    lock?.release();
    throw error;
  }
}
