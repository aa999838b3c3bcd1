import { describe, expect, it } from '@jest/globals';
import { StoreClosedError, type LogPlace } from '@redress/eventing';
import { caseQueue, change, changesOnly, view, type ReadStoreBench } from './read-store-harness.js';

export function placesContract(bench: ReadStoreBench): void {
  const commit = async (place: LogPlace, generation?: number) => {
    const into = generation ?? (await bench.store.activeGeneration(view));
    await bench.store.commit(view, { ...changesOnly(into, []), ...place });
  };
  const placeNow = async () => (await bench.store.places()).get(view);

  describe('the place of a view in the log', () => {
    it('is the beginning at first, and then the checkpoint with the event there', async () => {
      expect(await placeNow()).toEqual({ position: 0n });
      await commit({ position: 7n, eventId: 'event-7' });
      expect(await placeNow()).toEqual({ position: 7n, eventId: 'event-7' });
      expect(await bench.store.checkpoint(view)).toBe(7n);
      const far = 2n ** 127n + 1n;
      await commit({ position: far, eventId: 'event-far' });
      expect(await placeNow()).toEqual({ position: far, eventId: 'event-far' });
    });

    it('takes on the id of its event, and never loses it to a repeat', async () => {
      await commit({ position: 7n });
      expect(await placeNow()).toEqual({ position: 7n });
      await commit({ position: 7n, eventId: 'event-7' });
      await commit({ position: 7n });
      await commit({ position: 5n, eventId: 'event-9' });
      await bench.insert({ A: {} });
      expect(await placeNow()).toEqual({ position: 7n, eventId: 'event-7' });
    });

    it('does not keep the id of an event that it has gone past', async () => {
      await commit({ position: 7n, eventId: 'event-7' });
      await commit({ position: 8n });
      expect(await placeNow()).toEqual({ position: 8n });
    });

    it('is that of the generation that answers, with every other view beside it', async () => {
      await commit({ position: 7n, eventId: 'event-7' });
      await bench.store.define({ ...caseQueue, name: 'case' });
      const next = await bench.store.beginGeneration(view);
      await commit({ position: 9n, eventId: 'event-9' }, next);
      expect([...(await bench.store.places())].sort()).toEqual([
        ['case', { position: 0n }],
        [view, { position: 7n, eventId: 'event-7' }],
      ]);
      expect(await bench.store.activate(view, next)).toBe(true);
      expect(await placeNow()).toEqual({ position: 9n, eventId: 'event-9' });
    });

    (bench.canReopen ? it : it.skip)('is kept over a restart', async () => {
      await commit({ position: 7n, eventId: 'event-7' });
      await bench.reopen();
      expect(await placeNow()).toEqual({ position: 7n, eventId: 'event-7' });
    });

    it('is told to nobody once the store is closed', async () => {
      await bench.store.close();
      await expect(bench.store.places()).rejects.toBeInstanceOf(StoreClosedError);
    });
  });

  describe('a generation that stands astray', () => {
    const astray = { position: 25n, eventId: 'event-25' };

    it('gives way to one that has seen less, when it stands where the caller says', async () => {
      await bench.commit([change('A', 'none', 0)]);
      await commit(astray);
      const next = await bench.store.beginGeneration(view);
      await commit({ position: 5n, eventId: 'event-5' }, next);
      expect(await bench.store.activate(view, next)).toBe(false);
      expect(await bench.store.activate(view, next, astray)).toBe(true);
      expect([await placeNow(), await bench.store.get(view, 'A')]).toEqual([
        { position: 5n, eventId: 'event-5' },
        undefined,
      ]);
    });

    it.each([
      { what: 'another position', now: { position: 26n, eventId: 'event-25' } },
      { what: 'another event', now: { position: 25n, eventId: 'event-25b' } },
    ])('does not give way when it stands at $what', async ({ now }) => {
      await commit(now);
      const next = await bench.store.beginGeneration(view);
      await commit({ position: 5n, eventId: 'event-5' }, next);
      expect(await bench.store.activate(view, next, astray)).toBe(false);
      expect(await placeNow()).toEqual(now);
    });
  });
}
