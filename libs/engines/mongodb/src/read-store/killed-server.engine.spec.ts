import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type KeyStore,
  toPosition,
  ProjectionRunner,
  type ReadStore,
  StoreUnavailableError,
  type Instant,
} from '@redress/eventing';
import {
  MemoryEventStore,
  MemoryKeyStore,
  notebookCodec,
  NotebookLog,
  notebookProjection,
  ScratchFolder,
} from '@redress/testing';
import { MongoDbStandIn } from '@redress/testing/engines';
import { openMongoKeyStore } from '../key-store/mongo-key-store.js';
import { Connection } from '../connection.js';
import { InterruptedCollections, type Interruptions } from './interrupted-collections.fixture.spec.js';
import { MongoReadStore, openMongoReadStore } from './mongo-read-store.js';

const notebooks = notebookProjection.view;
const view = notebooks.name;
const subject = '7K3M9QXD41PC';
const roundsMax = 100;

describe('A MongoDB that is killed', () => {
  let folder: ScratchFolder;
  let mongodb: MongoDbStandIn;
  let store: ReadStore;
  let keys: KeyStore;
  let interrupted: ReadStore | undefined;
  beforeEach(async () => {
    folder = new ScratchFolder();
    mongodb = await MongoDbStandIn.start({ folder: folder.path });
    store = await openMongoReadStore({ url: mongodb.url, service: 'operations', wait_ms: 2_000 });
    keys = await openMongoKeyStore({ url: mongodb.url, wait_ms: 2_000 });
  });
  afterEach(async () => {
    await Promise.all([store.close(), keys.close(), interrupted?.close()]);
    interrupted = undefined;
    await mongodb.stop();
    folder.remove();
  });

  it('has afterwards whatever it had acknowledged', async () => {
    await store.define(notebooks);
    const changes = [{ id: 'notebook-A', expected: 'none', revision: 3, body: { a: 1 } }] as const;
    await store.commit(view, { generation: 1, changes, park: [], unpark: [], position: toPosition(7n) });
    await keys.put(subject, new Uint8Array(60).fill(1));
    await keys.destroy('DESTROYED', '2026-11-02T08:00:00.000Z');
    await mongodb.kill();
    await mongodb.restart();
    expect(await store.get(view, 'notebook-A')).toEqual({ id: 'notebook-A', revision: 3, body: { a: 1 } });
    expect(await store.checkpoint(view)).toBe(7n);
    const entries = await keys.get([subject, 'DESTROYED']);
    expect([entries.get(subject)?.state, entries.get('DESTROYED')?.state]).toEqual(['present', 'destroyed']);
  });

  it.each<{ moment: string; at: keyof Interruptions; isAwaited: boolean }>([
    { moment: 'before a batch’s documents', at: 'beforeDocuments', isAwaited: true },
    { moment: 'while it writes them', at: 'beforeDocuments', isAwaited: false },
    { moment: 'between them and the checkpoint', at: 'afterDocuments', isAwaited: true },
    { moment: 'while it writes the checkpoint', at: 'afterDocuments', isAwaited: false },
  ])('loses no event when it goes $moment', async ({ at, isAwaited }) => {
    const eventStore = new MemoryEventStore();
    const codec = notebookCodec(new MemoryKeyStore());
    const log = new NotebookLog(eventStore, codec);
    for (let number = 0; number < 60; number += 1) await log.fill(`notebook-${number}`, 3);
    const connection = await Connection.open({
      url: mongodb.url,
      database: 'operations',
      wait_ms: 2_000,
      call_wait_ms: 2_000,
    });
    let killing: Promise<unknown> | undefined;
    const killNow = async () => {
      killing ??= mongodb.kill();
      if (isAwaited) await killing;
    };
    const collections = new InterruptedCollections(connection.db, { [at]: killNow });
    const readStore = (interrupted = new MongoReadStore(connection, collections));
    const now = (): Instant => '2026-11-02T09:00:00.000Z';
    const runner = new ProjectionRunner({ projection: notebookProjection, readStore, eventStore, codec, now });
    await runner.start();
    await store.define(notebooks);
    const events = await log.all();
    const head = events.at(-1)!.position;
    for (let round = 0, reached = 0n; reached < head && round < roundsMax; round += 1) {
      // Resumes as a consumer does after a restart: events up to the stored position are never redelivered.
      const from = events.findIndex((event) => event.position > reached);
      const batch = events.slice(from, from + 60);
      killing = round % 2 === 0 ? undefined : Promise.resolve();
      await runner.apply({ events: batch, position: batch.at(-1)!.position }).catch(unlessUnavailable);
      await killing;
      if (round % 2 === 0) await mongodb.restart();
      reached = await runner.position();
    }
    const found = await Array.fromAsync(store.scan(view));
    const stored = Object.fromEntries(found.map(({ id, revision, body }) => [id, { revision, body }]));
    expect(stored).toEqual(await log.folded(notebookProjection));
    expect(await store.checkpoint(view)).toBe(head);
  });

  it('is told from one that is there, without a word of what was to be written', async () => {
    await store.define(notebooks);
    await mongodb.kill();
    const changes = [{ id: 'notebook-A', expected: 'none', revision: 0, body: { owner: 'Parisa Example' } }] as const;
    const commit = store.commit(view, { generation: 1, changes, park: [], unpark: [], position: toPosition(7n) });
    const error = (await commit.catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ code: 'store-unavailable', message: expect.stringMatching(/out of reach|was lost/) });
    expect(JSON.stringify([error.message, String(error.cause), error])).not.toContain('Parisa');
    await expect(keys.put(subject, new Uint8Array(60))).rejects.toMatchObject({ code: 'store-unavailable' });
    await mongodb.restart();
    expect(await store.checkpoint(view)).toBe(0n);
  });
});

function unlessUnavailable(error: unknown): void {
  if (!(error instanceof StoreUnavailableError)) throw error;
}
