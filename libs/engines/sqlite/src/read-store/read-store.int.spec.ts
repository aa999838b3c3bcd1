import { describe, expect, it } from '@jest/globals';
import { DocumentConflictError, StoreCorruptError, type DocumentChange } from '@redress/eventing';
import { readStoreContract, ScratchFolder } from '@redress/testing';
import Database from 'better-sqlite3';
import { openSqliteReadStore } from './sqlite-read-store.js';

let folder: ScratchFolder;
const open = () => openSqliteReadStore({ file: folder.file('views.db') });

readStoreContract('SQLite', {
  open: () => {
    folder = new ScratchFolder();
    return open();
  },
  reopen: async (store) => {
    await store.close();
    return open();
  },
  destroy: async () => folder.remove(),
});

readStoreContract('SQLite in memory', {
  open: () => openSqliteReadStore({ file: ':memory:' }),
  destroy: async () => undefined,
});

describe('A scan of SQLite', () => {
  it('reads one document alone for whoever wants to see one', async () => {
    folder = new ScratchFolder();
    const store = await open();
    await store.define({ name: 'one', fields: {}, indexes: [] });
    const changes = ['A', 'B'].map((id): DocumentChange => ({ id, expected: 'none', revision: 0, body: {} }));
    await store.commit('one', { generation: 1, changes, park: [], unpark: [] });
    const file = new Database(folder.file('views.db'));
    file.exec(`UPDATE "documents/one" SET body = 'broken' WHERE id = 'B'`);
    file.close();
    for await (const { id } of store.scan('one')) {
      expect(id).toBe('A');
      break;
    }
    await expect(Array.fromAsync(store.scan('one'))).rejects.toBeInstanceOf(StoreCorruptError);
    await store.close();
    folder.remove();
  });
});

describe('A commit to SQLite', () => {
  it('takes effect as a whole or not at all, also beside others of the same turn', async () => {
    const store = await openSqliteReadStore({ file: ':memory:' });
    await store.define({ name: 'one', fields: {}, indexes: [] });
    await store.define({ name: 'other', fields: {}, indexes: [] });
    const added = (id: string): DocumentChange => ({ id, expected: 'none', revision: 0, body: {} });
    const commit = (view: string, ...changes: readonly DocumentChange[]): Promise<void> =>
      store.commit(view, { generation: 1, changes, park: [], unpark: [] });
    const refused = { ...added('B'), expected: 5, revision: 6 } as const;
    const outcomes = await Promise.allSettled([
      commit('one', added('A')),
      commit('one', added('C'), refused, added('D')),
      commit('other', added('E')),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: expect.any(DocumentConflictError) },
      { status: 'fulfilled' },
    ]);
    const ids = async (view: string) => (await Array.fromAsync(store.scan(view))).map(({ id }) => id);
    expect([await ids('one'), await ids('other')]).toEqual([['A'], ['E']]);
    await store.close();
  });
});
