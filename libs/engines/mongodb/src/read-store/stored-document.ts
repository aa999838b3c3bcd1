import type { Json, JsonObject, ViewDocument } from '@redress/eventing';
import { InvalidAppendError, parseJson, StoreCorruptError } from '@redress/eventing';
import type { DeclaredField, DeclaredView } from './declared-view.js';

export type FieldValue = string | number | boolean;

/**
 * How a document lies in the database. Its body is JSON text and not BSON: so every body comes back as it was, with keys that hold
 * dots or begin with `$`, at any depth, and nothing that a complainant wrote is ever taken for a BSON type. What queries may name is
 * copied beside it, where it has the declared type; other values count as absent.
 */
export interface StoredDocument {
  readonly _id: string;
  readonly revision: number;
  readonly body: string;
  readonly fields: { readonly [name: string]: FieldValue };
}

/**
 * A stored document has at most 16 MB, and `fields` may repeat as much as the whole body. A view that could outgrow this keeps its
 * parts in documents of their own; a complaint's history is read page by page from the event store and never kept in one.
 */
const bodyBytesMax = 7 * 1024 * 1024;

/** Throws `InvalidAppendError` for a body that no document can hold. */
export function storedDocument(view: DeclaredView, { id, revision, body }: ViewDocument): StoredDocument {
  const text = JSON.stringify(body);
  if (Buffer.byteLength(text) > bodyBytesMax) {
    throw new InvalidAppendError(
      `Document ${id} of the view ${view.name} has more than ${bodyBytesMax} bytes. Keep what grows in documents of its own.`,
    );
  }
  return { _id: id, revision, body: text, fields: fieldsOf(view.fields, body) };
}

/** Throws `StoreCorruptError`, naming the place, for a body that nobody can have written. */
export function documentOf(view: DeclaredView, { _id: id, revision, body }: StoredDocument): ViewDocument {
  try {
    return { id, revision, body: parseJson(body) as JsonObject };
  } catch {
    // Without a cause: a syntax error quotes the text that it could not parse.
    throw new StoreCorruptError(`Document ${id} of the view ${view.name} cannot be read. Rebuild the view.`);
  }
}

/** The values of declared fields, by their stored names. */
export function fieldsOf(fields: readonly DeclaredField[], body: JsonObject): { [name: string]: FieldValue } {
  const values: { [name: string]: FieldValue } = {};
  for (const field of fields) {
    const value = valueAt(body, field.path);
    if (typeof value === field.type) values[field.name] = value as FieldValue;
  }
  return values;
}

function valueAt(body: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = body;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as JsonObject)[name];
  }
  return value;
}
