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
    expect(db.prepare('SELECT generation, count(*) FROM documents GROUP BY 1').raw().all()).toEqual([[next, 1]]);
    db.close();
  });

  it('clear at the next start what a killed one left of a dropped generation', async () => {
    const db = new Database(file);
    db.exec(`INSERT INTO documents VALUES ('${view}', 77, 'A', 0, '{}')`);
    await server.define(queue);
    expect(db.prepare('SELECT count(*) FROM documents').pluck().get()).toBe(0);
    db.close();
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
