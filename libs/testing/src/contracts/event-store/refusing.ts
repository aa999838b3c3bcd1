import { describe, expect, it } from '@jest/globals';
import { InvalidAppendError, type ExpectedRevision, type SealedEvent } from '@redress/eventing';
import { sealedEvent, sealedEvents } from '../../mothers/sealed-events.js';
import type { EventStoreBench } from './event-store-harness.js';

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
