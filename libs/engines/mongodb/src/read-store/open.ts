import type { ReadStore } from '@redress/eventing';
import { Connection, waitMsDefault } from '../connection.js';
import { MongoReadStore } from './mongo-read-store.js';

export interface MongoReadStoreOptions {
  /** `mongodb://[user:password@]host[:port][,host...]/[prefix][?options]`; the prefix is `redress` if there is none. */
  readonly url: string;
  /** Whose views these are: the database is called `<prefix>-<service>`. Lower-case words with hyphens. */
  readonly service: string;
  /** Longest wait for a server that is still starting, in milliseconds, when opening. Default: 5,000. */
  readonly wait_ms?: number;
  /** Longest wait of each call for a server that can be written to, in milliseconds. Default: 5,000, and never longer than `wait_ms`. */
  readonly call_wait_ms?: number;
}

/**
 * Opens the read store of a service. Its commits are on the disks of a majority of the servers when they resolve; a commit is not one
 * transaction but guarded documents first and the checkpoint last, so that a batch that was cut off is applied again.
 * Rejects with `StoreUnavailableError`, or with `RangeError` for a URL that is none; never with a word of the URL but its addresses.
 */
export async function openMongoReadStore({
  url,
  service,
  wait_ms = waitMsDefault,
  call_wait_ms = waitMsDefault,
}: MongoReadStoreOptions): Promise<ReadStore> {
  return new MongoReadStore(await Connection.open({ url, database: service, wait_ms, call_wait_ms }));
}
