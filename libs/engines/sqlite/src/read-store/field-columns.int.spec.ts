import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { InvalidQueryError, type JsonObject, type ReadStore, toPosition, type ViewDefinition } from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { openSqliteReadStore } from './sqlite-read-store.js';

const view: ViewDefinition = {
  name: 'case-queue',
  fields: { status: 'string', dueAt: 'string', days: 'number', urgent: 'boolean', 'handler.team': 'string' },
  indexes: [['status', 'dueAt']],
  wideIndexes: [['dueAt']],
};
const opaque: ViewDefinition = { name: 'tracking', fields: {}, indexes: [] };

const bodies: Readonly<Record<string, JsonObject>> = {
  A: { status: 'received', dueAt: '2026-11-05', days: 3, urgent: true, handler: { team: 'cards' } },
  B: { status: 'رسیده "و" \\ \u0000 دیده', dueAt: '', days: -1.5, urgent: false, handler: { team: null } },
  C: { status: null, days: 0, handler: null },
  D: { dueAt: '2026-11-02', days: 9_007_199_254_740_991, handler: 'cards' },
  E: { days: 1e300, urgent: null, handler: ['team'] },
  F: { status: { of: 'received' }, days: -0, handler: { team: ['cards'] } },
  G: { status: 5, days: '3', urgent: 'true', handler: { team: true } },
};

describe('The columns of a view’s fields', () => {
  let folder: ScratchFolder;
  let file: string;
  let store: ReadStore;
  beforeEach(() => {
    folder = new ScratchFolder();
    file = folder.file('views.db');
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  /** The stored fields by document, each with its type in SQLite. */
  function stored(): readonly unknown[] {
    const db = new Database(file, { readonly: true });
    const columns = Object.keys(view.fields).map((path) => `"$.${path}", typeof("$.${path}")`);
    const rows = db
      .prepare(`SELECT id, ${columns.join(', ')} FROM "fields/case-queue" ORDER BY id`)
      .raw()
      .all();
    db.close();
    return rows;
  }

  const commit = (id: string, revision: number, body: JsonObject) => {
    const expected = revision === 0 ? 'none' : revision - 1;
    const changes = [{ id, expected, revision, body } as const];
    return store.commit(view.name, { generation: 1, changes, park: [], unpark: [] });
  };

  async function commitAll(): Promise<void> {
    await store.define(view);
    for (const [id, body] of Object.entries(bodies)) await commit(id, 0, body);
  }

  it('hold what a document holds, whether it was written before they were declared or afterwards', async () => {
    store = await openSqliteReadStore({ file });
    await store.define({ ...view, fields: {}, indexes: [], wideIndexes: [] });
    for (const [id, body] of Object.entries(bodies)) await commit(id, 0, body);
    await store.define(view);
    const derived = stored();
    for (const id of Object.keys(bodies)) await commit(id, 1, {});
    expect(stored()).toEqual(Object.keys(bodies).map((id) => [id, ...Array(5).fill([null, 'null'])].flat()));
    for (const [id, body] of Object.entries(bodies)) await commit(id, 2, body);
    expect(stored()).toEqual(derived);
    expect(derived).toEqual([
      ['A', 'received', 'text', '2026-11-05', 'text', 3, 'real', 1, 'integer', 'cards', 'text'],
      ['B', 'رسیده "و" \\ \u0000 دیده', 'text', '', 'text', -1.5, 'real', 0, 'integer', null, 'null'],
      ['C', null, 'null', null, 'null', 0, 'real', null, 'null', null, 'null'],
      ['D', null, 'null', '2026-11-02', 'text', 9_007_199_254_740_991, 'real', null, 'null', null, 'null'],
      ['E', null, 'null', null, 'null', 1e300, 'real', null, 'null', null, 'null'],
      ['F', null, 'null', null, 'null', 0, 'real', null, 'null', null, 'null'],
      ['G', null, 'null', null, 'null', null, 'null', null, 'null', null, 'null'],
    ]);
  });

  it('follow each change of a document, and keep what it leaves', async () => {
    store = await openSqliteReadStore({ file });
    await store.define(view);
    await commit('A', 0, { status: 'received', days: 3 });
    await commit('A', 1, { status: 'received', days: 4 });
    await commit('A', 2, { status: 'received', days: 4, note: 'not a field' });
    await commit('A', 3, { days: 4, urgent: true });
    const none = [null, 'null'];
    expect(stored()).toEqual([['A', ...none, ...none, 4, 'real', 1, 'integer', ...none]]);
  });

  it('are of the type that was declared last', async () => {
    store = await openSqliteReadStore({ file });
    await store.define({ ...view, fields: { ...view.fields, days: 'string' } });
    await commit('A', 0, { days: 10 });
    await commit('B', 0, { days: 9 });
    await store.define(view);
    await commit('C', 0, { days: 11 });
    const sort = { field: 'days', direction: 'ascending' } as const;
    const { documents } = await store.find(view.name, { where: [], sort, limit: 9 });
    expect(documents.map(({ id }) => id)).toEqual(['B', 'A', 'C']);
  });

  it('give parts of documents without a look at these, but for those that a column lacks', async () => {
    store = await openSqliteReadStore({ file });
    await commitAll();
    await store.define({ ...view, parts: ['handler'] });
    await commit('A', 1, { ...bodies['A'], handler: { team: 'loans' } });
    const db = new Database(file);
    db.exec(`UPDATE "documents/case-queue" SET body = '{"handler":"of the document"}';
             UPDATE "fields/case-queue" SET "$.handler" = NULL WHERE id = 'B'`);
    db.close();
    const sort = { field: 'dueAt', direction: 'ascending' } as const;
    const query = { where: [], sort, limit: 9, fields: [], parts: ['handler'] };
    const { rows } = await store.findValues(view.name, query);
    const found = Object.fromEntries(rows.map(({ id, parts }) => [id, parts['handler']]));
    expect(found).toMatchObject({ A: { team: 'loans' }, B: 'of the document', D: 'cards', E: ['team'] });
  });

  it('are not shared by a field and a part', async () => {
    store = await openSqliteReadStore({ file });
    await expect(store.define({ ...view, parts: ['status'] })).rejects.toBeInstanceOf(InvalidQueryError);
  });

  describe('in a file that the version before has written', () => {
    let before: Database.Database;
    beforeEach(() => {
      before = new Database(file);
      before.exec(`
        PRAGMA journal_mode = WAL;
        CREATE TABLE views (name TEXT PRIMARY KEY, active INTEGER NOT NULL, newest INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE generations (view TEXT NOT NULL, generation INTEGER NOT NULL, position TEXT NOT NULL,
          PRIMARY KEY (view, generation)) STRICT, WITHOUT ROWID;
        CREATE TABLE documents (view TEXT NOT NULL, generation INTEGER NOT NULL, id TEXT NOT NULL,
          revision INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX documents_by_id ON documents (view, generation, id);
        CREATE TABLE parked (view TEXT NOT NULL, generation INTEGER NOT NULL, stream TEXT NOT NULL,
          revision INTEGER NOT NULL, event_id TEXT NOT NULL, event_type TEXT NOT NULL, error TEXT NOT NULL,
          parked_at TEXT NOT NULL, attempts INTEGER NOT NULL, PRIMARY KEY (view, generation, stream)) STRICT, WITHOUT ROWID;
        CREATE INDEX "documents/case-queue/status,dueAt" ON documents
          (generation, json_extract(body, '$.status'), json_extract(body, '$.dueAt'), id) WHERE view = 'case-queue';
        INSERT INTO views VALUES ('case-queue', 3, 3), ('tracking', 1, 1), ('of-another-release', 1, 1);
        INSERT INTO generations VALUES ('case-queue', 3, '00000000000000000000000000000000000000042'),
          ('tracking', 1, '00000000000000000000000000000000000000007'),
          ('of-another-release', 1, '00000000000000000000000000000000000000001');
        INSERT INTO parked VALUES ('case-queue', 3, 'complaint-X', 2, 'e', 'Noted', 'Error', '2026-11-01', 1);
        PRAGMA application_id = ${0x52645677};
        PRAGMA user_version = 2;`);
      const insert = before.prepare('INSERT INTO documents VALUES (?, ?, ?, ?, ?)');
      for (const [id, body] of Object.entries(bodies)) insert.run(view.name, 3, id, 4, JSON.stringify(body));
      insert.run(view.name, 2, 'dropped', 0, '{}');
      insert.run(opaque.name, 1, 'A', 1, '{"seen":true}');
      insert.run('of-another-release', 1, 'A', 1, '{}');
    });
    afterEach(() => {
      before.close();
    });

    const sort = { field: 'dueAt', direction: 'ascending' } as const;

    it('are filled when the view is declared, and nothing is lost', async () => {
      store = await openSqliteReadStore({ file });
      await store.define(view);
      await store.define(opaque);
      const all = await Array.fromAsync(store.scan(view.name));
      expect(all).toEqual(
        Object.entries(bodies).map(([id, body]) => ({ id, revision: 4, body: JSON.parse(JSON.stringify(body)) })),
      );
      const where = [{ field: 'handler.team', is: 'equal', value: 'cards' } as const];
      expect((await store.find(view.name, { where, sort, limit: 9 })).documents.map(({ id }) => id)).toEqual(['A']);
      const { documents } = await store.find(view.name, { where: [], sort, limit: 9 });
      expect(documents.map(({ id }) => id)).toEqual(['B', 'D', 'A', 'C', 'E', 'F', 'G']);
      expect(await store.get(opaque.name, 'A')).toEqual({ id: 'A', revision: 1, body: { seen: true } });
      expect([await store.count(view.name), await store.count(opaque.name)]).toEqual([all.length, 1]);
      expect([await store.activeGeneration(view.name), await store.checkpoint(view.name)]).toEqual([
        3,
        toPosition(42n),
      ]);
      expect(await store.parked(view.name)).toMatchObject([{ stream: 'complaint-X', revision: 2 }]);
      const changes = [{ id: 'A', expected: 4, revision: 5, body: { dueAt: '2026-12-01' } } as const];
      await store.commit(view.name, { generation: 3, changes, park: [], unpark: [] });
      const after = await store.find(view.name, { where: [], sort, limit: 9 });
      expect(after.documents.map(({ id }) => id)).toEqual(['B', 'D', 'A', 'C', 'E', 'F', 'G']);
    });

    it('are filled whatever was declared first, also after a start that declared less', async () => {
      store = await openSqliteReadStore({ file });
      await store.define({ name: view.name, fields: {}, indexes: [] });
      await store.close();
      store = await openSqliteReadStore({ file });
      await store.define(view);
      const { documents } = await store.find(view.name, { where: [], sort, limit: 9 });
      expect(documents).toHaveLength(7);
    });

    it('are not passed by: a process of that version, still running, can write no more', async () => {
      const late = before.prepare(`INSERT INTO documents VALUES ('tracking', 1, 'late', 0, '{}')`);
      store = await openSqliteReadStore({ file });
      expect(() => late.run()).toThrow(/no such table/);
    });

    it('leave the documents of views that nobody declares where they are, until somebody does', async () => {
      store = await openSqliteReadStore({ file });
      await store.define(view);
      await store.define(opaque);
      await store.define({ ...opaque, name: 'of-another-release' });
      expect(await store.get('of-another-release', 'A')).toBeDefined();
      const tables = before.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1`).pluck().all();
      expect(tables.filter((name) => !String(name).includes('/'))).toEqual(['generations', 'parked', 'views']);
    });
  });
});
