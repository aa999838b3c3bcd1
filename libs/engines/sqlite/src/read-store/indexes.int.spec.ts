import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { InvalidQueryError, type ReadStore, type ViewDefinition } from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { openConnection, type Connection } from '../connection.js';
import { DeclaredView } from './declared-view.js';
import { readSchema, SqliteReadStore } from './sqlite-read-store.js';

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
    connection.db.prepare(`SELECT name FROM sqlite_schema WHERE name LIKE 'documents/%' ORDER BY 1`).pluck().all();

  it('are those that it declares, also after the declaration has changed', async () => {
    expect(names()).toEqual(['documents/case-queue/dueAt', 'documents/case-queue/status,dueAt']);
    await store.define({ ...queue, name: 'case', indexes: [['status']] });
    await store.define({ ...queue, indexes: [['dueAt'], ['dueAt', 'status']] });
    expect(names()).toEqual([
      'documents/case-queue/dueAt',
      'documents/case-queue/dueAt,status',
      'documents/case/status',
    ]);
  });

  it.each([
    { what: 'a page', sort: 'dueAt', direction: 'ascending' as const, index: 'dueAt' },
    { what: 'a page backwards', sort: 'dueAt', direction: 'descending' as const, index: 'dueAt' },
  ])('serve $what of a query without sorting', async ({ sort, direction, index }) => {
    const plans = await plansOf((traced) =>
      traced.find(queue.name, { where: [], sort: { field: sort, direction }, limit: 10 }),
    );
    expect(plans.join('\n')).toContain(`USING INDEX documents/case-queue/${index}`);
    expect(plans.join('\n')).not.toContain('TEMP B-TREE');
  });

  it('serve a condition together with the order', async () => {
    const plans = await plansOf((traced) =>
      traced.find(queue.name, {
        where: [{ field: 'status', is: 'equal', value: 'received' }],
        sort: { field: 'dueAt', direction: 'ascending' },
        limit: 10,
      }),
    );
    expect(plans.join('\n')).toContain('USING INDEX documents/case-queue/status,dueAt');
    expect(plans.join('\n')).not.toContain('TEMP B-TREE');
  });

  it.each<{ what: string; definition: ViewDefinition }>([
    { what: 'view', definition: { ...queue, name: "x'; DROP TABLE documents; --" } },
    { what: 'view in capitals', definition: { ...queue, name: 'Case' } },
    { what: 'field', definition: { ...queue, fields: { "a') --": 'string' }, indexes: [] } },
    { what: 'field with an empty part', definition: { ...queue, fields: { 'a..b': 'string' }, indexes: [] } },
    { what: 'index over an undeclared field', definition: { ...queue, indexes: [['secret']] } },
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
