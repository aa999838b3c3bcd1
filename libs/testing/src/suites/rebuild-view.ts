import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AnotherVersionError,
  type EventStore,
  GenerationMovedError,
  type ReadStore,
  RebuildBehindError,
  rebuildView,
  rebuildViews,
  toPosition,
} from '@redress/eventing';
import { type CoreHarness, overriding } from './core-harness.js';
import { batchOf, ProjectionScene } from './projection-scene.js';

const A = 'notebook-A';
const B = 'notebook-B';

/** The contract of a rebuild beside the running view. */
export function rebuildViewContract(name: string, harness: CoreHarness): void {
  describe(`A rebuild on ${name}`, () => {
    let scene: ProjectionScene;

    beforeEach(async () => {
      scene = await ProjectionScene.open(harness);
      await scene.log.fill(A, 3);
      await scene.log.fill(B, 3);
    });
    afterEach(() => harness.destroy(scene.engines));

    it('makes a view equal to a fold of the log, and queries see it', async () => {
      await scene.runner().apply(batchOf((await scene.log.all()).slice(0, 2)));
      const { events, generation } = await rebuildView(scene.sources());
      expect(events).toBe(8);
      expect(await scene.engines.readStore.activeGeneration('notebooks')).toBe(generation);
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('makes several views equal to a fold of the log in one scan', async () => {
      const { projection, ...sources } = scene.sources();
      const other = { ...projection, view: { ...projection.view, name: 'notebooks-again' } };
      let scans = 0;
      const readAll: EventStore['readAll'] = (...after) => {
        scans += 1;
        return scene.engines.eventStore.readAll(...after);
      };
      const eventStore = overriding(scene.engines.eventStore, { readAll });
      const rebuilt = await rebuildViews({ ...sources, eventStore, projections: [projection, other] });
      expect([scans, rebuilt.map(({ events }) => events)]).toEqual([1, [8, 8]]);
      const folded = await scene.folded();
      expect(await scene.documents()).toEqual(folded);
      const again = await Array.fromAsync(scene.engines.readStore.scan('notebooks-again'));
      expect(again.map(({ id }) => id)).toEqual(Object.keys(folded));
    });

    it('goes on with the view alone that was written to meanwhile', async () => {
      const { projection, ...sources } = scene.sources();
      const other = { ...projection, view: { ...projection.view, name: 'notebooks-again' } };
      await scene.runner().apply(batchOf(await scene.log.all()));
      const activate: ReadStore['activate'] = async (view, ...generation) => {
        if (view === 'notebooks' && (await scene.log.of(A)).length < 5) {
          await scene.log.does(A, { type: 'close' });
          await scene.runner().apply(batchOf(await scene.log.all()));
        }
        return scene.engines.readStore.activate(view, ...generation);
      };
      const readStore = overriding(scene.engines.readStore, { activate });
      const rebuilt = await rebuildViews({ ...sources, readStore, projections: [projection, other] });
      expect(rebuilt.map(({ events }) => events)).toEqual([9, 8]);
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('forgets what the old view had and the log has not', async () => {
      const { readStore } = scene.engines;
      const generation = await readStore.activeGeneration('notebooks');
      const changes = [{ id: 'notebook-ghost', expected: 'none', revision: 0, body: {} }] as const;
      await readStore.commit('notebooks', { generation, changes, park: [], unpark: [] });
      await rebuildView(scene.sources());
      expect(Object.keys(await scene.documents())).toEqual([A, B]);
    });

    it('leaves the running view as it is until the swap', async () => {
      await scene.runner().apply(batchOf((await scene.log.all()).slice(0, 2)));
      const before = await scene.documents();
      let during: unknown;
      const activate: ReadStore['activate'] = async (...generation) => {
        during = await scene.documents();
        return scene.engines.readStore.activate(...generation);
      };
      await rebuildView(scene.sources({ readStore: overriding(scene.engines.readStore, { activate }) }));
      expect(during).toEqual(before);
    });

    it('by another release is not written to by a runner of this one, which knew the view before', async () => {
      const events = await scene.log.all();
      const runner = scene.runner();
      await runner.apply(batchOf(events.slice(0, 2)));
      const { projection } = scene;
      const newer = { ...projection, view: { ...projection.view, version: 2 } };
      await rebuildView(scene.sources({ projection: newer }));
      const rebuilt = await scene.documents();
      await scene.log.does(A, { type: 'write', texts: ['later'] });
      const rest = batchOf((await scene.log.all()).slice(2));
      await expect(runner.apply(rest)).rejects.toBeInstanceOf(AnotherVersionError);
      expect(await scene.documents()).toEqual(rebuilt);
      await scene.runner({ projection: newer }).apply(rest);
      expect((await scene.documents())[A]).toMatchObject({ revision: 4, body: { viewVersion: 2 } });
    });

    it('catches up with a runner that goes on meanwhile', async () => {
      const runner = scene.runner();
      await runner.apply(batchOf(await scene.log.all()));
      let rounds = 0;
      const activate: ReadStore['activate'] = async (...generation) => {
        rounds += 1;
        if (rounds <= 3) {
          await scene.log.does(A, { type: 'write', texts: [`during round ${rounds}`] });
          await runner.apply(batchOf((await scene.log.all()).slice(-1)));
        }
        return scene.engines.readStore.activate(...generation);
      };
      await rebuildView(scene.sources({ readStore: overriding(scene.engines.readStore, { activate }) }));
      expect(rounds).toBe(4);
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('does not disturb a runner whose view is swapped between its reading and its commit', async () => {
      const events = await scene.log.all();
      let isFirst = true;
      const commit: ReadStore['commit'] = async (...committed) => {
        if (isFirst) {
          isFirst = false;
          await rebuildView(scene.sources());
          await scene.log.does(A, { type: 'close' });
        }
        await scene.engines.readStore.commit(...committed);
      };
      const runner = scene.runner({ readStore: overriding(scene.engines.readStore, { commit }) });
      await runner.apply(batchOf(events));
      await runner.apply(batchOf((await scene.log.all()).slice(-1)));
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('parks again what the projection still cannot apply, and what it can is free', async () => {
      scene.poison.add(`${A}@1`).add(`${B}@2`);
      await scene.runner().apply(batchOf(await scene.log.all()));
      scene.poison.delete(`${A}@1`);
      await rebuildView(scene.sources());
      expect(await scene.runner().parked()).toMatchObject([{ stream: B, revision: 2, attempts: 1 }]);
      expect((await scene.documents())[A]).toEqual((await scene.folded())[A]);
    });

    it.each([
      { what: 'beyond the end of the log', eventId: undefined },
      { what: 'at an event that the log does not have', eventId: '00000000-0000-5000-8000-000000000000' },
    ])('replaces a view that stands $what, and cannot be caught up with', async ({ eventId }) => {
      const { eventStore, readStore } = scene.engines;
      const beyond = toPosition((await eventStore.head()) + 1_000n);
      const generation = await readStore.activeGeneration('notebooks');
      const changes = [{ id: 'notebook-ghost', expected: 'none', revision: 0, body: {} }] as const;
      const place = { position: beyond, ...(eventId !== undefined && { eventId }) };
      await readStore.commit('notebooks', { generation, changes, park: [], unpark: [], ...place });
      await rebuildView(scene.sources());
      const last = (await scene.log.all()).at(-1);
      expect((await readStore.places()).get('notebooks')).toMatchObject({
        position: last?.position,
        eventId: last?.id,
      });
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('does not replace a view that is ahead of what it has read of the same log', async () => {
      const events = await scene.log.all();
      await scene.runner().apply(batchOf(events));
      const readAll: EventStore['readAll'] = async function* () {
        yield* events.slice(0, 3);
      };
      const eventStore = overriding(scene.engines.eventStore, { readAll });
      await expect(rebuildView(scene.sources({ eventStore }))).rejects.toThrow(RebuildBehindError);
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('tells how far it is', async () => {
      const told: [bigint, bigint][] = [];
      await rebuildView({ ...scene.sources(), onProgress: (done, of) => told.push([done, of]) });
      const head = await scene.engines.eventStore.head();
      expect(told.at(-1)).toEqual([head, head]);
    });

    it('commits as many events at once as it is told to, of at most a thousand streams', async () => {
      const streams = Array.from({ length: 1_000 }, (_, number) => `notebook-${number}` as const);
      for (const stream of streams) await scene.log.fill(stream, 1);
      const all = (await scene.log.all()).length;
      const commitsOf = async (eventsPerBatch: number): Promise<number> => {
        let commits = 0;
        const commit: ReadStore['commit'] = async (...given) => {
          commits += 1;
          await scene.engines.readStore.commit(...given);
        };
        const readStore = overriding(scene.engines.readStore, { commit });
        expect((await rebuildView({ ...scene.sources({ readStore }), eventsPerBatch })).events).toBe(all);
        return commits;
      };
      // A thousand streams, and the rest.
      expect(await commitsOf(all + 1)).toBe(2);
      expect(await commitsOf(200)).toBe(Math.floor(all / 200) + 1);
      expect(Object.keys(await scene.documents())).toHaveLength(1_002);
    });

    it('stops when it is told to, and the running view answers on', async () => {
      await scene.runner().apply(batchOf(await scene.log.all()));
      const stopping = new AbortController();
      const readAll: EventStore['readAll'] = async function* (...after) {
        yield* scene.engines.eventStore.readAll(...after);
        stopping.abort();
      };
      const eventStore = overriding(scene.engines.eventStore, { readAll });
      const rebuilding = rebuildView({ ...scene.sources({ eventStore }), signal: stopping.signal });
      await expect(rebuilding).rejects.toThrow('aborted');
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('gives way to a rebuild that began later', async () => {
      const readAll: EventStore['readAll'] = async function* (...after) {
        yield* scene.engines.eventStore.readAll(...after);
        await scene.engines.readStore.beginGeneration('notebooks');
      };
      const eventStore = overriding(scene.engines.eventStore, { readAll });
      await expect(rebuildView(scene.sources({ eventStore }))).rejects.toThrow(GenerationMovedError);
    });
  });
}
