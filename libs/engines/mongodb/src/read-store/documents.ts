import {
  type DocumentChange,
  DocumentConflictError,
  InvalidAppendError,
  type Json,
  type JsonObject,
  type ParkedStream,
  parseJson,
  StoreCorruptError,
  type StreamName,
  termsIn,
  type ViewDocument,
} from '@redress/eventing';
import { type AnyBulkWriteOperation, type Collection, MongoBulkWriteError } from 'mongodb';
import { isDuplicateKey } from '../failures.js';
import type { DeclaredField, DeclaredView } from './declared-view.js';
import type { Collections } from './generations.js';

export type FieldValue = string | number | boolean;

/**
 * A document in the database. Its body is JSON text and not BSON, so that every body comes back unchanged, with keys that contain dots or
 * begin with `$` at any depth, and no complainant's text is ever taken for a BSON type. Queryable fields are copied beside it where they
 * have the declared type; other values count as absent.
 */
export interface StoredDocument {
  readonly _id: string;
  readonly revision: number;
  readonly body: string;
  readonly fields: { readonly [name: string]: FieldValue | readonly string[] };
}

/**
 * A stored document has at most 16 MB, and `fields` may repeat as much as the whole body. A view that could outgrow this keeps its parts in
 * separate documents; a complaint's history is read page by page from the event store and never stored in one.
 */
const bodyBytesMax = 7 * 1024 * 1024;

/** Throws `InvalidAppendError` for a body too large for a document. */
export function storedDocument(view: DeclaredView, { id, revision, body }: ViewDocument): StoredDocument {
  const text = JSON.stringify(body);
  if (Buffer.byteLength(text) > bodyBytesMax) {
    throw new InvalidAppendError(
      `Document ${id} of the view ${view.name} has more than ${bodyBytesMax} bytes. Keep what grows in documents of its own.`,
    );
  }
  return { _id: id, revision, body: text, fields: fieldsOf(view.fields, body) };
}

/** Throws `StoreCorruptError`, naming the place, for a body that Redress cannot have written. */
export function documentOf(view: DeclaredView, { _id: id, revision, body }: StoredDocument): ViewDocument {
  try {
    return { id, revision, body: parseJson(body) as JsonObject };
  } catch {
    // Omits the cause: a syntax error quotes the text that it could not parse.
    throw new StoreCorruptError(`Document ${id} of the view ${view.name} cannot be read. Rebuild the view.`);
  }
}

/** The values of declared fields, by stored name; of a field of terms, each of them. */
export function fieldsOf(
  fields: readonly DeclaredField[],
  body: JsonObject,
): { [name: string]: FieldValue | readonly string[] } {
  const values: { [name: string]: FieldValue | readonly string[] } = {};
  for (const field of fields) {
    if (field.type === 'terms') values[field.name] = [...termsIn(body, field.path)];
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

export class Documents {
  constructor(private readonly collections: Collections) {}

  async get(view: DeclaredView, generation: number, id: string): Promise<ViewDocument | undefined> {
    const stored = await this.collections.documents(view.name, generation).findOne({ _id: id });
    return stored === null ? undefined : documentOf(view, stored);
  }

  async getMany(
    view: DeclaredView,
    generation: number,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, ViewDocument>> {
    if (ids.length === 0) return new Map();
    const found = await this.collections
      .documents(view.name, generation)
      .find({ _id: { $in: [...ids] } })
      .toArray();
    return new Map(found.map((stored) => [stored._id, documentOf(view, stored)]));
  }

  async remove(view: string, generation: number, ids: readonly string[]): Promise<void> {
    await this.collections.documents(view, generation).deleteMany({ _id: { $in: [...ids] } });
  }

  async pageAfter(
    view: DeclaredView,
    generation: number,
    id: string | undefined,
    limit: number,
  ): Promise<readonly ViewDocument[]> {
    const found = this.collections
      .documents(view.name, generation)
      .find(id === undefined ? {} : { _id: { $gt: id } })
      .sort({ _id: 1 })
      .limit(limit);
    return (await found.toArray()).map((stored) => documentOf(view, stored));
  }
}

const changesPerWriteMax = 1_000;
const bytesPerWriteMax = 16 * 1024 * 1024;

/** A change and its write: one document, one atomic write, effective only at the expected revision. */
export interface GuardedWrite {
  readonly change: DocumentChange;
  readonly operation: AnyBulkWriteOperation<StoredDocument>;
}

/**
 * Prepares changes in groups of bounded size, each document at most once per group: a group is written unordered. What is to be written after
 * the others has groups of its own behind theirs.
 */
export function guardedWrites(
  view: DeclaredView,
  changes: readonly DocumentChange[],
): readonly (readonly GuardedWrite[])[] {
  const [others, last] = [false, true].map((isLast) =>
    changes.filter(({ afterOthers = false }) => afterOthers === isLast),
  ) as [DocumentChange[], DocumentChange[]];
  return [...inGroups(view, others), ...inGroups(view, last)];
}

function inGroups(view: DeclaredView, changes: readonly DocumentChange[]): readonly (readonly GuardedWrite[])[] {
  const groups: GuardedWrite[][] = [];
  let ids = new Set<string>();
  let bytes = 0;
  for (const change of changes) {
    const stored = storedDocument(view, change);
    bytes += stored.body.length;
    if (groups.length === 0 || ids.size === changesPerWriteMax || bytes > bytesPerWriteMax || ids.has(change.id)) {
      groups.push([]);
      ids = new Set();
      bytes = stored.body.length;
    }
    ids.add(change.id);
    groups.at(-1)!.push({ change, operation: operationOf(change, stored) });
  }
  return groups;
}

function operationOf({ expected }: DocumentChange, stored: StoredDocument): AnyBulkWriteOperation<StoredDocument> {
  if (expected === 'none') return { insertOne: { document: stored } };
  const { _id, ...replacement } = stored;
  return { replaceOne: { filter: { _id, revision: expected }, replacement } };
}

/** Writes a group. Returns whether every write found its document as expected. */
export async function writeGroup(
  collection: Collection<StoredDocument>,
  group: readonly GuardedWrite[],
): Promise<boolean> {
  const operations = group.map(({ operation }) => operation);
  try {
    const { insertedCount, matchedCount } = await collection.bulkWrite(operations, { ordered: false });
    return insertedCount + matchedCount === group.length;
  } catch (error) {
    if (areAllDuplicates(error)) return false;
    throw error;
  }
}

function areAllDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return false;
  const failed = [error.writeErrors].flat();
  return failed.length > 0 && failed.every(isDuplicateKey);
}

/** Throws `DocumentConflictError` for a document that has not reached its change's revision: a concurrent writer moved it elsewhere. */
export async function requireApplied(
  view: DeclaredView,
  collection: Collection<StoredDocument>,
  group: readonly GuardedWrite[],
): Promise<void> {
  const ids = group.map(({ change }) => change.id);
  const found = await collection.find({ _id: { $in: ids } }, { projection: { revision: 1 } }).toArray();
  const revisions = new Map(found.map(({ _id, revision }) => [_id, revision]));
  for (const { change } of group) {
    const stored = revisions.get(change.id);
    if (stored === undefined || stored < change.revision) {
      throw new DocumentConflictError(
        `Document ${change.id} of the view ${view.name} is at revision ${stored ?? 'none'}, not ${change.expected}.`,
      );
    }
  }
}

export type StoredParked = Omit<ParkedStream, 'stream'> & { readonly _id: StreamName };

const listedMax = 1_000;

/** The parked streams, by view and generation. */
export class ParkedStreams {
  constructor(private readonly collections: Collections) {}

  async write(
    view: string,
    generation: number,
    park: readonly ParkedStream[],
    unpark: readonly StreamName[],
  ): Promise<void> {
    const writes: AnyBulkWriteOperation<StoredParked>[] = [
      ...unpark.map((_id) => ({ deleteOne: { filter: { _id } } })),
      ...park.map(({ stream: _id, ...replacement }) => ({
        replaceOne: { filter: { _id }, replacement, upsert: true },
      })),
    ];
    if (writes.length > 0) await this.collections.parked(view, generation).bulkWrite(writes, { ordered: true });
  }

  async oldest(view: string, generation: number): Promise<readonly ParkedStream[]> {
    const found = this.collections.parked(view, generation).find({}).sort({ parkedAt: 1, _id: 1 }).limit(listedMax);
    return (await found.toArray()).map(parkedOf);
  }

  async among(
    view: string,
    generation: number,
    streams: readonly StreamName[],
  ): Promise<ReadonlyMap<string, ParkedStream>> {
    if (streams.length === 0) return new Map();
    const collection = this.collections.parked(view, generation);
    // Runs for every batch, and nearly always nothing is parked: one look is cheaper than hundreds of ids.
    if ((await collection.findOne({}, { projection: { _id: 1 } })) === null) return new Map();
    const found = await collection.find({ _id: { $in: [...streams] } }).toArray();
    return new Map(found.map((stored) => [stored._id, parkedOf(stored)]));
  }
}

function parkedOf({ _id: stream, ...rest }: StoredParked): ParkedStream {
  return { stream, ...rest };
}
