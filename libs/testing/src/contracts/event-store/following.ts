import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { FollowedBatch, JsonObject, Position, RecordedEvent } from '@redress/eventing';
import { before, numbers, positionsOf, type EventStoreBench } from './event-store-harness.js';
import { sealedEvent, sealedEvents } from '../../mothers/sealed-events.js';

export function followingContract(bench: EventStoreBench): void {
  /** Follows until so many events have come, and the store says that there are no more. */
  const follow = async (after: Position, count: number, batchSize = 500): Promise<readonly FollowedBatch[]> => {
    const stop = new AbortController();
    const batches: FollowedBatch[] = [];
    let seen = 0;
    for await (const batch of bench.store.follow(after, { signal: stop.signal, batchSize })) {
      batches.push(batch);
      seen += batch.events.length;
      if (seen >= count && batch.caughtUp) stop.abort();
    }
    return batches;
  };
  const eventsOf = (batches: readonly FollowedBatch[]): readonly RecordedEvent[] =>
    batches.flatMap(({ events }) => events);

  describe('following', () => {
    it('says of an empty store that it has caught up', async () => {
      const [batch] = await follow(0n, 0);
      expect(batch).toEqual({ events: [], position: 0n, caughtUp: true });
    });

    it('goes from history into live with nothing lost and nothing doubled while many write', async () => {
      await bench.fill('complaint-H', 400);
      const writer = async (name: number) => {
        for (const revision of numbers(0, 40)) {
          const stream = `complaint-${name}`;
          await bench.store.append(stream, before(revision), sealedEvents(stream, { from: revision }));
        }
      };
      const [batches] = await Promise.all([follow(0n, 1_200, 37), ...numbers(0, 20).map(writer)]);
      expect(eventsOf(batches)).toEqual(await bench.all());
    });

    it('says how far it has come with each batch, and when history ends', async () => {
      await bench.fill('complaint-A', 25);
      const batches = await follow(0n, 25, 10);
      for (const { events, position } of batches) expect(events.at(-1)?.position ?? position).toBe(position);
      expect(batches[0]!.caughtUp).toBe(false);
      expect(batches.at(-1)).toMatchObject({ position: await bench.store.head(), caughtUp: true });
    });

    it('resumes strictly after any position', async () => {
      await bench.fill('complaint-A', 30);
      const positions = positionsOf(await bench.all());
      for (const index of [0, 1, 13, 28]) {
        const rest = positions.slice(index + 1);
        expect(positionsOf(eventsOf(await follow(positions[index]!, rest.length, 7)))).toEqual(rest);
      }
    });

    it('wakes for what is appended after it has long waited', async () => {
      const { signal } = new AbortController();
      const following = bench.store.follow(0n, { signal })[Symbol.asyncIterator]();
      expect((await following.next()).value).toMatchObject({ events: [], caughtUp: true });
      for (const revision of numbers(0, 3)) {
        const next = following.next();
        await pause(40);
        await bench.store.append('complaint-A', before(revision), sealedEvents('complaint-A', { from: revision }));
        expect((await next).value).toMatchObject({ events: [{ revision }], caughtUp: true });
      }
      await following.return?.();
    });

    it('shows what was recorded, whatever the writer does to its own objects later', async () => {
      const following = follow(0n, 1);
      const data: { product: string; steps: string[]; note?: string | undefined } = {
        product: 'credit-card',
        steps: ['received'],
        note: undefined,
      };
      const append = bench.store.append('complaint-A', 'none', [
        sealedEvent('complaint-A', 0, { data: data as JsonObject }),
      ]);
      data.steps.push('altered');
      await append;
      data.product = 'altered';
      const [event] = eventsOf(await following);
      expect(event!.data).toStrictEqual({ product: 'credit-card', steps: ['received'] });
      expect(await bench.all()).toStrictEqual([event]);
    });

    it('holds back what a slow reader has not asked for', async () => {
      await bench.fill('complaint-A', 10, { textLength: 200_000 });
      const stop = new AbortController();
      const sizes: number[] = [];
      let seen = 0;
      for await (const { events } of bench.store.follow(0n, { signal: stop.signal, batchSize: 4 })) {
        sizes.push(events.length);
        seen += events.length;
        if (sizes.length === 1) await bench.fill('complaint-B', 300);
        if (seen === 310) stop.abort();
      }
      expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
      expect(seen).toBe(310);
    });

    it('gives every follower everything', async () => {
      const followers = numbers(0, 5).map(() => follow(0n, 200));
      await bench.fill('complaint-A', 200);
      const expected = positionsOf(await bench.all());
      for (const batches of await Promise.all(followers)) expect(positionsOf(eventsOf(batches))).toEqual(expected);
    });

    it('ends without an error when it is aborted, in history as well as while it waits', async () => {
      await bench.fill('complaint-A', 50);
      const stop = new AbortController();
      let batches = 0;
      for await (const _ of bench.store.follow(0n, { signal: stop.signal, batchSize: 5 })) {
        batches += 1;
        stop.abort();
      }
      expect(batches).toBe(1);
      const waiting = new AbortController();
      for await (const { caughtUp } of bench.store.follow(0n, { signal: waiting.signal })) {
        if (caughtUp) setTimeout(() => waiting.abort(), 20);
      }
      expect(await Array.fromAsync(bench.store.follow(0n, { signal: AbortSignal.abort() }))).toEqual([]);
    });
  });
}
