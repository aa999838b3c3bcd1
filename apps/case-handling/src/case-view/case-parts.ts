import type { Json, JsonObject } from '@redress/eventing';

/** What is in a part of a case that may not be there yet. */

export function appended(list: Json | undefined, item: JsonObject): Json {
  return [...objectsIn(list), item];
}

export function objectsIn(list: Json | undefined): readonly JsonObject[] {
  return (list ?? []) as readonly JsonObject[];
}

export function objectIn(value: Json | undefined): JsonObject {
  return (value ?? {}) as JsonObject;
}
