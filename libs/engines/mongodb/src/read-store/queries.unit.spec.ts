import { describe, expect, it } from '@jest/globals';
import type { Collection } from 'mongodb';
import { DeclaredView } from './declared-view.js';
import type { StoredDocument } from './documents.js';
import { aggregateRows, figureQuery, findPage, pageQuery } from './queries.js';

const view = new DeclaredView({ name: 'cases', fields: { dueAt: 'string' }, indexes: [] });

describe('A query', () => {
  it('is stopped by the server after ten seconds, whether it finds or counts', async () => {
    const bounds: unknown[] = [];
    const found = {
      sort: () => found,
      limit: () => found,
      maxTimeMS: (most: unknown) => (bounds.push(most), found),
      toArray: () => Promise.resolve([]),
    };
    const collection = {
      find: () => found,
      aggregate: (_stages: unknown, { maxTimeMS }: { readonly maxTimeMS?: number }) => (bounds.push(maxTimeMS), found),
    } as unknown as Collection<StoredDocument>;
    const sort = { field: 'dueAt', direction: 'ascending' } as const;
    await findPage(collection, pageQuery(view, { where: [], sort, limit: 10 }));
    await aggregateRows(collection, figureQuery(view, { where: [], groupBy: [], measures: [] }));
    // The documents with a due date, those without, and the figures.
    expect(bounds).toEqual([10_000, 10_000, 10_000]);
  });
});
