import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteReadStore } from '@redress/engine-sqlite';
import { type JsonObject, toPosition, type ReadStore, type ViewDefinition } from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { MongoDbForSpecs } from '@redress/testing/engines';
import { openMongoReadStore } from './mongo-read-store.js';

const queue: ViewDefinition = {
  name: 'case-queue',
  fields: { title: 'string', 'handler.team': 'string', days: 'number' },
  indexes: [['title']],
};
const view = queue.name;

/** In byte order: capitals first, then Latin, Persian, and characters beyond 16 bits. */
const titles = [
  'شکایت',
  'Ab',
  'ab',
  'aB',
  'پرونده',
  'é',
  'z',
  'Z',
  '',
  ' a',
  '😀',
  '𝒜',
  'ا',
  'شک',
  '10',
  '9',
  'a\u0000b',
];

describe('What MongoDB keeps', () => {
  let mongodb: MongoDbForSpecs;
  let store: ReadStore;
  beforeAll(async () => {
    mongodb = await MongoDbForSpecs.start();
  });
  afterAll(() => mongodb.stop());
  beforeEach(async () => {
    store = await openMongoReadStore({ url: mongodb.freshUrl(), service: 'operations' });
    await store.define(queue);
  });
  afterEach(async () => {
    await store.close();
    await mongodb.dropDatabases();
  });

  const insert = (into: ReadStore, bodies: { readonly [id: string]: JsonObject }, position = 1n) => {
    const changes = Object.entries(bodies).map(([id, body]) => ({ id, expected: 'none' as const, revision: 0, body }));
    return into.commit(view, { generation: 1, changes, park: [], unpark: [], position: toPosition(position) });
  };

  it.each<{ what: string; body: string }>([
    { what: 'keys that hold dots', body: '{"a.b":1,".":{"..":2}}' },
    { what: 'keys that begin with $', body: '{"$set":{"x":1},"$ref":"x","$id":1,"handler":{"$where":"1"}}' },
    { what: 'keys that mean something to BSON', body: '{"x":{"_bsontype":"ObjectId","id":"0"}}' },
    { what: 'keys that mean something to JavaScript', body: '{"__proto__":{"a":1},"constructor":null}' },
    { what: 'empty keys, and zero in a key', body: '{"":1,"\\u0000":2}' },
    { what: 'numbers to the last digit', body: '{"n":[0.1,1e308,5e-324,9007199254740993,-1,1.5]}' },
    { what: 'the order of keys', body: '{"b":1,"a":2,"é":3}' },
    { what: 'other types than declared', body: '{"title":1,"days":"3","handler":[{"team":"cards"}]}' },
    { what: 'deep nesting', body: `${'{"a":['.repeat(150)}${']}'.repeat(150)}` },
  ])('comes back as it was: $what', async ({ body }) => {
    await insert(store, { A: JSON.parse(body) as JsonObject });
    expect(JSON.stringify((await store.get(view, 'A'))!.body)).toBe(JSON.stringify(JSON.parse(body)));
    await store.commit(view, {
      generation: 1,
      changes: [{ id: 'A', expected: 0, revision: 1, body: JSON.parse(body) as JsonObject }],
      park: [],
      unpark: [],
    });
    expect(JSON.stringify((await store.get(view, 'A'))!.body)).toBe(JSON.stringify(JSON.parse(body)));
  });

  it('counts as absent what has not the declared type', async () => {
    await insert(store, { A: { title: 1, days: '3', handler: [{ team: 'cards' }] }, B: { title: 'b', days: 3 } });
    const found = await store.find(view, {
      where: [{ field: 'handler.team', is: 'equal', value: null }],
      sort: { field: 'title', direction: 'ascending' },
      limit: 10,
    });
    expect(found.documents.map(({ id }) => id)).toEqual(['B', 'A']);
    const days = { measures: ['days'], extremes: ['days'] };
    const { rows } = await store.aggregate(view, { where: [], groupBy: [], ...days });
    const three = { measures: { days: { count: 1, sum: 3 } }, extremes: { days: { min: 3, max: 3 } } };
    expect(rows).toEqual([{ group: [], count: 2, ...three }]);
  });

  it('keeps the order of text that SQLite has', async () => {
    const folder = new ScratchFolder();
    const sqlite = await openSqliteReadStore({ file: folder.file('views.db') });
    await sqlite.define(queue);
    const bodies = Object.fromEntries(titles.map((title, index) => [`D${index}`, { title }]));
    const inOrder = async (of: ReadStore, direction: 'ascending' | 'descending') => {
      const found = await of.find(view, { where: [], sort: { field: 'title', direction }, limit: 200 });
      return found.documents.map(({ body }) => body['title']);
    };
    const from = async (of: ReadStore) => {
      const where = [{ field: 'title', is: 'from', value: 'ش' } as const];
      const found = await of.find(view, { where, sort: { field: 'title', direction: 'ascending' }, limit: 200 });
      return found.documents.map(({ id }) => id);
    };
    try {
      await Promise.all([insert(store, bodies), insert(sqlite, bodies)]);
      expect(await inOrder(store, 'ascending')).toEqual(await inOrder(sqlite, 'ascending'));
      expect(await inOrder(store, 'descending')).toEqual(await inOrder(sqlite, 'descending'));
      expect(await from(store)).toEqual(await from(sqlite));
    } finally {
      await sqlite.close();
      folder.remove();
    }
  });

  it('orders positions of 128 bits, and refuses wider ones', async () => {
    const highest = 2n ** 128n - 1n;
    for (const position of [9n, 10n, 2n ** 64n, highest, 2n ** 127n]) await insert(store, {}, position);
    expect(await store.checkpoint(view)).toBe(highest);
    await expect(insert(store, {}, highest + 1n)).rejects.toBeInstanceOf(RangeError);
    expect(() => insert(store, {}, -1n)).toThrow(RangeError);
  });

  it('is no document of unbounded size, and the refusal quotes none of it', async () => {
    const text = 'Parisa Example '.repeat(600_000);
    const refused: unknown = await insert(store, { A: { text }, B: {} }, 5n).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'invalid-append', message: expect.stringContaining('Document A') });
    expect((refused as Error).message).not.toContain('Parisa');
    expect([await store.checkpoint(view), await store.get(view, 'B')]).toEqual([0n, undefined]);
  });

  it('may be a document of several million characters', async () => {
    const body = { text: 'x'.repeat(6_000_000), title: 'large' };
    await insert(store, { A: body });
    expect((await store.get(view, 'A'))!.body).toEqual(body);
  });
});
