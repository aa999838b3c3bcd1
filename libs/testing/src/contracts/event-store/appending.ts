import { describe, expect, it } from '@jest/globals';
import { WrongRevisionError, type Appended } from '@redress/eventing';
import { sealedEvent, sealedEvents } from '../../mothers/sealed-events.js';
import { before, numbers, positionsOf, revisionsOf, type EventStoreBench } from './event-store-harness.js';

export function appendingContract(bench: EventStoreBench): void {
  describe('appending', () => {
    it('gives back exactly what was appended', async () => {
      const data = { text: 'شکایت \u0000 "quoted" 😀', nested: { list: [1, 2.5, -0.1, null, true, []] }, empty: {} };
      const { personal: _, ...withoutPersonal } = sealedEvent('complaint-A', 1);
      const events = [sealedEvent('complaint-A', 0, { data }), withoutPersonal];
      const { position } = await bench.store.append('complaint-A', 'none', events);
      const recorded = await bench.stream('complaint-A');
      expect(recorded.map(({ position: _, ...event }) => event)).toEqual(events);
      expect(recorded.at(-1)!.position).toBe(position);
    });

    it('answers the last revision and the last position', async () => {
      const first = await bench.store.append('complaint-A', 'none', sealedEvents('complaint-A', { count: 3 }));
      const second = await bench.store.append('complaint-A', 2, sealedEvents('complaint-A', { from: 3 }));
      expect([first.revision, second.revision]).toEqual([2, 3]);
      expect(second.position).toBe(await bench.store.head());
    });

    it('orders positions as appends were made, over all streams', async () => {
      const answers: Appended[] = [];
      for (const stream of ['complaint-B', 'complaint-A', 'complaint-C']) {
        answers.push(await bench.store.append(stream, 'none', sealedEvents(stream, { count: 2 })));
      }
      const recorded = await bench.all();
      expect(recorded.map(({ stream }) => stream.at(-1))).toEqual(['B', 'B', 'A', 'A', 'C', 'C']);
      expect(answers.map(({ position }) => position)).toEqual([1, 3, 5].map((index) => recorded[index]!.position));
    });

    it.each([
      { state: 'a stream that exists already', expected: 'none' as const, from: 0, actual: 1 },
      { state: 'a stream that is further on', expected: 0, from: 1, actual: 1 },
      { state: 'a stream that is not that far', expected: 5, from: 6, actual: 1 },
    ])('refuses to append to $state, naming where it is', async ({ expected, from, actual }) => {
      await bench.fill('complaint-A', 2);
      const late = bench.store.append('complaint-A', expected, sealedEvents('complaint-A', { from, count: 2 }));
      await expect(late).rejects.toMatchObject({ code: 'wrong-revision', stream: 'complaint-A', expected, actual });
      expect(revisionsOf(await bench.all())).toEqual([0, 1]);
    });

    it('refuses to append behind the end of a stream that does not exist', async () => {
      const append = bench.store.append('complaint-A', 4, sealedEvents('complaint-A', { from: 5 }));
      await expect(append).rejects.toMatchObject({ code: 'wrong-revision', actual: -1 });
      expect(await bench.store.head()).toBe(0n);
    });

    it('lets exactly one of many racing writers have each revision', async () => {
      const winners: string[] = [];
      const losses: unknown[] = [];
      const race = async (revision: number) => {
        const event = sealedEvent('complaint-A', revision);
        await bench.store.append('complaint-A', before(revision), [event]).then(
          () => winners.push(event.id),
          (error: unknown) => losses.push(error),
        );
      };
      const writer = async () => {
        for (const revision of numbers(0, 20)) await race(revision);
      };
      await Promise.all(numbers(0, 25).map(writer));
      // Answers may come in another order than revisions: no server promises that.
      expect((await bench.stream('complaint-A')).map(({ id }) => id).sort()).toEqual(winners.sort());
      expect(winners).toHaveLength(20);
      expect(losses).toHaveLength(20 * 24);
      expect(losses.every((error) => error instanceof WrongRevisionError)).toBe(true);
    });

    it('lets a refused append harm none of those that were made at the same moment', async () => {
      const streams = numbers(0, 300).map((number) => `complaint-${number}`);
      const settled = await Promise.allSettled(
        streams.map((stream, number) =>
          number % 3 === 0
            ? bench.store.append(stream, 7, sealedEvents(stream, { from: 8 }))
            : bench.store.append(stream, 'none', sealedEvents(stream)),
        ),
      );
      expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(100);
      const recorded = await bench.all();
      expect(recorded).toHaveLength(200);
      const answered = settled.filter((one) => one.status === 'fulfilled').map(({ value }) => value.position);
      expect(new Set(answered)).toEqual(new Set(positionsOf(recorded)));
    });

    it('writes the events of one append together or not at all', async () => {
      await bench.fill('complaint-A', 1);
      const rival = () => bench.store.append('complaint-A', 0, sealedEvents('complaint-A', { from: 1, count: 100 }));
      const settled = await Promise.allSettled([rival(), rival(), rival()]);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const recorded = await bench.stream('complaint-A');
      expect(revisionsOf(recorded)).toEqual(numbers(0, 101));
      expect(revisionsOf(await bench.all())).toEqual(numbers(0, 101));
    });
  });
}
