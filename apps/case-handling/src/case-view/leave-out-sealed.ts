import type { Json, JsonObject } from '@redress/eventing';

/** The document without what is sealed in it, however deep: the contracts say which values are personal, and no list of this service's own. */
export function leaveOutSealed(document: JsonObject): JsonObject {
  const open = Object.entries(document).filter(([, value]) => !isSealed(value));
  return Object.fromEntries(open.map(([name, value]) => [name, within(value)]));
}

function within(value: Json): Json {
  if (Array.isArray(value)) return value.map(within);
  return typeof value === 'object' && value !== null ? leaveOutSealed(value as JsonObject) : value;
}

function isSealed(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$sealed');
}
