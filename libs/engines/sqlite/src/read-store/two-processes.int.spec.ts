import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import {
  type DocumentChange,
  toPosition,
  type ReadStore,
  type ViewCommit,
  type ViewDefinition,
} from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { openSqliteReadStore } from './sqlite-read-store.js';

const queue: ViewDefinition = {
  name: 'case-queue',
  fields: { status: 'string', dueAt: 'string', days: 'number' },
  indexes: [['status', 'dueAt'], ['dueAt']],
};
const view = queue.name;

function commitOf(generation: number, ids: readonly string[], position: bigint): ViewCommit {
  const changes: DocumentChange[] = ids.map((id) => ({
    id,
    expected: 'none',
    revision: 0,
    body: { status: 'received' },
  }));
  return { generation, changes, park: [], unpark: [], position: toPosition(position) };
}

describe('Two users of one SQLite read store', () => {
  let folder: ScratchFolder;
  let file: string;
  let server: ReadStore;
  let commandLine: ReadStore;
  beforeEach(async () => {
    folder = new ScratchFolder();
    file = folder.file('views.db');
    server = await openSqliteReadStore({ file });
    commandLine = await openSqliteReadStore({ file });
    await server.define(queue);
    await commandLine.define(queue);
  });
  afterEach(async () => {
    await Promise.all([server.close(), commandLine.close()]);
    folder.remove();
  });

  it('see one another’s commits at once', async () => {
    const generation = await server.activeGeneration(view);
    await server.commit(view, commitOf(generation, ['A'], 1n));
    expect(await commandLine.get(view, 'A')).toBeDefined();
    await commandLine.commit(view, commitOf(generation, ['B'], 2n));
    expect([await server.checkpoint(view), (await server.getMany(view, ['A', 'B'])).size]).toEqual([2n, 2]);
  });

  it('swap generations under one another’s hands, and the late one is told', async () => {
    const old = await server.activeGeneration(view);
    await server.commit(view, commitOf(old, ['A'], 5n));
    const next = await commandLine.beginGeneration(view);
    await commandLine.commit(view, commitOf(next, ['A', 'B'], 5n));
    await server.commit(view, commitOf(old, ['C'], 6n));
    expect(await commandLine.activate(view, next)).toBe(false);
    await commandLine.commit(view, commitOf(next, ['C'], 6n));
    expect(await commandLine.activate(view, next)).toBe(true);
    await expect(server.commit(view, commitOf(old, ['D'], 7n))).rejects.toMatchObject({ code: 'generation-moved' });
    expect(await server.activeGeneration(view)).toBe(next);
    await server.commit(view, commitOf(next, ['D'], 7n));
    expect((await server.getMany(view, ['A', 'B', 'C', 'D'])).size).toBe(4);
  });

  it('leave no document of a dropped generation in the file', async () => {
    const old = await server.activeGeneration(view);
    await server.commit(
      view,
      commitOf(
        old,
        Array.from({ length: 1_200 }, (_, index) => `D${index}`),
        1n,
      ),
    );
    const next = await commandLine.beginGeneration(view);
    await commandLine.commit(view, commitOf(next, ['A'], 1n));
    await commandLine.activate(view, next);
    const db = new Database(file, { readonly: true });
    const left = (table: string) => db.prepare(`SELECT generation, count(*) FROM "${table}" GROUP BY 1`).raw().all();
    expect([left(`documents/${view}`), left(`fields/${view}`)]).toEqual([[[next, 1]], [[next, 1]]]);
    db.close();
  });

  it('clear at the next start what a killed one left of a dropped generation', async () => {
    const db = new Database(file);
    const insert = db.prepare(
      `INSERT INTO "documents/${view}" (generation, id, revision, body) VALUES (?, 'A', 0, '{}')`,
    );
    for (const generation of [0, 1, 77]) insert.run(generation);
    await server.define(queue);
    expect(db.prepare(`SELECT generation FROM "documents/${view}"`).pluck().all()).toEqual([1]);
    db.close();
  });

  describe('of which one declares a field that the other does not know', () => {
    const newer: ViewDefinition = {
      name: view,
      fields: { status: 'string', dueAt: 'string', team: 'string' },
      indexes: [['team', 'dueAt']],
    };
    const write = (store: ReadStore, id: string, revision: number, team: string) => {
      const expected = revision === 0 ? 'none' : revision - 1;
      const changes = [
        { id, expected, revision, body: { status: 'received', dueAt: '2026-11-05', days: 3, team } } as const,
      ];
      return store.commit(view, { generation: 1, changes, park: [], unpark: [] });
    };
    const found = async (store: ReadStore, field: string, value: string | number) => {
      const where = [{ field, is: 'equal', value } as const];
      const page = await store.find(view, { where, sort: { field: 'dueAt', direction: 'ascending' }, limit: 10 });
      return page.documents.map(({ id }) => id);
    };

    it('write it both, and each finds by what it declares', async () => {
      await write(server, 'A', 0, 'cards');
      await write(server, 'B', 0, 'cards');
      await commandLine.define(newer);
      expect(await found(commandLine, 'team', 'cards')).toEqual(['A', 'B']);
      await write(server, 'B', 1, 'loans');
      await write(server, 'C', 0, 'loans');
      await write(commandLine, 'D', 0, 'loans');
      expect(await found(commandLine, 'team', 'loans')).toEqual(['B', 'C', 'D']);
      expect(await found(server, 'days', 3)).toEqual(['A', 'B', 'C', 'D']);
    });

    it('keep it when one that does not know it starts again', async () => {
      await commandLine.define(newer);
      await server.define(queue);
      await server.define({ name: view, fields: {}, indexes: [] });
      await write(server, 'A', 0, 'cards');
      expect(await found(commandLine, 'team', 'cards')).toEqual(['A']);
    });
  });

  it('roll back a commit as a whole', async () => {
    const generation = await server.activeGeneration(view);
    await server.commit(view, commitOf(generation, ['B'], 1n));
    const conflicting = commitOf(generation, ['A', 'B'], 9n);
    const moved = { ...conflicting, changes: conflicting.changes.map((change) => ({ ...change, revision: 3 })) };
    await expect(commandLine.commit(view, moved)).rejects.toMatchObject({ code: 'document-conflict' });
    expect([await server.get(view, 'A'), await server.checkpoint(view)]).toEqual([undefined, 1n]);
  });
});
