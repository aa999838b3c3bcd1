import { describe, expect, it } from '@jest/globals';
import { sealedEvent, sealedEvents } from '../../mothers/sealed-events.js';
import { numbers, revisionsOf, type EventStoreBench } from './event-store-harness.js';

export function repeatingContract(bench: EventStoreBench): void {
  const afterRestart = bench.canReopen ? it : it.skip;

  describe('repeating an append', () => {
    it('answers what the first one answered, and records nothing', async () => {
      const events = sealedEvents('complaint-A', { count: 3 });
      const first = await bench.store.append('complaint-A', 'none', events);
      expect(await bench.store.append('complaint-A', 'none', events)).toEqual(first);
      expect(revisionsOf(await bench.all())).toEqual([0, 1, 2]);
    });

    it('answers the same after others have appended behind it', async () => {
      await bench.fill('complaint-A', 1);
      const events = sealedEvents('complaint-A', { from: 1, count: 2 });
      const first = await bench.store.append('complaint-A', 0, events);
      await bench.store.append('complaint-A', 2, sealedEvents('complaint-A', { from: 3, count: 2 }));
      await bench.fill('complaint-B', 1);
      expect(await bench.store.append('complaint-A', 0, events)).toEqual(first);
      expect(revisionsOf(await bench.stream('complaint-A'))).toEqual(numbers(0, 5));
    });

    it('records once what is sent many times at the same moment', async () => {
      const events = sealedEvents('complaint-A', { count: 2 });
      const answers = await Promise.all(numbers(0, 50).map(() => bench.store.append('complaint-A', 'none', events)));
      expect(new Set(answers.map(({ position }) => position))).toEqual(new Set([await bench.store.head()]));
      expect(revisionsOf(await bench.all())).toEqual([0, 1]);
    });

    it('goes by the ids: what was recorded first stays when the content differs', async () => {
      const event = sealedEvent('complaint-A', 0, { data: { product: 'first' } });
      const first = await bench.store.append('complaint-A', 'none', [event]);
      const altered = { ...event, data: { product: 'second' } };
      expect(await bench.store.append('complaint-A', 'none', [altered])).toEqual(first);
      expect((await bench.stream('complaint-A')).map(({ data }) => data)).toEqual([{ product: 'first' }]);
    });

    it('is no repeat when only some of the ids are the same', async () => {
      const events = sealedEvents('complaint-A', { count: 2 });
      await bench.store.append('complaint-A', 'none', events);
      const other = [events[0]!, sealedEvent('complaint-A', 1)];
      await expect(bench.store.append('complaint-A', 'none', other)).rejects.toMatchObject({ code: 'wrong-revision' });
      const longer = [...events, sealedEvent('complaint-A', 2)];
      await expect(bench.store.append('complaint-A', 'none', longer)).rejects.toMatchObject({ code: 'wrong-revision' });
      expect(revisionsOf(await bench.stream('complaint-A'))).toEqual([0, 1]);
    });

    afterRestart('is recognized after a restart', async () => {
      const events = sealedEvents('complaint-A', { count: 2 });
      const first = await bench.store.append('complaint-A', 'none', events);
      await bench.reopen();
      expect(await bench.store.append('complaint-A', 'none', events)).toEqual(first);
      expect(revisionsOf(await bench.all())).toEqual([0, 1]);
    });
  });
}
