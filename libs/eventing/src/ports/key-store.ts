import type { Instant } from '../event.js';
import type { Served } from './server-in-use.js';

/** A data subject's key, wrapped (encrypted) by the master key; or the mark that it was destroyed. */
export type KeyEntry =
  | { readonly subject: string; readonly state: 'present'; readonly wrapped: Uint8Array }
  | { readonly subject: string; readonly state: 'destroyed'; readonly destroyedAt: Instant };

/**
 * Keeps wrapped data keys in a separate database from the events, with separate backups.
 *
 * Durability: a resolved `put` or `destroy` is on disk. A destroyed key leaves no trace of its wrapped bytes in the store's files.
 * Errors: `StoreClosedError`, `StoreUnavailableError`, `StoreCorruptError`.
 */
export interface KeyStore extends Served {
  /**
   * Stores a key for a subject without one and returns what is stored now: the first key ever put wins, and a destroyed key stays
   * destroyed.
   */
  put(subject: string, wrapped: Uint8Array): Promise<KeyEntry>;
  /** The entries of the given subjects (at most 1000); unknown ones are absent. */
  get(subjects: readonly string[]): Promise<ReadonlyMap<string, KeyEntry>>;
  /** Destroys a subject's key for good; leaves the mark even for an unknown subject. Idempotent; the first instant stays. */
  destroy(subject: string, at: Instant): Promise<void>;
  close(): Promise<void>;
}
