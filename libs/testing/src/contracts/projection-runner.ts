import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AnotherLogError,
  checkedPlace,
  StoreUnavailableError,
  type EventStore,
  type ReadStore,
} from '@redress/eventing';
import type { CoreHarness } from './core-harness.js';
import { overriding } from './overriding.js';
import { projectionParkingContract } from './projection-parking.js';
import { batchOf, ProjectionScene } from './projection-scene.js';

const A = 'notebook-A';
const B = 'notebook-B';

/** What a projection runner promises, on any engines. */
export function projectionRunnerContract(name: string, harness: CoreHarness): void {
  describe(`The projection runner on ${name}`, () => {
    let scene: ProjectionScene;
    const view = (): ReadStore => scene.engines.readStore;

    beforeEach(async () => {
      scene = await ProjectionScene.open(harness);
      await scene.log.fill(A, 3);
      await scene.log.fill(B, 3);
    });
    afterEach(() => harness.destroy(scene.engines));

    it('makes the view equal to a fold of the log, and keeps the position with it', async () => {
      const runner = scene.runner();
      const events = await scene.log.all();
      await runner.apply(batchOf(events.slice(0, 3)));
      await runner.apply(batchOf(events.slice(3)));
      expect(await scene.documents()).toEqual(await scene.folded());
      expect(await runner.position()).toBe(events.at(-1)?.position);
    });

    it('keeps with its position which event is there, also of events in no order of position', async () => {
      const events = await scene.log.all();
      const position = events.at(-1)?.position ?? 0n;
      await scene.runner().apply({ events: [...events.slice(4), ...events.slice(0, 4)], position });
      const place = { position, eventId: events.at(-1)?.id };
      expect((await view().places()).get('notebooks')).toEqual(place);
      await scene.runner().apply(batchOf(events.slice(0, 2)));
      expect((await view().places()).get('notebooks')).toEqual(place);
    });

    it('goes on from an event that the log has, and takes on its id when it was not kept', async () => {
      const { eventStore, readStore } = scene.engines;
      const sources = { eventStore, readStore };
      expect(await checkedPlace(sources, 'notebooks')).toEqual({ position: 0n });
      const third = (await scene.log.all())[2];
      const place = { position: third?.position ?? 0n, eventId: third?.id };
      const generation = await readStore.activeGeneration('notebooks');
      const nothing = { generation, changes: [], park: [], unpark: [] };
      await readStore.commit('notebooks', { ...nothing, position: place.position });
      expect(await checkedPlace(sources, 'notebooks')).toEqual(place);
      expect((await readStore.places()).get('notebooks')).toEqual(place);
    });

    it.each([
      { what: 'where the log has another event', beyond: 0n, eventId: '00000000-0000-5000-8000-000000000000' },
      { what: 'beyond the end', beyond: 1n, eventId: '00000000-0000-5000-8000-000000000000' },
      { what: 'beyond the end, its event not kept', beyond: 1n, eventId: undefined },
    ])('does not go on from $what', async ({ beyond, eventId }) => {
      const { eventStore, readStore } = scene.engines;
      const generation = await readStore.activeGeneration('notebooks');
      const place = { position: (await eventStore.head()) + beyond, ...(eventId !== undefined && { eventId }) };
      await readStore.commit('notebooks', { generation, changes: [], park: [], unpark: [], ...place });
      await expect(checkedPlace({ eventStore, readStore }, 'notebooks')).rejects.toBeInstanceOf(AnotherLogError);
      await expect(scene.runner().retry(A)).rejects.toBeInstanceOf(AnotherLogError);
      expect((await readStore.places()).get('notebooks')).toEqual(place);
    });

    it('applies a redelivered event once', async () => {
      const runner = scene.runner();
      const events = await scene.log.all();
      await runner.apply(batchOf(events));
      await runner.apply(batchOf(events));
      await runner.apply(batchOf([...events.slice(1, 4), ...events.slice(2)]));
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('writes no document that a redelivered event leaves as it is', async () => {
      const written: string[][] = [];
      const commit: ReadStore['commit'] = (name, work) => {
        written.push(work.changes.map(({ id }) => id));
        return view().commit(name, work);
      };
      const runner = scene.runner({ readStore: overriding(view(), { commit }) });
      const events = await scene.log.all();
      await runner.apply(batchOf(events));
      await runner.apply(batchOf(events.filter(({ revision }) => revision > 0)));
      expect(written.map((ids) => ids.sort())).toEqual([[A, B], []]);
    });

    it('keeps its position when an older batch comes again', async () => {
      const runner = scene.runner();
      const events = await scene.log.all();
      await runner.apply(batchOf(events));
      await runner.apply(batchOf(events.slice(0, 2)));
      expect(await runner.position()).toBe(events.at(-1)?.position);
    });

    it('reads from the store what was left out of a stream', async () => {
      const events = await scene.log.all();
      await scene.runner().apply(batchOf(events.filter(({ revision }) => revision === 0 || revision === 3)));
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('reads from the store when a stream is first heard of in its middle', async () => {
      const [, , , last] = await scene.log.of(A);
      await scene.runner().apply(batchOf([last as NonNullable<typeof last>]));
      expect((await scene.documents())[A]).toEqual((await scene.folded())[A]);
    });

    it('passes over streams of another prefix, and still moves its position', async () => {
      await scene.log.does('diary-C', { type: 'open', title: 'Diary' });
      const runner = scene.runner();
      const events = await scene.log.all();
      await runner.apply(batchOf(events));
      expect(Object.keys(await scene.documents())).toEqual([A, B]);
      expect(await runner.position()).toBe(events.at(-1)?.position);
    });

    it('keeps personal values sealed, to be opened when they are read', async () => {
      await scene.runner().apply(batchOf(await scene.log.all()));
      const body = (await scene.documents())[A]?.body ?? {};
      expect(JSON.stringify(body)).not.toMatch(/Parisa|note 3/);
      expect(await scene.codec.openDocument(body)).toMatchObject({
        owner: { name: 'Parisa Example' },
        lastText: 'note 3',
      });
    });

    it('rejects a batch, and parks nothing, while the store that would heal it is away', async () => {
      const read: EventStore['read'] = () => {
        throw new StoreUnavailableError('The store is away.');
      };
      const runner = scene.runner({ eventStore: overriding(scene.engines.eventStore, { read }) });
      const gapped = batchOf((await scene.log.all()).filter(({ revision }) => revision !== 1));
      await expect(runner.apply(gapped)).rejects.toThrow(StoreUnavailableError);
      expect([await runner.parked(), await scene.documents(), await runner.position()]).toEqual([[], {}, 0n]);
      await scene.runner().apply(gapped);
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('applies a batch anew when another writer moved a document under it', async () => {
      const events = await scene.log.all();
      let isFirst = true;
      const commit: ReadStore['commit'] = async (...committed) => {
        if (isFirst) {
          isFirst = false;
          await scene.runner().apply(batchOf(events.slice(0, 2)));
        }
        await view().commit(...committed);
      };
      await scene.runner({ readStore: overriding(view(), { commit }) }).apply(batchOf(events));
      expect(await scene.documents()).toEqual(await scene.folded());
    });
  });

  projectionParkingContract(name, harness);
}
