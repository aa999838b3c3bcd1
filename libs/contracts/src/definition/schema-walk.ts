import Type, { type TSchema } from 'typebox';
import { isPersonal, PERSONAL_KEYWORD } from './personal.js';

/** Stands for "every item of this array" in the path of a personal field. */
export const EVERY_ITEM = '*';

/** Steps from the data to a personal value: field names, and {@link EVERY_ITEM}. */
export type FieldPath = readonly string[];

/**
 * Where a schema's personal values are. Follows objects and arrays.
 * Throws a `TypeError` for a mark that lies elsewhere (in a union, on an array's item): its values would be stored in clear.
 */
export function personalPathsOf(schema: TSchema): readonly FieldPath[] {
  const paths = pathsBelow(schema, []);
  const marks = JSON.stringify(schema).split(`"${PERSONAL_KEYWORD}":true`).length - 1;
  if (marks !== paths.length) throw new TypeError('A personal mark lies where no field of an object can be taken out.');
  return paths;
}

function pathsBelow(schema: TSchema, path: FieldPath): readonly FieldPath[] {
  if (Type.IsArray(schema)) return pathsBelow(schema.items, [...path, EVERY_ITEM]);
  if (!Type.IsObject(schema)) return [];
  return Object.entries(schema.properties).flatMap(([name, field]) =>
    isPersonal(field) ? [[...path, name]] : pathsBelow(field, [...path, name]),
  );
}

/** The same schema for stored data: its personal fields neither required nor allowed, everything else as strict as before. */
export function withoutPersonal(schema: TSchema): TSchema {
  if (Type.IsArray(schema)) return { ...schema, items: withoutPersonal(schema.items) };
  if (!Type.IsObject(schema)) return schema;
  const kept = Object.entries(schema.properties).filter(([, field]) => !isPersonal(field));
  const names = new Set(kept.map(([name]) => name));
  return {
    ...schema,
    properties: Object.fromEntries(kept.map(([name, field]) => [name, withoutPersonal(field)])),
    // An object without required fields has no such keyword.
    required: ((schema.required ?? []) as readonly string[]).filter((name) => names.has(name)),
  };
}

/** The paths, each of which must lead to a field of the schema. Throws a `TypeError` for one that does not: it would mark nothing. */
export function existingPaths(schema: TSchema, paths: readonly FieldPath[]): readonly FieldPath[] {
  const astray = paths.find((path) => !leads(schema, path));
  if (astray !== undefined) throw new TypeError(`No field stands at ${astray.join('/')}.`);
  return paths;
}

/** Whether a path leads to a field of the schema. */
export function leads(schema: TSchema | undefined, [step, ...rest]: FieldPath): boolean {
  if (schema === undefined || step === undefined) return schema !== undefined;
  if (step === EVERY_ITEM) return Type.IsArray(schema) && leads(schema.items, rest);
  return Type.IsObject(schema) && leads(schema.properties[step], rest);
}
