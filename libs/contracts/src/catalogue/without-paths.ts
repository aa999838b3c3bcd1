import { EVERY_ITEM, type FieldPath, type JsonObject } from '../definition/index.js';

/** A copy of the data without the fields at these paths, where they are. */
export function withoutPaths(data: JsonObject, paths: readonly FieldPath[]): JsonObject {
  return paths.reduce<unknown>(without, data) as JsonObject;
}

function without(value: unknown, [step, ...rest]: FieldPath): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  if (step === EVERY_ITEM) return Array.isArray(value) ? value.map((item: unknown) => without(item, rest)) : value;
  const entries = Object.entries(value);
  const kept = rest.length > 0 ? entries : entries.filter(([name]) => name !== step);
  return Object.fromEntries(kept.map(([name, inner]) => [name, name === step ? without(inner, rest) : inner]));
}
