import { describe, expect, it } from '@jest/globals';
import { sealedEvents } from '../../mothers/sealed-events.js';
import { numbers, positionsOf, revisionsOf, type EventStoreBench } from './event-store-harness.js';

/** More than any engine's page. */
const manyEvents = 1_300;

export function readingContract(bench: EventStoreBench): void {
  describe('reading', () => {
    it('yields nothing for an unknown stream or an empty store', async () => {
      expect(await bench.stream('complaint-A')).toEqual([]);
      expect(await bench.all()).toEqual([]);
      expect(await bench.store.head()).toBe(0n);
    });

    it('yields one stream only, also when another’s name begins alike', async () => {
      await bench.fill('complaint-A', 2);
      await bench.fill('complaint-AB', 3);
      await bench.fill('complaint-a', 4);
      expect(await bench.stream('complaint-A')).toHaveLength(2);
    });

    it('takes both bounds of a range as inclusive', async () => {
      await bench.fill('complaint-A', 6);
      const range = (from: number, to: number) =>
        Array.fromAsync(bench.store.read('complaint-A', { from, to })).then(revisionsOf);
      expect(await range(2, 4)).toEqual([2, 3, 4]);
      expect(await range(5, 99)).toEqual([5]);
      expect(await range(3, 3)).toEqual([3]);
      expect(await range(4, 3)).toEqual([]);
      expect(await range(6, 9)).toEqual([]);
    });

    it('reads a stream across page borders', async () => {
      await bench.fill('complaint-A', manyEvents);
      expect(revisionsOf(await bench.stream('complaint-A'))).toEqual(numbers(0, manyEvents));
    });

    it('reads everything across page borders, in ascending positions up to the head', async () => {
      await Promise.all(['A', 'B', 'C'].map((name) => bench.fill(`complaint-${name}`, 500)));
      const positions = positionsOf(await bench.all());
      expect(positions).toHaveLength(1_500);
      expect(positions).toEqual([...positions].sort((one, other) => Number(one - other)));
      expect(new Set(positions).size).toBe(1_500);
      expect(positions.at(-1)).toBe(await bench.store.head());
      if (bench.store.densePositions) expect(positions).toEqual(numbers(1, 1_501).map(BigInt));
    });

    it('reads on strictly after any position', async () => {
      await bench.fill('complaint-A', 20);
      const positions = positionsOf(await bench.all());
      for (const [index, position] of positions.entries()) {
        expect(positionsOf(await bench.all(position))).toEqual(positions.slice(index + 1));
      }
    });

    it('yields no more than the limit', async () => {
      await bench.fill('complaint-A', 700);
      const limited = (limit: number) => Array.fromAsync(bench.store.readAll(0n, { limit })).then(revisionsOf);
      expect(await limited(1)).toEqual([0]);
      expect(await limited(600)).toEqual(numbers(0, 600));
      expect(await limited(900)).toEqual(numbers(0, 700));
    });

    it('ends at the head of the moment of the call', async () => {
      await bench.fill('complaint-A', 300);
      const reading = bench.store.readAll(0n);
      await bench.fill('complaint-B', 300);
      expect(await Array.fromAsync(reading)).toHaveLength(300);
    });

    it('serves a slow reader while others write', async () => {
      await bench.fill('complaint-A', 600);
      const read: number[] = [];
      for await (const { revision } of bench.store.read('complaint-A', { to: 599 })) {
        read.push(revision);
        if (revision % 60 === 0) await bench.fill(`complaint-B${revision}`, 1);
      }
      expect(read).toEqual(numbers(0, 600));
    });

    it('may be left in the middle', async () => {
      await bench.fill('complaint-A', 600);
      for await (const { revision } of bench.store.readAll(0n)) if (revision === 300) break;
      await bench.store.append('complaint-A', 599, sealedEvents('complaint-A', { from: 600 }));
      expect(await bench.stream('complaint-A')).toHaveLength(601);
    });

    it('carries events of a megabyte', async () => {
      await bench.fill('complaint-A', 8, { textLength: 600_000 });
      const recorded = await bench.all();
      expect(recorded.map(({ data }) => (data['note'] as string).length)).toEqual(numbers(0, 8).map(() => 600_000));
      expect(Buffer.byteLength(JSON.stringify(recorded[0]!.data))).toBeGreaterThan(900_000);
    });

    it('carries an event of nearly 2 MB', async () => {
      await bench.fill('complaint-A', 1, { data: { text: 'x'.repeat(1_990_000) } });
      expect((await bench.stream('complaint-A'))[0]!.data['text']).toHaveLength(1_990_000);
    });
  });
}
