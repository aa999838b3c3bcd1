import type { Json, SealedField } from '../event.js';
import { parseJson } from '../outside-json.js';
import type { SealedValue } from '../projection.js';
import { decrypt, encrypt } from './encryption.js';
import { isJsonArray } from './json-pointer.js';
import type { KnownKey } from './key-ring.js';
import { KeyMissingError, SealBrokenError } from './sealing-errors.js';

/** Replaces a personal value whose key was destroyed. */
export const ERASED = { erased: true } as const;
export type Erased = typeof ERASED;

/** Replaces a personal value whose key is missing (not destroyed), for readers of whatever is left. */
export const KEY_MISSING = { keyMissing: true } as const;
export type KeyMissing = typeof KEY_MISSING;

/** The place where a value was sealed. Bound to the ciphertext, so that values cannot be exchanged. */
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

/** Throws `SealBrokenError` when the value was altered, or sealed in another place or under another key. */
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

/** Collects the subjects of all sealed values in the value. */
export function collectSubjects(value: Json, subjects: Set<string>): void {
  if (value === null || typeof value !== 'object') return;
  if (isSealedValue(value)) {
    subjects.add(value.$sealed.subject);
    return;
  }
  for (const item of isJsonArray(value) ? value : Object.values(value)) collectSubjects(item, subjects);
}

/** The value with every sealed value in it opened, or `{ erased: true }`. Parts without sealed values are shared with the original. */
export function opened(value: Json, keys: ReadonlyMap<string, KnownKey | 'unknown'>, withoutKey: WithoutKey): Json {
  if (value === null || typeof value !== 'object') return value;
  if (isSealedValue(value)) return openSealedValue(value, keys, withoutKey);
  if (isJsonArray(value)) {
    const items = value.map((item) => opened(item, keys, withoutKey));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const object = value;
  let copy: Record<string, Json> | undefined;
  for (const name of Object.keys(object)) {
    const before = object[name] as Json;
    const after = opened(before, keys, withoutKey);
    if (after !== before) (copy ??= { ...object })[name] = after;
  }
  return copy ?? value;
}

function openSealedValue(
  { $sealed }: SealedValue,
  keys: ReadonlyMap<string, KnownKey | 'unknown'>,
  withoutKey: WithoutKey,
): Json {
  const key = keys.get($sealed.subject) ?? 'unknown';
  if (key === 'unknown') return withoutKey($sealed.subject);
  return key === 'destroyed' ? ERASED : openValue(key, $sealed, $sealed);
}

/** Makes the replacement for a value whose key is missing (not destroyed), or throws. Called for each of them. */
export type WithoutKey = (subject: string) => Json;

/** Throws `KeyMissingError`: unlike a destroyed key, a missing one means a faulty setup. */
export function refuseWithoutKey(subject: string): never {
  throw new KeyMissingError(subject);
}

function isSealedValue(value: Json): value is SealedValue {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$sealed');
}
