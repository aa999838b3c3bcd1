import type { DocumentChange } from '@redress/eventing';
import { DocumentConflictError } from '@redress/eventing';
import { MongoBulkWriteError, type AnyBulkWriteOperation, type Collection } from 'mongodb';
import { isDuplicateKey } from '../failures.js';
import type { DeclaredView } from './declared-view.js';
import { storedDocument, type StoredDocument } from './stored-document.js';

const changesPerWriteMax = 1_000;
const bytesPerWriteMax = 16 * 1024 * 1024;

/** A change and how it is written: each is one document and one atomic write, which takes effect only at the expected revision. */
export interface GuardedWrite {
  readonly change: DocumentChange;
  readonly operation: AnyBulkWriteOperation<StoredDocument>;
}

/** Prepares changes in groups of bounded size, within which each document is changed once: a group is written in no order. */
export function guardedWrites(
  view: DeclaredView,
  changes: readonly DocumentChange[],
): readonly (readonly GuardedWrite[])[] {
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

/** Writes a group. Answers whether every one of its writes found its document as it expected. */
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

/** Throws `DocumentConflictError` for a document that is not yet where its change leads: then another writer moved it elsewhere. */
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
