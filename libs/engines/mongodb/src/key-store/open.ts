import type { KeyStore } from '@redress/eventing';
import { Connection, waitMsDefault } from '../connection.js';
import { MongoKeyStore } from './mongo-key-store.js';

export interface MongoKeyStoreOptions {
  /** `mongodb://[user:password@]host[:port][,host...]/[prefix][?options]`; the database is `<prefix>-keys`. */
  readonly url: string;
  /** Longest wait for a server that is still starting, in milliseconds, when opening. Default: 5,000. */
  readonly wait_ms?: number;
  /** Longest wait of each call for a server that can be written to, in milliseconds. Default: 5,000, and never longer than `wait_ms`. */
  readonly call_wait_ms?: number;
}

/**
 * Opens the key store. A resolved `put` or `destroy` is in the journals of a majority of the servers.
 *
 * **What a destroyed key leaves behind.** No query finds it any more, at once. But MongoDB does not overwrite: the wrapped bytes stay in
 * the oplog of every member until it rolls over (by size, or after `storage.oplogMinRetentionHours`), in the journal until the next
 * checkpoints (a minute or two), in freed blocks of the data files until WiredTiger uses them again (`compact` hastens it, nothing
 * bounds it), in delayed members, and in every backup. They are wrapped: without the master key they say nothing. Where bytes must be
 * gone by a known time, bound the oplog and the backups, or keep the keys in the SQLite engine, whose files hold none of them.
 *
 * Rejects with `StoreUnavailableError`, or with `RangeError` for a URL that is none; never with a word of the URL but its addresses.
 */
export async function openMongoKeyStore({
  url,
  wait_ms = waitMsDefault,
  call_wait_ms = waitMsDefault,
}: MongoKeyStoreOptions): Promise<KeyStore> {
  return new MongoKeyStore(await Connection.open({ url, database: 'keys', wait_ms, call_wait_ms }));
}
