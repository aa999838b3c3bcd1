import { describe, expect, it } from '@jest/globals';
import { AnotherLogError } from '@redress/eventing';
import type { EventStoreBench } from './event-store-harness.js';

export function standingContract(bench: EventStoreBench): void {
  describe('an event at a position', () => {
    it('is named by its id, each event of an append at its own', async () => {
      await bench.fill('complaint-A', 3);
      await bench.fill('complaint-B', 2);
      const recorded = await bench.all();
      const named = await Promise.all(recorded.map(({ position }) => bench.store.eventIdAt(position)));
      expect(named).toEqual(recorded.map(({ id }) => id));
    });

    it('is none before the first one, between two and beyond the end, by however much', async () => {
      await bench.fill('complaint-A', 2);
      const [first, last] = await bench.all();
      const between = last!.position - first!.position > 1n ? [first!.position + 1n, last!.position - 1n] : [];
      const head = await bench.store.head();
      for (const position of [0n, ...between, head + 1n, head + 2n ** 32n, head + ((2n ** 32n) << 64n)]) {
        expect(await bench.store.eventIdAt(position)).toBeUndefined();
      }
    });

    it('is none in an empty store', async () => {
      expect(await bench.store.eventIdAt(1n)).toBeUndefined();
    });

    it('is asked for by whoever follows: from where none is, they are told so at once', async () => {
      await bench.fill('complaint-A', 2);
      const { signal } = new AbortController();
      for (const beyond of [1n, (2n ** 32n) << 64n]) {
        const following = bench.store.follow((await bench.store.head()) + beyond, { signal });
        await expect(Array.fromAsync(following)).rejects.toBeInstanceOf(AnotherLogError);
      }
    });
  });
}
