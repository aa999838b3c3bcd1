import type { Json } from '../event.js';
import type { SealedValue } from '../projection.js';
import { ERASED, openValue } from './field-sealing.js';
import { isJsonArray } from './json-pointer.js';
import type { KnownKey } from './recent-keys.js';
import { KeyMissingError } from './sealing-errors.js';

/** Finds every subject whose sealed values occur anywhere in the value. */
export function collectSubjects(value: Json, subjects: Set<string>): void {
  if (value === null || typeof value !== 'object') return;
  if (isSealedValue(value)) {
    subjects.add(value.$sealed.subject);
    return;
  }
  for (const item of isJsonArray(value) ? value : Object.values(value)) collectSubjects(item, subjects);
}

/** The value with every sealed value in it opened, or `{ erased: true }`. What holds none is shared with the original. */
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

/** What stands in the place of a value whose key is neither there nor destroyed; called for each of them, or throws. */
export type WithoutKey = (subject: string) => Json;

/** Throws `KeyMissingError`: unlike a destroyed key, one that was never there means that something is set up wrongly. */
export function refuseWithoutKey(subject: string): never {
  throw new KeyMissingError(subject);
}

function isSealedValue(value: Json): value is SealedValue {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$sealed');
}
