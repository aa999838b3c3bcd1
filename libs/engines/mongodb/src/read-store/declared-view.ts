import {
  type FieldType,
  InvalidQueryError,
  type JsonObject,
  type ValueType,
  type ViewDefinition,
  wideIndexOver,
} from '@redress/eventing';
import type { AnyBulkWriteOperation, Collection, Document, MatchKeysAndValues } from 'mongodb';
import { isGone } from '../failures.js';
import { documentOf, fieldsOf, type StoredDocument } from './documents.js';
import type { Collections, ViewState } from './generations.js';

const viewPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const pathPattern = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const nameLengthMax = 100;
/** MongoDB takes no more. What an index does not hold is read from the document. */
const INDEX_FIELDS_MAX = 32;

/** A declared field: the only part of a view that queries may name. */
export interface DeclaredField<Type extends FieldType = FieldType> {
  readonly path: string;
  readonly type: Type;
  /** Its name within `fields` of a stored document: `handler/team`. */
  readonly name: string;
  /** Its name in queries and indexes: `fields.handler/team`. */
  readonly stored: string;
}

/** A view whose names were checked, because they become names of collections, indexes and fields. */
export class DeclaredView {
  readonly name: string;
  readonly fields: readonly DeclaredField[];
  /** Index keys by index name. */
  readonly indexes: ReadonlyMap<string, Readonly<Record<string, 1>>>;
  private readonly byPath: ReadonlyMap<string, DeclaredField>;

  /** Throws `InvalidQueryError` for names that are not plain identifiers, or an index over an undeclared field. */
  constructor(definition: ViewDefinition) {
    if (!viewPattern.test(definition.name) || definition.name.length > nameLengthMax) {
      throw new InvalidQueryError('A view is named by lower-case words with hyphens.');
    }
    this.name = definition.name;
    this.fields = Object.entries(definition.fields).map(([path, type]) => declared(path, type));
    this.byPath = new Map(this.fields.map((field) => [field.path, field]));
    this.indexes = new Map([
      ...definition.indexes.map((by) => this.indexOver(by.join(), by, [])),
      ...(definition.wideIndexes ?? []).map((by) => {
        const { title, beside } = wideIndexOver(definition, by);
        return this.indexOver(title, by, beside);
      }),
      ...this.fields
        .filter(({ type }) => type === 'terms')
        .map(({ path, stored }) => [`${indexPrefix}${path}`, { [stored]: 1 as const }] as const),
    ]);
  }

  /** A field of one value. Throws `InvalidQueryError` for an undeclared field, and for one of terms. */
  field(path: string): DeclaredField<ValueType> {
    const { type, ...field } = this.known(path);
    if (type === 'terms') throw new InvalidQueryError(`The field ${path} is of terms: ask for what it has.`);
    return { ...field, type };
  }

  /** A field of terms. Throws `InvalidQueryError` for an undeclared field, and for one of another type. */
  termsOf(path: string): DeclaredField {
    const field = this.known(path);
    if (field.type !== 'terms') throw new InvalidQueryError(`The field ${path} is not of terms.`);
    return field;
  }

  private known(path: string): DeclaredField {
    const field = this.byPath.get(path);
    if (field === undefined)
      throw new InvalidQueryError(`The view ${this.name} has no field of that name to query by.`);
    return field;
  }

  /** The id comes before what is only held: documents of the same value are wanted in its order. */
  private indexOver(
    title: string,
    by: readonly string[],
    beside: readonly string[],
  ): readonly [name: string, key: Readonly<Record<string, 1>>] {
    const [first, others] = [by, beside].map((paths) => paths.map((path) => this.field(path).stored));
    const fields = [...first!, '_id', ...others!].slice(0, INDEX_FIELDS_MAX);
    return [`${indexPrefix}${title}`, Object.fromEntries(fields.map((field) => [field, 1] as const))];
  }
}

/** Prefix of declared indexes' names. */
export const indexPrefix = 'view/';

function declared(path: string, type: FieldType): DeclaredField {
  if (!pathPattern.test(path) || path.length > nameLengthMax) {
    throw new InvalidQueryError('A field is named by words of letters, digits and underscores, joined by dots.');
  }
  const name = path.replaceAll('.', '/');
  return { path, type, name, stored: `fields.${name}` };
}

const sliceDocuments = 500;

/** The fields that documents hold copies of, as recorded in the view's state. */
export function copiedFields(view: DeclaredView): readonly string[] {
  return view.fields.map(copied).sort();
}

/**
 * Copies newly declared fields out of the bodies of stored documents. A process with the older definition still writes without them, until
 * the document's next change or the next start of one that declares them.
 */
export async function copyNewFields(collections: Collections, view: DeclaredView, state: ViewState): Promise<void> {
  const wanted = copiedFields(view);
  if (wanted.join() === state.fields.join()) return;
  const missing = view.fields.filter((field) => !state.fields.includes(copied(field)));
  if (missing.length > 0) {
    for (const generation of Object.keys(state.generations).map(Number)) {
      await copyInto(collections, view, generation, missing);
    }
  }
  await collections.states.updateOne({ _id: view.name }, { $set: { fields: [...wanted] } });
}

async function copyInto(
  collections: Collections,
  view: DeclaredView,
  generation: number,
  missing: readonly DeclaredField[],
): Promise<void> {
  const collection = collections.documents(view.name, generation);
  for (let after: string | undefined; ;) {
    const slice = await collection
      .find(after === undefined ? {} : { _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(sliceDocuments)
      .toArray();
    if (slice.length === 0) return;
    const writes = slice.map((stored) => copyingWrite(stored, documentOf(view, stored).body, missing));
    await collection.bulkWrite(writes, { ordered: false });
    after = slice.at(-1)!._id;
  }
}

/** Guarded like every other write: a document that changed meanwhile was written with its fields. */
function copyingWrite(
  { _id, revision }: StoredDocument,
  body: JsonObject,
  missing: readonly DeclaredField[],
): AnyBulkWriteOperation<StoredDocument> {
  const values = fieldsOf(missing, body);
  const present = missing.filter(({ name }) => name in values).map(({ name, stored }) => [stored, values[name]]);
  const absent = missing.filter(({ name }) => !(name in values)).map(({ stored }) => [stored, '']);
  const $set = Object.fromEntries(present) as MatchKeysAndValues<StoredDocument>;
  const $unset = Object.fromEntries(absent) as { [stored: string]: '' };
  const update = { ...(present.length === 0 ? {} : { $set }), ...(absent.length === 0 ? {} : { $unset }) };
  return { updateOne: { filter: { _id, revision }, update } };
}

function copied({ path, type }: DeclaredField): string {
  return `${path}:${type}`;
}

/** Adjusts a collection's indexes to its view: creates new ones, drops those no longer declared. */
export async function keepIndexes<Stored extends Document>(
  collection: Collection<Stored>,
  view: DeclaredView,
): Promise<void> {
  const existing = await indexNames(collection);
  for (const name of existing) {
    if (name.startsWith(indexPrefix) && !view.indexes.has(name)) await collection.dropIndex(name);
  }
  const missing = [...view.indexes].filter(([name]) => !existing.includes(name));
  if (missing.length > 0) await collection.createIndexes(missing.map(([name, key]) => ({ name, key })));
}

async function indexNames<Stored extends Document>(collection: Collection<Stored>): Promise<readonly string[]> {
  try {
    return (await collection.listIndexes().toArray()).map(({ name }) => String(name));
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}
