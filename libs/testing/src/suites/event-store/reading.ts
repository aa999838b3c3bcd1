import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import {
  type FollowedBatch,
  type JsonObject,
  LOG_START,
  type Position,
  type RecordedEvent,
  StoreClosedError,
  StoreCorruptError,
  toPosition,
} from '@redress/eventing';
import { sealedEvent, sealedEvents } from '../sealed-events.js';
import { before, type EventStoreBench, numbers, positionsOf, revisionsOf } from './event-store-harness.js';

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
      const limited = (limit: number) => Array.fromAsync(bench.store.readAll(LOG_START, { limit })).then(revisionsOf);
      expect(await limited(1)).toEqual([0]);
      expect(await limited(600)).toEqual(numbers(0, 600));
      expect(await limited(900)).toEqual(numbers(0, 700));
    });

    it('ends at the head of the moment of the call', async () => {
      await bench.fill('complaint-A', 300);
      const reading = bench.store.readAll(LOG_START);
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
      for await (const { revision } of bench.store.readAll(LOG_START)) if (revision === 300) break;
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

export function followingContract(bench: EventStoreBench): void {
  /** Follows until this many events have come, and the store has caught up. */
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
      const [batch] = await follow(LOG_START, 0);
      expect(batch).toEqual({ events: [], position: LOG_START, caughtUp: true });
    });

    it('goes from history into live with nothing lost and nothing doubled while many write', async () => {
      await bench.fill('complaint-H', 400);
      const writer = async (name: number) => {
        for (const revision of numbers(0, 40)) {
          const stream = `complaint-${name}` as const;
          await bench.store.append(stream, before(revision), sealedEvents(stream, { from: revision }));
        }
      };
      const [batches] = await Promise.all([follow(LOG_START, 1_200, 37), ...numbers(0, 20).map(writer)]);
      expect(eventsOf(batches)).toEqual(await bench.all());
    });

    it('says how far it has come with each batch, and when history ends', async () => {
      await bench.fill('complaint-A', 25);
      const batches = await follow(LOG_START, 25, 10);
      for (const { events, position } of batches) expect(events.at(-1)?.position ?? position).toBe(position);
      expect(batches[0]!.caughtUp).toBe(false);
      expect(batches.at(-1)).toMatchObject({ position: await bench.store.head(), caughtUp: true });
    });

    it('resumes strictly after any position', async () => {
      await bench.fill('complaint-A', 30);
      const positions = positionsOf(await bench.all());
      for (const index of [0, 1, 13, 28]) {
        const rest = positions.slice(index + 1);
        expect(positionsOf(eventsOf(await follow(toPosition(positions[index]!), rest.length, 7)))).toEqual(rest);
      }
    });

    it('wakes for what is appended after it has long waited', async () => {
      const { signal } = new AbortController();
      const following = bench.store.follow(LOG_START, { signal })[Symbol.asyncIterator]();
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
      const following = follow(LOG_START, 1);
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
      for await (const { events } of bench.store.follow(LOG_START, { signal: stop.signal, batchSize: 4 })) {
        sizes.push(events.length);
        seen += events.length;
        if (sizes.length === 1) await bench.fill('complaint-B', 300);
        if (seen === 310) stop.abort();
      }
      expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
      expect(seen).toBe(310);
    });

    it('gives every follower everything', async () => {
      const followers = numbers(0, 5).map(() => follow(LOG_START, 200));
      await bench.fill('complaint-A', 200);
      const expected = positionsOf(await bench.all());
      for (const batches of await Promise.all(followers)) expect(positionsOf(eventsOf(batches))).toEqual(expected);
    });

    it('ends without an error when it is aborted, in history as well as while it waits', async () => {
      await bench.fill('complaint-A', 50);
      const stop = new AbortController();
      let batches = 0;
      for await (const _ of bench.store.follow(LOG_START, { signal: stop.signal, batchSize: 5 })) {
        batches += 1;
        stop.abort();
      }
      expect(batches).toBe(1);
      const waiting = new AbortController();
      for await (const { caughtUp } of bench.store.follow(LOG_START, { signal: waiting.signal })) {
        if (caughtUp) setTimeout(() => waiting.abort(), 20);
      }
      expect(await Array.fromAsync(bench.store.follow(LOG_START, { signal: AbortSignal.abort() }))).toEqual([]);
    });
  });
}

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

export function closingContract(bench: EventStoreBench): void {
  const afterRestart = bench.canReopen ? it : it.skip;

  describe('closing', () => {
    it('finishes what was accepted and refuses what comes later', async () => {
      const streams = numbers(0, 300).map((number) => `complaint-${number}` as const);
      const appends = streams.map((stream) => bench.store.append(stream, 'none', sealedEvents(stream)));
      const closed = bench.store.close();
      const late = bench.store.append('complaint-late', 'none', sealedEvents('complaint-late'));
      await expect(late).rejects.toBeInstanceOf(StoreClosedError);
      expect(await Promise.all(appends)).toHaveLength(300);
      await closed;
    });

    afterRestart('has on disk what was accepted while it closed', async () => {
      const streams = numbers(0, 300).map((number) => `complaint-${number}` as const);
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
      const slow = bench.store.follow(LOG_START, { signal, batchSize: 1 })[Symbol.asyncIterator]();
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
      await expect(Array.fromAsync(store.follow(LOG_START, { signal }))).rejects.toBeInstanceOf(StoreClosedError);
      await expect(store.eventIdAt(toPosition(1n))).rejects.toBeInstanceOf(StoreClosedError);
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
