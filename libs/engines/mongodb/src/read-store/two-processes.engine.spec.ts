import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ProjectionRunner, type ReadStore, RebuildBehindError, rebuildView, type ViewSources } from '@redress/eventing';
import { MemoryEventStore, MemoryKeyStore, notebookCodec, NotebookLog, notebookProjection } from '@redress/testing';
import { MongoDbForSpecs } from '@redress/testing/engines';
import { Connection } from '../connection.js';
import { InterruptedCollections } from './interrupted-collections.fixture.spec.js';
import { MongoReadStore } from './mongo-read-store.js';

const view = notebookProjection.view.name;
const roundsMax = 60;
const eventsPerRound = 5;

const pausesMs = [0, 3, 0, 7, 1];

/** Pauses between its steps, so that the other store's steps fall in between. */
async function dawdlingStore(url: string): Promise<ReadStore> {
  const connection = await Connection.open({ url, database: 'operations', wait_ms: 5_000, call_wait_ms: 5_000 });
  let pauses = 0;
  const dawdle = () => delay(pausesMs[pauses++ % pausesMs.length]);
  const collections = new InterruptedCollections(connection.db, { afterLook: dawdle, afterDocuments: dawdle });
  return new MongoReadStore(connection, collections);
}

describe('Two processes at one view on MongoDB', () => {
  let mongodb: MongoDbForSpecs;
  let server: ReadStore;
  let commandLine: ReadStore;
  let log: NotebookLog;
  let sources: Omit<ViewSources, 'readStore'>;
  beforeAll(async () => {
    mongodb = await MongoDbForSpecs.start();
  });
  afterAll(() => mongodb.stop());
  beforeEach(async () => {
    const url = mongodb.freshUrl();
    server = await dawdlingStore(url);
    commandLine = await dawdlingStore(url);
    const eventStore = new MemoryEventStore();
    const codec = notebookCodec(new MemoryKeyStore());
    log = new NotebookLog(eventStore, codec);
    sources = { projection: notebookProjection, eventStore, codec, now: () => '2026-11-02T09:00:00.000Z' };
  });
  afterEach(async () => {
    await Promise.all([server.close(), commandLine.close()]);
    await mongodb.dropDatabases();
  });

  const documents = async () => {
    const found = await Array.fromAsync(server.scan(view));
    return Object.fromEntries(found.map(({ id, revision, body }) => [id, { revision, body }]));
  };

  let notebooks = 0;
  /** Each event comes once and has its own stream, so that nothing later could repair a loss in a swap. */
  const consume = async (runner: ProjectionRunner, count: number) => {
    for (let number = 1; number <= count; number += 1) {
      notebooks += 1;
      await log.does(`notebook-${notebooks}`, { type: 'open', title: `number ${notebooks}` });
      const event = (await log.of(`notebook-${notebooks}`))[0]!;
      await runner.apply({ events: [event], position: event.position });
    }
  };

  const rebuildOverAndOver = async (isDone: { readonly value: boolean }) => {
    let swaps = 0;
    while (!isDone.value) {
      try {
        await rebuildView({ ...sources, readStore: commandLine });
        swaps += 1;
      } catch (error) {
        if (!(error instanceof RebuildBehindError)) throw error;
      }
    }
    return swaps;
  };

  it('lose no event when one swaps the view under the other’s hands', async () => {
    const runner = new ProjectionRunner({ ...sources, readStore: server });
    await runner.start();
    for (let round = 1; round <= roundsMax; round += 1) {
      const rebuilt = rebuildView({ ...sources, readStore: commandLine });
      await Promise.all([rebuilt, consume(runner, eventsPerRound)]);
      // Checked before the next rebuild, which would repair it.
      expect(await documents()).toEqual(await log.folded(notebookProjection));
      expect(await runner.position()).toBe(await sources.eventStore.head());
    }
  });

  it('never see a document vanish while the view is swapped', async () => {
    const runner = new ProjectionRunner({ ...sources, readStore: server });
    await runner.start();
    await log.does('notebook-kept', { type: 'open', title: 'kept' });
    const events = await log.all();
    await runner.apply({ events, position: events.at(-1)!.position });
    const isDone = { value: false };
    const look = async () => {
      for (let round = 1; round <= 300; round += 1) {
        expect(await server.get(view, 'notebook-kept')).toBeDefined();
        expect((await server.aggregate(view, { where: [], groupBy: [], measures: [] })).rows[0]!.count).toBe(1);
      }
      isDone.value = true;
    };
    const [swaps] = await Promise.all([rebuildOverAndOver(isDone), look()]);
    expect(swaps).toBeGreaterThan(3);
  });

  it('apply the same events at once, and the view equals a fold of the log', async () => {
    const runners = [server, commandLine].map((readStore) => new ProjectionRunner({ ...sources, readStore }));
    for (const runner of runners) await runner.start();
    for (const stream of ['notebook-A', 'notebook-B', 'notebook-C'] as const) await log.fill(stream, 20);
    const events = await log.all();
    const applyAll = async (runner: ProjectionRunner) => {
      for (let from = 0; from < events.length; from += 7) {
        const batch = events.slice(from, from + 7);
        await runner.apply({ events: batch, position: batch.at(-1)!.position });
      }
    };
    await Promise.all(runners.map(applyAll));
    expect(await documents()).toEqual(await log.folded(notebookProjection));
  });
});
