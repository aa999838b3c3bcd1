import type { JsonObject } from '@redress/eventing';
import type { AnyBulkWriteOperation, MatchKeysAndValues } from 'mongodb';
import type { Collections } from './collections.js';
import type { DeclaredField, DeclaredView } from './declared-view.js';
import { documentOf, fieldsOf, type StoredDocument } from './stored-document.js';
import type { ViewState } from './view-state.js';

const sliceDocuments = 500;

/** What a view's state says of the fields that its documents have copies of. */
export function copiedFields(view: DeclaredView): readonly string[] {
  return view.fields.map(copied).sort();
}

/**
 * Copies what the view declares now and did not before out of the bodies of the stored documents. A process of the older definition
 * that still writes leaves the new fields out, until the document's next change or the next start of one that declares them anew.
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

/** Guarded like every other write: a document that moved on meanwhile was written with its fields. */
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
