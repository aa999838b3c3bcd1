import { describe, expect, it } from '@jest/globals';
import { StoreClosedError } from '@redress/eventing';
import { sealedEvents } from '../../mothers/sealed-events.js';
import { numbers, positionsOf, revisionsOf, type EventStoreBench } from './event-store-harness.js';

export function closingContract(bench: EventStoreBench): void {
  const afterRestart = bench.canReopen ? it : it.skip;

  describe('closing', () => {
    it('finishes what was accepted and refuses what comes later', async () => {
      const streams = numbers(0, 300).map((number) => `complaint-${number}`);
      const appends = streams.map((stream) => bench.store.append(stream, 'none', sealedEvents(stream)));
      const closed = bench.store.close();
      const late = bench.store.append('complaint-late', 'none', sealedEvents('complaint-late'));
      await expect(late).rejects.toBeInstanceOf(StoreClosedError);
      expect(await Promise.all(appends)).toHaveLength(300);
      await closed;
    });

    afterRestart('has on disk what was accepted while it closed', async () => {
      const streams = numbers(0, 300).map((number) => `complaint-${number}`);
      const appends = streams.map((stream) => bench.store.append(stream, 'none', sealedEvents(stream)));
      await bench.reopen();
      const answers = await Promise.all(appends);
      const recorded = await bench.all();
      expect(new Set(positionsOf(recorded))).toEqual(new Set(answers.map(({ position }) => position)));
      expect(recorded).toHaveLength(300);
    });

    it('ends every follower, in history as well as waiting', async () => {
      await bench.fill('complaint-A', 100);
      const { signal } = new AbortController();
      const waiting = Array.fromAsync(bench.store.follow(await bench.store.head(), { signal }));
      const slow = bench.store.follow(0n, { signal, batchSize: 1 })[Symbol.asyncIterator]();
      expect((await slow.next()).done).toBe(false);
      await bench.store.close();
      expect((await waiting).flatMap(({ events }) => events)).toEqual([]);
      expect((await slow.next()).done).toBe(true);
    });

    it('refuses to read, to follow and to name its head afterwards', async () => {
      const { store } = bench;
      await bench.fill('complaint-A', 1);
      await store.close();
      const { signal } = new AbortController();
      await expect(bench.stream('complaint-A')).rejects.toBeInstanceOf(StoreClosedError);
      await expect(bench.all()).rejects.toBeInstanceOf(StoreClosedError);
      await expect(Array.fromAsync(store.follow(0n, { signal }))).rejects.toBeInstanceOf(StoreClosedError);
      await expect(store.eventIdAt(1n)).rejects.toBeInstanceOf(StoreClosedError);
      await expect(store.head()).rejects.toBeInstanceOf(StoreClosedError);
    });

    it('may be repeated', async () => {
      await bench.store.close();
      await expect(bench.store.close()).resolves.toBeUndefined();
    });

    afterRestart('keeps everything for the next start, and counts on from there', async () => {
      await bench.fill('complaint-A', 300);
      const kept = await bench.all();
      await bench.reopen();
      expect(await bench.all()).toEqual(kept);
      expect(await bench.store.head()).toBe(kept.at(-1)!.position);
      const next = await bench.store.append('complaint-A', 299, sealedEvents('complaint-A', { from: 300 }));
      expect(next.position > kept.at(-1)!.position).toBe(true);
      expect(revisionsOf(await bench.stream('complaint-A'))).toEqual(numbers(0, 301));
    });
  });
}
