import { describe, expect, it } from '@jest/globals';
import { StoreCorruptError } from '@redress/eventing';
import { sealedEvents } from '../../mothers/sealed-events.js';
import { numbers, revisionsOf, type EventStoreBench } from './event-store-harness.js';

export function cuttingContract(bench: EventStoreBench): void {
  describe.each(bench.cuts)('a stream cut by $how', ({ cut, cause }) => {
    const read = (from: number, to?: number) =>
      Array.fromAsync(bench.store.read('complaint-A', { from, ...(to !== undefined && { to }) })).then(revisionsOf);
    const cutBefore = async (revision: number) => {
      await bench.fill('complaint-A', 6);
      await bench.fill('complaint-B', 2);
      await cut('complaint-A', revision, bench.store);
    };

    it('is not read as if it began where it was cut', async () => {
      await cutBefore(3);
      const failure = await read(0).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(StoreCorruptError);
      expect(failure).toMatchObject({ code: 'store-corrupt', stream: 'complaint-A', missing: 0, found: 3 });
      expect((failure as Error).message).toContain(cause);
    });

    it.each([
      { from: 0, to: 1 },
      { from: 0, to: 4 },
      { from: 1, to: 5 },
      { from: 2, to: 2 },
    ])('is not read from $from to $to', async ({ from, to }) => {
      await cutBefore(3);
      await expect(read(from, to)).rejects.toMatchObject({ code: 'store-corrupt', stream: 'complaint-A' });
    });

    it('is read from what is left of it, up to the end and beyond', async () => {
      await cutBefore(3);
      expect(await read(3)).toEqual([3, 4, 5]);
      expect(await read(5, 9)).toEqual([5]);
      expect(await read(6)).toEqual([]);
    });

    it('leaves other streams whole', async () => {
      await cutBefore(3);
      expect(revisionsOf(await bench.stream('complaint-B'))).toEqual([0, 1]);
      expect(await bench.stream('complaint-C')).toEqual([]);
    });

    it('is found cut in the middle of its pages', async () => {
      await bench.fill('complaint-A', 1_300);
      await cut('complaint-A', 1_299, bench.store);
      await expect(read(0)).rejects.toMatchObject({ missing: 0, found: 1_299 });
      expect(await read(1_299)).toEqual([1_299]);
    });

    it('takes an append at its end, at the revision that was expected', async () => {
      await cutBefore(3);
      const appended = await bench.store.append('complaint-A', 5, sealedEvents('complaint-A', { from: 6 }));
      expect(appended.revision).toBe(6);
      expect(await read(4)).toEqual(numbers(4, 7));
    });
  });
}
