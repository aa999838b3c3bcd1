import type { Collection, Document } from 'mongodb';
import { isGone } from '../failures.js';
import type { DeclaredView } from './declared-view.js';
import { indexPrefix } from './declared-view.js';

/** Makes a collection's indexes those that its view declares: creates what is new, drops what is no longer wanted. */
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
