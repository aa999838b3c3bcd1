import type { KeyStore } from '@redress/eventing';
import { openConnection } from '../connection.js';
import { keySchema } from './schema.js';
import { SqliteKeyStore } from './sqlite-key-store.js';

export interface SqliteKeyStoreOptions {
  /** Created, with its folder, when it does not exist. */
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
