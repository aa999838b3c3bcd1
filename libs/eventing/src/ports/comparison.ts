import type { Json, JsonObject } from '../event.js';
import type { Comparison, ViewDefinition } from './read-store.js';

/** A value that a view can declare as a field; null where a document has none. */
export type FieldValue = string | number | boolean | null;

/** The value of a declared field in a document, by its dotted path. What has not the declared type counts as none. */
export function fieldIn({ fields }: Pick<ViewDefinition, 'fields'>, body: JsonObject, path: string): FieldValue {
  let value: Json | undefined = body;
  for (const name of path.split('.')) value = (value as { [key: string]: Json } | null | undefined)?.[name];
  return typeof value === fields[path] ? (value as FieldValue) : null;
}

/** Those of some parts that a document has, by their paths. */
export function partsOf(body: JsonObject, parts: readonly string[]): JsonObject {
  return Object.fromEntries(
    parts.flatMap((part) => {
      const value = valueAt(body, part);
      return value === undefined ? [] : [[part, value]];
    }),
  );
}

function valueAt(body: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = body;
  for (const name of path.split('.')) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

/** The terms that a document has in a field of them, each once. Whatever is not a list of texts counts as none. */
export function termsIn(body: JsonObject, path: string): ReadonlySet<string> {
  const value = valueAt(body, path);
  if (!isObject(value)) return new Set();
  const lists = Object.values(value).filter((list) => Array.isArray(list));
  return new Set(lists.flat().filter((term) => typeof term === 'string'));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The order of two values of one type; texts by their code units. */
export function compareFields(one: FieldValue, other: FieldValue): number {
  if (one === other) return 0;
  return (one as string | number) < (other as string | number) ? -1 : 1;
}

/** Whether a comparison holds for a document, as read stores decide it. */
export function comparisonHolds(
  view: Pick<ViewDefinition, 'fields'>,
  body: JsonObject,
  comparison: Comparison,
): boolean {
  if (comparison.is === 'has') {
    const terms = termsIn(body, comparison.field);
    return comparison.values.some((term) => terms.has(term));
  }
  const value = fieldIn(view, body, comparison.field);
  if (value === null && 'orNone' in comparison) return true;
  switch (comparison.is) {
    case 'equal':
      return value === comparison.value;
    case 'in':
      return value !== null && comparison.values.includes(value as string | number);
    case 'from':
      return value !== null && compareFields(value, comparison.value) >= 0;
    case 'before':
      return value !== null && compareFields(value, comparison.value) < 0;
    case 'starts-with':
      return typeof value === 'string' && value.startsWith(comparison.value);
  }
}
