import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ReadStore, toPosition, type ViewDefinition } from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { QueryThreads, type QueryThreadsOptions } from './query-threads.js';
import { IN_TIME_CALL, type PlannedQuery } from './run-query.js';
import { SqliteReadStore } from './sqlite-read-store.js';
import { openViews } from './views-file.js';

const queue: ViewDefinition = { name: 'case-queue', fields: { dueAt: 'string' }, indexes: [['dueAt']] };
const view = queue.name;
const byDueDate = { where: [], sort: { field: 'dueAt', direction: 'ascending' }, limit: 50 } as const;

/** Counts without end. */
function endless(kind: PlannedQuery['kind'] = 'find'): PlannedQuery {
  const sql = `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers)
               SELECT count(*) FROM numbers WHERE ? AND ${IN_TIME_CALL} LIMIT ?`;
  return { kind, view, statements: [{ sql, values: [] }], rowsMax: 1 };
}

const brief: PlannedQuery = {
  kind: 'find',
  view,
  statements: [{ sql: 'SELECT 7 WHERE ? LIMIT ?', values: [] }],
  rowsMax: 1,
};
const program = createRequire(import.meta.url).resolve('@redress/engine-sqlite/query-thread');
const found = expect.objectContaining({ rows: [[7]] });
const refusedAs = (code: string) => expect.objectContaining({ code });

describe('Queries in threads', () => {
  let folder: ScratchFolder;
  let file: string;
  let store: ReadStore;
  let queries: QueryThreads;
  let workers: Worker[];
  beforeEach(async () => {
    folder = new ScratchFolder();
    file = folder.file('views.db');
    workers = [];
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  async function open(options: Partial<QueryThreadsOptions> = {}): Promise<void> {
    const begin: QueryThreadsOptions['begin'] = (workerData) => {
      const worker = new Worker(program, { workerData });
      workers.push(worker);
      return worker;
    };
    const connection = openViews(file);
    queries = new QueryThreads({ file, begin, ...options });
    store = new SqliteReadStore(connection, queries);
    await store.define(queue);
  }

  it('see every commit that was answered before, and how far it has applied the log', async () => {
    await open();
    for (let revision = 0; revision < 20; revision += 1) {
      const dueAt = `2026-11-${10 + revision}`;
      const expected = revision === 0 ? 'none' : revision - 1;
      const changes = [{ id: 'A', expected, revision, body: { dueAt } } as const];
      const position = toPosition(BigInt(revision + 1));
      await store.commit(view, { generation: 1, changes, park: [], unpark: [], position });
      const [page, figures] = await Promise.all([
        store.find(view, byDueDate),
        store.aggregate(view, { where: [], groupBy: ['dueAt'], measures: [] }),
      ]);
      expect(page.documents.map(({ body }) => body)).toEqual([{ dueAt }]);
      expect(figures).toEqual({ rows: [{ group: [dueAt], count: 1, measures: {}, extremes: {} }], position });
    }
  });

  it('let the process read and write meanwhile', async () => {
    await open();
    const order: string[] = [];
    const counting = queries.run(endless()).catch(() => order.push('stopped'));
    await store.commit(view, {
      generation: 1,
      changes: [{ id: 'A', expected: 'none', revision: 0, body: {} }],
      park: [],
      unpark: [],
    });
    expect(await store.get(view, 'A')).toBeDefined();
    expect((await store.find(view, byDueDate)).documents).toHaveLength(1);
    order.push('answered');
    await store.close();
    await counting;
    expect(order).toEqual(['answered', 'stopped']);
  });

  it('are stopped after their time, and the thread goes on with the next', async () => {
    await open({ threads: 1, limit_ms: 1_000, begin: () => workers[0]! });
    workers = [new Worker(program, { workerData: { file } })];
    await once(workers[0]!, 'online');
    await expect(queries.run(endless())).rejects.toEqual(refusedAs('query-too-long'));
    expect(await queries.run(brief)).toEqual(found);
    expect([workers.length, queries.load]).toEqual([1, { running: 0, waiting: 0, refused: 0, stopped: 1 }]);
  });

  it('wait no longer for others than they may take', async () => {
    await open({ threads: 1, limit_ms: 300 });
    const both = await Promise.allSettled([queries.run(endless()), queries.run(brief)]);
    const late = { status: 'rejected', reason: refusedAs('query-too-long') };
    expect(both).toEqual([late, late]);
    expect(queries.load).toEqual({ running: expect.any(Number), waiting: 0, refused: 0, stopped: 2 });
  });

  it('wait up to a number, beyond which they are refused', async () => {
    await open({ threads: 1, waitingMax: 2 });
    const counting = queries.run(endless());
    const waiting = [queries.run(brief), queries.run(brief)];
    await expect(queries.run(brief)).rejects.toEqual(refusedAs('queries-busy'));
    expect(queries.load).toEqual({ running: 1, waiting: 2, refused: 1, stopped: 0 });
    await once(workers[0]!, 'message');
    await workers[0]!.terminate();
    await expect(counting).rejects.toEqual(refusedAs('store-unavailable'));
    expect(await Promise.all(waiting)).toEqual([found, found]);
    expect(queries.load).toEqual({ running: 0, waiting: 0, refused: 1, stopped: 0 });
  });

  it('are answered with an error when their thread dies, and others are answered by another', async () => {
    await open();
    const counting = [queries.run(endless()), queries.run(endless())];
    const waiting = queries.run(brief);
    // A thread that ends before its first message, while it loads the engine, would take this process with it.
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    for (const worker of workers) void worker.terminate();
    const dead = { status: 'rejected', reason: refusedAs('store-unavailable') };
    expect(await Promise.allSettled(counting)).toEqual([dead, dead]);
    expect(await waiting).toEqual(found);
    expect(await queries.run(brief)).toEqual(found);
  });

  it('leave a thread to others while figures are added up', async () => {
    await open();
    const adding = [queries.run(endless('aggregate')), queries.run(endless('aggregate'))];
    const settled = Promise.allSettled(adding);
    expect(await queries.run(brief)).toEqual(found);
    expect(queries.load).toMatchObject({ running: 1, waiting: 1 });
    await store.close();
    const closed = { status: 'rejected', reason: refusedAs('store-closed') };
    expect(await settled).toEqual([closed, closed]);
  });

  it('fail, each by itself, while the file cannot be opened', async () => {
    await open({ file: folder.file('missing.db') });
    const failed = { status: 'rejected', reason: refusedAs('store-unavailable') };
    expect(await Promise.allSettled([1, 2, 3].map(() => queries.run(brief)))).toEqual([failed, failed, failed]);
  });

  it('are not ended while their thread loads the engine, which would end the whole process', async () => {
    let terminated = 0;
    const loading = Object.assign(new EventEmitter(), {
      postMessage: () => undefined,
      unref: () => undefined,
      terminate: async () => {
        terminated += 1;
        loading.emit('exit');
      },
    });
    const threads = new QueryThreads({ file, begin: () => loading as unknown as Worker });
    const refused = expect(threads.run(brief)).rejects.toEqual(refusedAs('store-closed'));
    const closing = threads.close();
    await refused;
    expect(terminated).toBe(0);
    loading.emit('message', { isReady: true });
    await closing;
    expect(terminated).toBe(1);
  });

  it('end with the store, running or waiting, and leave its file whole', async () => {
    await open({ threads: 1 });
    const closed = { status: 'rejected', reason: refusedAs('store-closed') };
    const settled = Promise.allSettled([queries.run(endless()), queries.run(brief)]);
    await store.close();
    expect(await settled).toEqual([closed, closed]);
    await expect(queries.run(brief)).rejects.toEqual(refusedAs('store-closed'));
    await expect(store.find(view, byDueDate)).rejects.toEqual(refusedAs('store-closed'));
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});
