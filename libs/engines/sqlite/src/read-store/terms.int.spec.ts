import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { Comparison, DocumentChange, FindQuery, JsonObject, ReadStore, ViewDefinition } from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Connection } from '../connection.js';
import { SqliteReadStore } from './sqlite-read-store.js';
import { openViews } from './views-file.js';

const index: ViewDefinition = {
  name: 'index',
  fields: { words: 'terms', status: 'string', dueAt: 'string' },
  indexes: [['dueAt'], ['status', 'dueAt']],
};
const byDueDate: Pick<FindQuery, 'sort' | 'limit'> = { sort: { field: 'dueAt', direction: 'descending' }, limit: 10 };
const has = (...values: readonly string[]): Comparison => ({ field: 'words', is: 'has', values });
const isReceived: Comparison = { field: 'status', is: 'equal', value: 'received' };

describe('Terms on SQLite', () => {
  let folder: ScratchFolder;
  let file: string;
  let connection: Connection;
  let store: ReadStore;
  beforeEach(async () => {
    folder = new ScratchFolder();
    file = folder.file('views.db');
    connection = openViews(file);
    store = new SqliteReadStore(connection);
    await store.define(index);
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  async function commit(changes: readonly DocumentChange[], generation = 1): Promise<void> {
    await store.commit(index.name, { generation, changes, park: [], unpark: [] });
  }
  const inserted = (id: string, body: JsonObject): DocumentChange => ({ id, expected: 'none', revision: 0, body });

  /** SQLite's plan for a query. */
  async function planOf(query: (traced: ReadStore) => Promise<unknown>): Promise<string> {
    const statements: string[] = [];
    const prepare = connection.db.prepare.bind(connection.db);
    connection.db.prepare = (sql: string) => (statements.push(sql), prepare(sql));
    await query(store);
    const plain = new Database(file, { readonly: true });
    plain.function('redress_in_time', () => 1);
    const sql = statements.find((statement) => statement.includes('AS fields'))!;
    const values = Array.from(sql.matchAll(/\?/g), () => 1);
    const plan = plain.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    plain.close();
    return plan.map(({ detail }) => detail).join('\n');
  }

  it.each<{ what: string; where: readonly Comparison[] }>([
    { what: 'one', where: [has('a')] },
    { what: 'several', where: [has('a', 'b'), has('c')] },
    { what: 'another condition with an index', where: [isReceived, has('a')] },
  ])('find documents by their key alone, by $what', async ({ where }) => {
    const found = await planOf((traced) => traced.find(index.name, { where, ...byDueDate }));
    const counted = await planOf((traced) => traced.aggregate(index.name, { where, groupBy: [], measures: [] }));
    for (const plan of [found, counted]) {
      expect(plan).toMatch(/SEARCH terms\/index\/words USING PRIMARY KEY \(term=\?\)/);
      expect(plan).toMatch(/SEARCH fields USING INTEGER PRIMARY KEY \(rowid=\?\)/);
      expect(plan).not.toMatch(/SCAN (?!json_each)/);
    }
  });

  it('check each further condition by the whole key', async () => {
    const plan = await planOf((traced) => traced.find(index.name, { where: [has('a'), has('b')], ...byDueDate }));
    expect(plan).toMatch(/SEARCH terms\/index\/words EXISTS USING PRIMARY KEY \(term=\? AND number=\?\)/);
  });

  describe('that were taken out', () => {
    const terms = (count: number) => Array.from({ length: count }, () => randomBytes(12).toString('base64url'));
    const filesHold = (text: string) => heldOf([text]).length > 0;
    /** Which of these are in any file. */
    function heldOf(texts: readonly string[]): readonly string[] {
      const files = readdirSync(folder.path).map((name) => readFileSync(folder.file(name)));
      return texts.filter((text) => files.some((bytes) => bytes.includes(text)));
    }
    /** Documents of forty terms each, which fill many pages. */
    async function filled(generation = 1): Promise<readonly (readonly [id: string, own: readonly string[]])[]> {
      const all = Array.from({ length: 600 }, (_, at) => [`${generation}-${at}`, terms(40)] as const);
      for (let from = 0; from < all.length; from += 100) {
        const some = all.slice(from, from + 100);
        await commit(
          some.map(([id, own]) => inserted(id, { words: { own } })),
          generation,
        );
      }
      return all;
    }

    // A page that was split keeps the bytes of what moved to another one until it needs the room, and SQLite erases only what it deletes.
    it('are in no file, but for very few in unused bytes of pages, and every other one is', async () => {
      const all = await filled();
      const [emptied, kept] = [0, 1].map((rest) => all.filter((_, at) => at % 11 === rest));
      const removed = emptied!.flatMap(([, own]) => own);
      await commit(emptied!.map(([id]) => ({ id, expected: 0, revision: 1, body: { words: {} } })));
      expect(heldOf(removed).length / removed.length).toBeLessThan(0.01);
      const others = kept!.flatMap(([, own]) => own);
      expect(heldOf(others)).toEqual(others);
    });

    it('leave with the next commit where a query was still reading them', async () => {
      await commit([inserted('A', { words: { own: ['first-term-of-all'] } }), inserted('B', {})]);
      const reader = new Database(file, { readonly: true });
      reader.exec('BEGIN');
      reader.prepare('SELECT count(*) FROM "documents/index"').get();
      await commit([{ id: 'A', expected: 0, revision: 1, body: {} }]);
      expect(filesHold('first-term-of-all')).toBe(true);
      reader.close();
      await commit([{ id: 'B', expected: 0, revision: 1, body: {} }]);
      expect(filesHold('first-term-of-all')).toBe(false);
    });

    it('are in no file once their generation is replaced', async () => {
      const all = await filled();
      const generation = await store.beginGeneration(index.name);
      await commit([inserted('A', { words: { own: ['new'] } })], generation);
      await store.activate(index.name, generation);
      await store.close();
      expect(heldOf(all.flatMap(([, own]) => own))).toEqual([]);
    });
  });
});
