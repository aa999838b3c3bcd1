import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { toPosition, type ViewDefinition } from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { openConnection } from '../connection.js';
import { openSqliteReadStore, SqliteReadStore } from './sqlite-read-store.js';
import { readSchema } from './views-file.js';

const queue: ViewDefinition = { name: 'case-queue', fields: { status: 'string' }, indexes: [['status']] };

describe('A SQLite read store whose file cannot be used', () => {
  let folder: ScratchFolder;
  beforeEach(() => {
    folder = new ScratchFolder();
  });
  afterEach(() => folder.remove());

  it('says so, without SQL, when it may not grow, and changes nothing', async () => {
    const file = folder.file('views.db');
    const connection = openConnection({ file, synchronous: 'NORMAL', busyTimeoutMs: 0, schema: readSchema });
    const store = new SqliteReadStore(connection);
    await store.define(queue);
    const generation = await store.activeGeneration(queue.name);
    connection.db.pragma(`max_page_count = ${Number(connection.db.pragma('page_count', { simple: true })) + 2}`);
    const changes = Array.from({ length: 20 }, (_, index) => ({
      id: `D${index}`,
      expected: 'none' as const,
      revision: 0,
      body: { text: 'x'.repeat(5_000) },
    }));
    const commit = store.commit(queue.name, { generation, changes, park: [], unpark: [], position: toPosition(9n) });
    await expect(commit).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(/is full/),
    });
    expect(await store.checkpoint(queue.name)).toBe(0n);
    expect(await store.get(queue.name, 'D0')).toBeUndefined();
    await store.close();
  });

  it('says so when another program writes for longer than it waits, and goes on afterwards', async () => {
    const file = folder.file('views.db');
    const store = new SqliteReadStore(
      openConnection({ file, synchronous: 'NORMAL', busyTimeoutMs: 20, schema: readSchema }),
    );
    await store.define(queue);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const commit = () =>
      store.commit(queue.name, { generation: 1, changes: [], park: [], unpark: [], position: toPosition(9n) });
    await expect(commit()).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await store.checkpoint(queue.name)).toBe(0n);
    other.close();
    await commit();
    expect(await store.checkpoint(queue.name)).toBe(9n);
    await store.close();
  });

  it('says so of a damaged file', async () => {
    const file = folder.file('views.db');
    writeFileSync(file, 'Dear Sir or Madam, '.repeat(500));
    await expect(openSqliteReadStore({ file })).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  it('names a document that cannot be read, and not what it holds', async () => {
    const file = folder.file('views.db');
    const store = await openSqliteReadStore({ file });
    await store.define({ ...queue, indexes: [] });
    const db = new Database(file);
    db.exec(`INSERT INTO "documents/case-queue" VALUES (1, 1, 'A', 0, '{"name": "Parisa Example')`);
    db.close();
    const error = (await store.get(queue.name, 'A').catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ code: 'store-corrupt', message: expect.stringContaining('Document A') });
    expect(`${error.message} ${String(error.cause)}`).not.toContain('Parisa');
    await store.close();
  });
});
