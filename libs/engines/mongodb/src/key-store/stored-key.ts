import type { KeyEntry } from '@redress/eventing';
import { StoreCorruptError } from '@redress/eventing';
import { Binary } from 'mongodb';

/** A subject's key, or the mark that it was destroyed: then without any byte of it. */
export interface StoredKey {
  readonly _id: string;
  readonly wrapped?: Binary;
  readonly destroyedAt?: string;
}

/** Throws `StoreCorruptError` for what nobody can have written. */
export function entryOf({ _id: subject, wrapped, destroyedAt }: StoredKey): KeyEntry {
  if (typeof destroyedAt === 'string') return { subject, state: 'destroyed', destroyedAt };
  if (wrapped instanceof Binary) return { subject, state: 'present', wrapped: new Uint8Array(wrapped.value()) };
  throw new StoreCorruptError('A data key cannot be read. Restore the database of keys from a backup.');
}
