import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CheckedView,
  checkView,
  type EventStore,
  type ParkedStream,
  type ProcessManager,
  ProcessRunner,
  type ReadStore,
  rebuildView,
  StoreUnavailableError,
} from '@redress/eventing';
import { MemoryReadStore } from '../engines/memory/memory-read-store.js';
import { notebookPagesProjection } from '../notebook.js';
import { type CoreHarness, overriding } from './core-harness.js';
import { batchOf, ProjectionScene } from './projection-scene.js';

const A = 'notebook-A';
const B = 'notebook-B';
const VIEW = 'notebooks';
const PROCESS = 'note-reading';

/** The contract of going on without an event that parked a stream. */
export function skippedEventsContract(name: string, harness: CoreHarness): void {
  describe(`An event that a view goes on without on ${name}`, () => {
    let scene: ProjectionScene;
    beforeEach(async () => {
      scene = await ProjectionScene.open(harness);
      await scene.log.fill(A, 4);
      await scene.log.fill(B, 2);
      scene.poison.add(`${A}@2`);
      await scene.runner().apply(batchOf(await scene.log.all()));
    });
    afterEach(() => harness.destroy(scene.engines));

    const parked = async (): Promise<ParkedStream> => (await scene.runner().parked())[0]!;
    const seen = async (): Promise<unknown> => (await scene.documents())[A]?.body['seen'];
    const newest = async () => batchOf((await scene.log.all()).slice(-1));
    const check = (): Promise<CheckedView> => checkView({ ...scene.sources(), scratch: new MemoryReadStore() });

    it('changes nothing but the place in the stream, and what waited behind it is applied', async () => {
      await scene.log.skip(VIEW, await parked());
      expect(await scene.runner().retry(A)).toBe('done');
      expect(await seen()).toEqual([0, 1, 3, 4]);
      expect((await scene.documents())[A]?.revision).toBe(4);
      expect(await scene.runner().parked()).toEqual([]);
    });

    it('is the one that was named, and no other that fails', async () => {
      scene.poison.add(`${A}@3`);
      await scene.log.skip(VIEW, await parked());
      expect(await scene.runner().retry(A)).toBe('still-parked');
      expect(await scene.runner().parked()).toMatchObject([{ stream: A, revision: 3, attempts: 1 }]);
      expect(await seen()).toEqual([0, 1]);
    });

    it('holds back another view, which was not told so', async () => {
      await scene.log.skip('notebook-pages', await parked());
      expect(await scene.runner().retry(A)).toBe('still-parked');
    });

    it('is made up for by the consumer where whoever recorded it died before going on', async () => {
      await scene.log.skip(VIEW, await parked());
      const told = await newest();
      await scene.runner().apply(told);
      expect(await seen()).toEqual([0, 1, 3, 4]);
      const after = [await scene.documents(), await scene.engines.readStore.places()];
      // Delivered again, it changes nothing.
      await scene.runner().apply(told);
      expect([await scene.documents(), await scene.engines.readStore.places()]).toEqual(after);
    });

    it('is told again where the consumer dies before it stores what it has done', async () => {
      await scene.log.skip(VIEW, await parked());
      const before = await scene.runner().position();
      const commit: ReadStore['commit'] = () => Promise.reject(new StoreUnavailableError('The store is away.'));
      const dying = scene.runner({ readStore: overriding(scene.engines.readStore, { commit }) });
      await expect(dying.apply(await newest())).rejects.toBeInstanceOf(StoreUnavailableError);
      expect([await scene.runner().position(), await seen()]).toEqual([before, [0, 1]]);
      await scene.runner().apply(await newest());
      expect(await seen()).toEqual([0, 1, 3, 4]);
    });

    it('is known to a view that begins anew, in whatever batches its events come', async () => {
      await scene.log.skip(VIEW, await parked());
      await rebuildView({ ...scene.sources(), eventsPerBatch: 1 });
      expect([await seen(), await scene.runner().parked()]).toEqual([[0, 1, 3, 4], []]);
      const { documents, parked: waiting, skipped, faults } = await check();
      expect([documents, waiting, skipped, faults]).toEqual([2, 0, 1, []]);
    });

    it('is known to a rebuild that was under way when it was recorded', async () => {
      const stuck = await parked();
      let isRecorded = false;
      const readAll: EventStore['readAll'] = async function* (...range) {
        for await (const event of scene.engines.eventStore.readAll(...range)) {
          yield event;
          // The rebuild has parked it by now.
          if (event.id !== stuck.eventId || isRecorded) continue;
          isRecorded = true;
          await scene.log.skip(VIEW, stuck);
          await scene.runner().apply(await newest());
        }
      };
      const eventStore = overriding(scene.engines.eventStore, { readAll });
      await rebuildView({ ...scene.sources(), eventStore, eventsPerBatch: 1 });
      expect(isRecorded).toBe(true);
      expect([await seen(), await scene.runner().parked()]).toEqual([[0, 1, 3, 4], []]);
    });

    it('is applied by a rebuild whose projection was mended; until then the check names the skip', async () => {
      await scene.log.skip(VIEW, await parked());
      await scene.runner().retry(A);
      scene.poison.clear();
      const { faults, skipped } = await check();
      expect([skipped, faults]).toEqual([
        1,
        [{ stream: A, kind: 'different', fields: expect.arrayContaining(['notes']), skipped: [2] }],
      ]);
      await rebuildView(scene.sources());
      expect(await scene.documents()).toEqual(await scene.folded());
      expect((await check()).faults).toEqual([]);
    });
  });

  describe(`An event that a view of parts goes on without on ${name}`, () => {
    it('leaves the part as it was, and the others go on', async () => {
      const scene = await ProjectionScene.open(harness, notebookPagesProjection);
      try {
        await scene.log.fill(A, 4);
        scene.poison.add(`${A}@2`);
        await scene.runner().apply(batchOf(await scene.log.all()));
        const [parked] = await scene.runner().parked();
        await scene.log.skip('notebook-pages', parked!);
        expect(await scene.runner().retry(A)).toBe('done');
        const { [A]: whole, [`${A}/even`]: even, [`${A}/odd`]: odd } = await scene.documents();
        expect([whole?.revision, even?.body['seen'], odd?.body['seen']]).toEqual([4, [4], [1, 3]]);
        expect(await checkView({ ...scene.sources(), scratch: new MemoryReadStore() })).toMatchObject({ faults: [] });
      } finally {
        await harness.destroy(scene.engines);
      }
    });
  });

  describe(`An event that a process goes on without on ${name}`, () => {
    let scene: ProjectionScene;
    let effects: string[];
    let isMended: boolean;
    beforeEach(async () => {
      scene = await ProjectionScene.open(harness);
      [effects, isMended] = [[], false];
      await runner().start();
      await scene.log.fill(A, 4);
      await runner().apply(batchOf(await scene.log.all()));
    });
    afterEach(() => harness.destroy(scene.engines));

    function runner(change: { readonly readStore?: ReadStore } = {}): ProcessRunner {
      const { eventStore, readStore } = scene.engines;
      const process: ProcessManager = {
        name: PROCESS,
        streamPrefix: 'notebook-',
        reactsTo: ['NoteWritten'],
        on: ({ revision }) => {
          if (revision === 2 && !isMended) return Promise.reject(new RangeError('It fails.'));
          effects.push(String(revision));
          return Promise.resolve();
        },
      };
      return new ProcessRunner({
        process,
        eventStore,
        readStore,
        codec: scene.codec,
        now: () => '2026-11-02T09:00:00.000Z',
        ...change,
      });
    }
    const parked = async (): Promise<ParkedStream> => (await runner().parked())[0]!;
    const newest = async () => batchOf((await scene.log.all()).slice(-1));

    it('is not handed to it again, and what waited behind it is', async () => {
      await scene.log.skip(PROCESS, await parked());
      isMended = true;
      expect(await runner().retry(A)).toBe('done');
      expect([effects, await runner().parked()]).toEqual([['1', '3', '4'], []]);
    });

    it('is made up for by the consumer where whoever recorded it died before going on', async () => {
      await scene.log.skip(PROCESS, await parked());
      await runner().apply(await newest());
      expect(effects).toEqual(['1', '3', '4']);
      await runner().apply(await newest());
      expect(effects).toEqual(['1', '3', '4']);
    });

    it('is not handed to it when everything is delivered again', async () => {
      const known = runner();
      await known.apply(batchOf([]));
      await scene.log.skip(PROCESS, await parked());
      await runner().apply(await newest());
      effects = [];
      // This one has not heard of it yet.
      await known.apply(batchOf((await scene.log.all()).filter(({ stream }) => stream === A)));
      expect([effects, await known.parked()]).toEqual([['1', '3', '4'], []]);
      isMended = true;
      effects = [];
      await runner().apply(batchOf((await scene.log.all()).filter(({ stream }) => stream === A)));
      expect(effects).toEqual(['1', '3', '4']);
    });
  });
}
