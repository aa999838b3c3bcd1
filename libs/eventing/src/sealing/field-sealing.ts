import type { Json, SealedField } from '../event.js';
import { parseJson } from '../json/outside-json.js';
import { decrypt, encrypt } from './authenticated-encryption.js';
import { SealBrokenError } from './sealing-errors.js';

/** What stands in the place of a personal value whose key was destroyed. */
export const ERASED = { erased: true } as const;
export type Erased = typeof ERASED;

/** What stands in the place of a personal value whose key is neither there nor destroyed, where people look at what is left. */
export const KEY_MISSING = { keyMissing: true } as const;
export type KeyMissing = typeof KEY_MISSING;

/** Where a value was sealed. It is bound to the ciphertext, so that none can be passed off as another's. */
export interface SealedPlace {
  readonly event: string;
  readonly type: string;
  /** JSON pointer into the event as it was written. */
  readonly field: string;
}

/** Encrypts the UTF-8 of the value's JSON, with the JSON array `[event, type, field]` as additional data. */
export function sealValue(key: Uint8Array, place: SealedPlace, value: Json): SealedField {
  const { iv, ciphertext, tag } = encrypt(key, Buffer.from(JSON.stringify(value)), additionalData(place));
  return {
    field: place.field,
    iv: iv.toString('base64url'),
    ciphertext: ciphertext.toString('base64url'),
    tag: tag.toString('base64url'),
  };
}

/** Throws `SealBrokenError` when the value was altered, or was sealed in another place or under another key. */
export function openValue(key: Uint8Array, place: SealedPlace, sealed: Omit<SealedField, 'field'>): Json {
  const encrypted = {
    iv: Buffer.from(sealed.iv, 'base64url'),
    ciphertext: Buffer.from(sealed.ciphertext, 'base64url'),
    tag: Buffer.from(sealed.tag, 'base64url'),
  };
  const plaintext = decrypt(key, encrypted, additionalData(place));
  if (plaintext === undefined) throw new SealBrokenError(place.event, place.field);
  return parseJson(plaintext.toString()) as Json;
}

function additionalData({ event, type, field }: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([event, type, field]));
}
