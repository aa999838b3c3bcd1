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

  /** SQLite's plan for the first statement of a query. */
  async function planOf(query: (traced: ReadStore) => Promise<unknown>): Promise<string> {
    return (await plansOf(query))[0]!;
  }

  /** SQLite's plans for the statements of a query. */
  async function plansOf(query: (traced: ReadStore) => Promise<unknown>): Promise<readonly string[]> {
    const statements: string[] = [];
    const prepare = connection.db.prepare.bind(connection.db);
    connection.db.prepare = (sql: string) => (statements.push(sql), prepare(sql));
    await query(store);
    const plain = new Database(file, { readonly: true });
    plain.function('redress_in_time', () => 1);
    const plans = statements
      .filter((statement) => statement.includes('AS fields'))
      .map((sql) => {
        const values = Array.from(sql.matchAll(/\?/g), () => 1);
        const plan = plain.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
        return plan.map(({ detail }) => detail).join('\n');
      });
    plain.close();
    return plans;
  }

  it.each<{ what: string; where: readonly Comparison[] }>([
    { what: 'one', where: [has('a')] },
    { what: 'several', where: [has('a', 'b'), has('c')] },
    { what: 'another condition with an index', where: [isReceived, has('a')] },
  ])('find documents by the index alone, by $what', async ({ where }) => {
    const found = await planOf((traced) => traced.find(index.name, { where, ...byDueDate }));
    const counted = await planOf((traced) => traced.aggregate(index.name, { where, groupBy: [], measures: [] }));
    for (const plan of [found, counted]) {
      expect(plan).toMatch(/SCAN terms\/index\/words VIRTUAL TABLE INDEX 0:M1/);
      expect(plan).toMatch(/SEARCH fields USING INTEGER PRIMARY KEY \(rowid=\?\)/);
      expect(plan).not.toMatch(/SCAN (?!terms\/index\/words VIRTUAL TABLE INDEX 0:M1|term VIRTUAL)/);
    }
  });

  it('are those that the document has, after any changes of it in any order', async () => {
    const vocabulary = ['a', 'A', 'Ä', '', 'a b', '"', '*', 'OR', 'x61', '\u{1F600}', 'کارت', 'AND', '۱'];
    const ids = Array.from({ length: 12 }, (_, at) => `document-${at}`);
    const held = new Map<string, { revision: number; own: readonly string[] }>();
    for (let round = 0; round < 40; round += 1) {
      const changed = ids.filter((_, at) => (at * 7 + round * 5) % 4 === 0).toReversed();
      await commit(
        changed.map((id, at): DocumentChange => {
          const before = held.get(id);
          const own = vocabulary.filter((_, place) => (place * 3 + at + round) % (2 + (round % 5)) === 0);
          held.set(id, { revision: (before?.revision ?? -1) + 1, own });
          const body = { words: { own } };
          return before === undefined
            ? inserted(id, body)
            : { id, expected: before.revision, revision: before.revision + 1, body };
        }),
      );
    }
    for (const term of vocabulary) {
      const { documents } = await store.find(index.name, { where: [has(term)], ...byDueDate, limit: 20 });
      const expected = ids.filter((id) => held.get(id)?.own.includes(term));
      expect([term, documents.map(({ id }) => id).toSorted()]).toEqual([term, expected.toSorted()]);
    }
    connection.db.exec(`INSERT INTO "terms/index/words" ("terms/index/words") VALUES ('integrity-check')`);
  });

  it('of a file of version 3 are derived from its documents', async () => {
    await commit([inserted('A', { words: { own: ['a', 'b'] } }), inserted('B', { words: { own: ['b'] } })]);
    connection.db.exec(`
      DROP TABLE "terms/index/words";
      CREATE TABLE "terms/index/words" (term TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (term, number)) WITHOUT ROWID;
      DROP TRIGGER "documents/index/count";
      ALTER TABLE generations DROP COLUMN documents;
      PRAGMA user_version = 3;`);
    await store.close();
    connection = openViews(file);
    store = new SqliteReadStore(connection);
    await store.define(index);
    await commit([{ id: 'A', expected: 0, revision: 1, body: { words: { own: ['b', 'c'] } } }]);
    const found = async (term: string) =>
      (await store.find(index.name, { where: [has(term)], ...byDueDate })).documents.map(({ id }) => id).toSorted();
    expect([await found('a'), await found('b'), await found('c')]).toEqual([[], ['A', 'B'], ['A']]);
  });

  describe('of many documents', () => {
    const MANY = 1_001;
    /** The first document is due last. `rare` is a term of one of them, `b` of as many as are looked up. */
    async function filled(): Promise<void> {
      for (let from = 0; from <= MANY; from += 500) {
        const numbers = Array.from({ length: Math.min(500, MANY + 1 - from) }, (_, at) => from + at);
        await commit(
          numbers.map((number) => {
            const terms = [
              ...(number < MANY ? ['a'] : []),
              ...(number < MANY - 1 ? ['b'] : []),
              ...(number === 7 ? ['rare'] : []),
            ];
            const dueAt = number % 100 === 3 ? {} : { dueAt: String(5_000 - number) };
            return inserted(String(number).padStart(4, '0'), {
              words: { terms },
              status: number % 2 ? 'odd' : 'even',
              ...dueAt,
            });
          }),
        );
      }
    }
    /** The ids of all pages. */
    async function pagesOf(where: readonly Comparison[], limit: number): Promise<readonly string[]> {
      const ids: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await store.find(index.name, {
          where,
          ...byDueDate,
          limit,
          ...(cursor !== undefined && { cursor }),
        });
        ids.push(...page.documents.map(({ id }) => id));
        cursor = page.next;
      }
      return ids;
    }

    it('are read in the order of the page, and checked for the term: nothing is sorted', async () => {
      const [lookedUp, inOrder, ...others] = await plansOf((traced) =>
        traced.find(index.name, { where: [has('a')], ...byDueDate }),
      );
      expect(lookedUp).toMatch(/USE TEMP B-TREE FOR ORDER BY/);
      expect(inOrder).toMatch(/SEARCH fields USING (COVERING )?INDEX fields\/index\/dueAt/);
      expect(inOrder).toMatch(/LIST SUBQUERY[^]*SCAN terms\/index\/words VIRTUAL TABLE INDEX 0:M1/);
      expect(inOrder).not.toMatch(/TEMP B-TREE|SCAN (?!terms\/index\/words VIRTUAL TABLE INDEX 0:M1|term VIRTUAL)/);
      // The same for documents without a due date.
      expect(others).toHaveLength(2);
    });

    it('are read in that order as well where there are more conditions on terms: the first decides', async () => {
      const where = [has('a'), has('b')];
      const [lookedUp, inOrder] = await plansOf((traced) => traced.find(index.name, { where, ...byDueDate }));
      expect(lookedUp).toMatch(/USE TEMP B-TREE FOR ORDER BY/);
      expect(inOrder).toMatch(/SEARCH fields USING (COVERING )?INDEX fields\/index\/dueAt/);
      expect(inOrder).not.toMatch(/TEMP B-TREE/);
    });

    it('are found the same whether looked up or read in order, page by page', async () => {
      await filled();
      const [all, lookedUp] = [await pagesOf([has('a')], 90), await pagesOf([has('b')], 90)];
      expect([all.length, new Set(all).size]).toEqual([MANY, MANY]);
      expect(lookedUp).toEqual(all.filter((id) => id !== '1000'));
      expect(all.slice(0, 5)).toEqual(['0000', '0001', '0002', '0004', '0005']);
      expect(await pagesOf([has('rare')], 90)).toEqual(['0007']);
      expect(await pagesOf([has('a'), has('b')], 90)).toEqual(lookedUp);
      expect([await pagesOf([has('a'), has('rare')], 90), await pagesOf([has('rare'), has('a')], 90)]).toEqual([
        ['0007'],
        ['0007'],
      ]);
      expect(await pagesOf([has('rare', 'a'), { ...isReceived, value: 'odd' }], 90)).toEqual(
        all.filter((id) => Number(id) % 2 === 1),
      );
    });
  });

  describe('that were taken out', () => {
    const terms = (count: number) => Array.from({ length: count }, () => randomBytes(12).toString('base64url'));
    const filesHold = (text: string) => heldOf([text]).length > 0;
    /** What the index writes of a term: its end, because a word begins where it differs from the one before. */
    const endOf = (text: string) => Buffer.from(text).toString('hex').slice(-20);
    /** Which of these are in any file, as a document or as the index writes them. */
    function heldOf(texts: readonly string[]): readonly string[] {
      const files = readdirSync(folder.path).map((name) => readFileSync(folder.file(name)));
      return texts.filter((text) => files.some((bytes) => bytes.includes(text) || bytes.includes(endOf(text))));
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

    it('were in the index', async () => {
      const [[, own] = ['', []]] = await filled();
      connection.db.exec('DELETE FROM "documents/index"');
      connection.db.pragma('wal_checkpoint(TRUNCATE)');
      expect(heldOf(own)).toEqual(own);
    });

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
