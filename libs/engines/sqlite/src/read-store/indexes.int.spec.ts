import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { InvalidQueryError, type ReadStore, type ViewDefinition } from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { openConnection, type Connection } from '../connection.js';
import { DeclaredView } from './declared-view.js';
import { SqliteReadStore } from './sqlite-read-store.js';
import { readSchema } from './views-file.js';

const queue: ViewDefinition = {
  name: 'case-queue',
  fields: { status: 'string', dueAt: 'string' },
  indexes: [['status', 'dueAt'], ['dueAt']],
};

describe('The indexes of a view on SQLite', () => {
  let folder: ScratchFolder;
  let file: string;
  let connection: Connection;
  let store: ReadStore;
  const statements: string[] = [];
  beforeEach(async () => {
    folder = new ScratchFolder();
    file = folder.file('views.db');
    connection = openConnection({ file, synchronous: 'NORMAL', busyTimeoutMs: 0, schema: readSchema });
    store = new SqliteReadStore(connection);
    await store.define(queue);
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  const names = () =>
    connection.db.prepare(`SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE INDEX%' ORDER BY 1`).pluck().all();

  it('are those that it declares, also after the declaration has changed', async () => {
    expect(names()).toEqual(['fields/case-queue/dueAt', 'fields/case-queue/status,dueAt']);
    await store.define({ ...queue, name: 'case', indexes: [['status']] });
    await store.define({ ...queue, indexes: [['dueAt'], ['dueAt', 'status']] });
    expect(names()).toEqual(['fields/case-queue/dueAt', 'fields/case-queue/dueAt,status', 'fields/case/status']);
  });

  it.each([
    { what: 'a page', sort: 'dueAt', direction: 'ascending' as const, index: 'dueAt' },
    { what: 'a page backwards', sort: 'dueAt', direction: 'descending' as const, index: 'dueAt' },
  ])('serve $what of a query without sorting', async ({ sort, direction, index }) => {
    const plans = await plansOf((traced) =>
      traced.find(queue.name, { where: [], sort: { field: sort, direction }, limit: 10 }),
    );
    expect(plans.join('\n')).toContain(`USING COVERING INDEX fields/case-queue/${index}`);
    expect(plans.join('\n')).not.toContain('TEMP B-TREE');
  });

  it('are not read through the documents that lack the field, to begin with those that have it', async () => {
    const plans = await plansOf((traced) =>
      traced.find(queue.name, { where: [], sort: { field: 'dueAt', direction: 'ascending' }, limit: 10 }),
    );
    expect(plans[0]).toContain('(generation=? AND $.dueAt>?)');
  });

  it('serve a condition together with the order', async () => {
    const plans = await plansOf((traced) =>
      traced.find(queue.name, {
        where: [{ field: 'status', is: 'equal', value: 'received' }],
        sort: { field: 'dueAt', direction: 'ascending' },
        limit: 10,
      }),
    );
    expect(plans.join('\n')).toContain('USING COVERING INDEX fields/case-queue/status,dueAt');
    expect(plans.join('\n')).not.toContain('TEMP B-TREE');
  });

  describe('that hold every field', () => {
    const wide: ViewDefinition = {
      ...queue,
      fields: { status: 'string', dueAt: 'string', team: 'string', days: 'number' },
      indexes: [['status', 'dueAt']],
      wideIndexes: [['dueAt'], ['team', 'dueAt']],
    };
    const plain = 'fields/case-queue/status,dueAt';
    const byDueDate = /^fields\/case-queue\/dueAt\+[0-9a-f]{8}$/;
    const byTeam = /^fields\/case-queue\/team,dueAt\+[0-9a-f]{8}$/;
    beforeEach(() => store.define(wide));

    it.each([
      ['nothing else is compared', ['status'], ['status', 'dueAt'], 'dueAt', plain],
      ['no value is compared', [], ['dueAt'], 'dueAt', byDueDate],
      ['another field is compared', ['status'], ['status', 'days', 'dueAt'], 'dueAt', byDueDate],
      ['one begins with what is compared', ['status', 'team'], ['status', 'team', 'dueAt'], 'dueAt', byTeam],
      ['figures are added up', [], ['days'], undefined, byDueDate],
      ['figures are added up of one value', ['team'], ['team', 'days'], undefined, byTeam],
      ['figures are counted of one value', ['status'], ['status'], undefined, plain],
    ])('are chosen where %s', (_, equal, read, sort, name) => {
      const needs = { equal: new Set(equal), read: new Set(read), ...(sort !== undefined && { sort }) };
      expect(new DeclaredView(wide).indexFor(needs)).toMatch(name);
    });

    it('are not chosen where rows would have to be sorted', () => {
      const needs = { equal: new Set<string>(), read: new Set(['days']), sort: 'days' };
      expect(new DeclaredView(wide).indexFor(needs)).toBeUndefined();
    });

    it('give figures without a look at the documents', async () => {
      await plansOf((traced) => traced.aggregate(queue.name, { where: [], groupBy: ['status'], measures: ['days'] }));
      const steps = connection.db
        .prepare<unknown[], { opcode: string; p1: number; p4: string | null }>(`EXPLAIN ${statements.at(-1)}`)
        .all(1, 1);
      // What is opened with a key is an index, and else the table.
      const [table] = steps.filter(({ opcode, p4 }) => opcode === 'OpenRead' && !String(p4).startsWith('k('));
      const columns = steps.filter(({ opcode }) => opcode === 'Column').map(({ p1 }) => p1);
      expect(columns.length).toBeGreaterThan(1);
      expect(columns).not.toContain(table?.p1);
    });

    it('are made anew when the fields change', async () => {
      const before = names();
      await store.define({ ...wide, fields: { ...wide.fields, priority: 'string' } });
      const after = names();
      expect(after).toHaveLength(before.length);
      expect(after.filter((name) => before.includes(name))).toEqual([plain]);
    });

    it('are not missed when another process drops them', async () => {
      await store.commit(queue.name, {
        generation: 1,
        changes: [{ id: 'A', expected: 'none', revision: 0, body: { dueAt: '2026-11-05' } }],
        park: [],
        unpark: [],
      });
      const found = () =>
        store.find(queue.name, { where: [], sort: { field: 'dueAt', direction: 'ascending' }, limit: 1 });
      const page = await found();
      for (const name of names()) connection.db.exec(`DROP INDEX "${String(name)}"`);
      expect(await found()).toEqual(page);
      expect(page.documents).toHaveLength(1);
    });
  });

  it.each<{ what: string; definition: ViewDefinition }>([
    { what: 'view', definition: { ...queue, name: "x'; DROP TABLE views; --" } },
    { what: 'view in capitals', definition: { ...queue, name: 'Case' } },
    { what: 'field', definition: { ...queue, fields: { "a') --": 'string' }, indexes: [] } },
    { what: 'field with an empty part', definition: { ...queue, fields: { 'a..b': 'string' }, indexes: [] } },
    { what: 'field, but for its capitals', definition: { ...queue, fields: { ...queue.fields, dueat: 'string' } } },
    { what: 'index over an undeclared field', definition: { ...queue, indexes: [['secret']] } },
    { what: 'wide index over an undeclared field', definition: { ...queue, wideIndexes: [['secret']] } },
  ])('are not made for a $what that is no name', async ({ definition }) => {
    await expect(store.define(definition)).rejects.toBeInstanceOf(InvalidQueryError);
    expect(() => new DeclaredView(definition)).toThrow(InvalidQueryError);
  });

  /** SQLite's plans for the statements of a query. */
  async function plansOf(query: (traced: ReadStore) => Promise<unknown>): Promise<readonly string[]> {
    statements.length = 0;
    const prepare = connection.db.prepare.bind(connection.db);
    connection.db.prepare = (sql: string) => (statements.push(sql), prepare(sql));
    await query(store);
    const plain = new Database(file, { readonly: true });
    plain.function('redress_in_time', () => 1);
    const plans = statements
      .filter((sql) => sql.includes('ORDER BY'))
      .flatMap((sql) => {
        const values = Array.from(sql.matchAll(/\?/g), () => 1);
        return plain.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
      });
    plain.close();
    return plans.map(({ detail }) => detail);
  }
});
