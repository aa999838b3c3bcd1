import { describe, expect, it } from '@jest/globals';
import {
  AnotherLogError,
  type Appended,
  type ExpectedRevision,
  InvalidAppendError,
  type SealedEvent,
  toPosition,
  WrongRevisionError,
} from '@redress/eventing';
import { sealedEvent, sealedEvents } from '../sealed-events.js';
import { before, type EventStoreBench, numbers, positionsOf, revisionsOf } from './event-store-harness.js';

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
      for (const stream of ['complaint-B', 'complaint-A', 'complaint-C'] as const) {
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
      // Answers may come in any order: no server guarantees the order of revisions.
      expect((await bench.stream('complaint-A')).map(({ id }) => id).sort()).toEqual(winners.sort());
      expect(winners).toHaveLength(20);
      expect(losses).toHaveLength(20 * 24);
      expect(losses.every((error) => error instanceof WrongRevisionError)).toBe(true);
    });

    it('lets a refused append harm none of those that were made at the same moment', async () => {
      const streams = numbers(0, 300).map((number) => `complaint-${number}` as const);
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

export function repeatingContract(bench: EventStoreBench): void {
  const afterRestart = bench.canReopen ? it : it.skip;

  describe('repeating an append', () => {
    it('answers what the first one answered, and records nothing', async () => {
      const events = sealedEvents('complaint-A', { count: 3 });
      const first = await bench.store.append('complaint-A', 'none', events);
      expect(await bench.store.append('complaint-A', 'none', events)).toEqual(placeOf(first));
      expect(revisionsOf(await bench.all())).toEqual([0, 1, 2]);
    });

    it('answers the same after others have appended behind it', async () => {
      await bench.fill('complaint-A', 1);
      const events = sealedEvents('complaint-A', { from: 1, count: 2 });
      const first = await bench.store.append('complaint-A', 0, events);
      await bench.store.append('complaint-A', 2, sealedEvents('complaint-A', { from: 3, count: 2 }));
      await bench.fill('complaint-B', 1);
      expect(await bench.store.append('complaint-A', 0, events)).toEqual(placeOf(first));
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
      expect(await bench.store.append('complaint-A', 'none', [altered])).toEqual(placeOf(first));
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
      expect(await bench.store.append('complaint-A', 'none', events)).toEqual(placeOf(first));
      expect(revisionsOf(await bench.all())).toEqual([0, 1]);
    });
  });
}

/** A repeat never claims to have been written by its own call, whatever the first one said. */
function placeOf({ revision, position }: Appended): Appended {
  return { revision, position };
}

const stream = 'complaint-A';

interface Rubbish {
  readonly what: string;
  readonly expected?: unknown;
  readonly events: () => readonly SealedEvent[];
}

const rubbish: readonly Rubbish[] = [
  { what: 'no events', events: () => [] },
  { what: 'more than 100 events', events: () => sealedEvents(stream, { count: 101 }) },
  { what: 'an event of another stream', events: () => [sealedEvent('complaint-B')] },
  { what: 'a first revision that does not follow', events: () => [sealedEvent(stream, 1)] },
  { what: 'a gap between revisions', events: () => [sealedEvent(stream, 0), sealedEvent(stream, 2)] },
  { what: 'the same revision twice', events: () => [sealedEvent(stream, 0), sealedEvent(stream, 0)] },
  {
    what: 'the same id twice',
    events: () => sealedEvents(stream, { count: 2 }).map((event) => ({ ...event, id: 'one-and-the-same' })),
  },
  {
    what: 'an event of more than 2 MB',
    events: () => [sealedEvent(stream, 0, { data: { text: 'x'.repeat(2_200_000) } })],
  },
  {
    what: 'an event that is larger than 2 MB only in bytes',
    events: () => [sealedEvent(stream, 0, { data: { text: 'ش'.repeat(1_100_000) } })],
  },
  { what: 'a negative expected revision', expected: -2, events: () => [sealedEvent(stream, -1)] },
  { what: 'an expected revision that is not whole', expected: 0.5, events: () => [sealedEvent(stream, 1.5)] },
  { what: 'an expected revision that is not a number', expected: Number.NaN, events: () => [sealedEvent(stream)] },
];

export function refusingContract(bench: EventStoreBench): void {
  describe('refusing', () => {
    it.each(rubbish)('refuses $what and writes nothing', async ({ expected = 'none', events }) => {
      const append = bench.store.append(stream, expected as ExpectedRevision, events());
      await expect(append).rejects.toBeInstanceOf(InvalidAppendError);
      expect(await bench.store.head()).toBe(0n);
      expect(await bench.stream(stream)).toEqual([]);
    });

    it('says nothing of an event’s content', async () => {
      const secret = 'Parisa Example';
      const append = bench.store.append(stream, 'none', [sealedEvent(stream, 3, { data: { name: secret } })]);
      const error = await append.catch((reason: unknown) => reason);
      expect(String(error)).not.toContain(secret);
    });

    it('goes on after a refusal', async () => {
      await expect(bench.store.append(stream, 'none', [])).rejects.toBeInstanceOf(InvalidAppendError);
      await bench.fill(stream, 1);
      expect(await bench.stream(stream)).toHaveLength(1);
    });
  });
}

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
        expect(await bench.store.eventIdAt(toPosition(position))).toBeUndefined();
      }
    });

    it('is none in an empty store', async () => {
      expect(await bench.store.eventIdAt(toPosition(1n))).toBeUndefined();
    });

    it('is asked for by whoever follows: from where none is, they are told so at once', async () => {
      await bench.fill('complaint-A', 2);
      const { signal } = new AbortController();
      for (const beyond of [1n, (2n ** 32n) << 64n]) {
        const following = bench.store.follow(toPosition((await bench.store.head()) + beyond), { signal });
        await expect(Array.fromAsync(following)).rejects.toBeInstanceOf(AnotherLogError);
      }
    });
  });
}
