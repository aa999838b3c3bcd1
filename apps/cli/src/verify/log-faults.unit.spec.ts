import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent, Revision } from '@redress/eventing';
import { MemoryEventStore, sealedEvents } from '@redress/testing';
import { MissedStreams } from './log-faults.js';

const link = {
  stream: 'complaint-A',
  type: 'ComplaintLinked',
  data: { complaint: 'B', decidedOn: 'A' },
} as unknown as RecordedEvent;

function missedAfter(lengths: Readonly<Record<string, Revision>>): MissedStreams {
  const missed = new MissedStreams({ lastRevision: (stream) => lengths[stream] ?? -1 });
  missed.take(link);
  return missed;
}

describe('A stream that another complaint names', () => {
  it('is missed where the log does not have it', async () => {
    const missed = missedAfter({ 'complaint-A': 3 });
    expect(await Array.fromAsync(missed.faults())).toEqual([
      {
        stream: 'complaint-B',
        revision: 0,
        fault: 'missing',
        detail: 'The whole stream is missing: an event of complaint-A names it.',
      },
    ]);
    expect(missed.has('complaint-B')).toBe(true);
  });

  it('is not missed where the log has it', async () => {
    expect(await Array.fromAsync(missedAfter({ 'complaint-A': 3, 'complaint-B': 0 }).faults())).toEqual([]);
  });

  it('is not missed when it was recorded after the log had been read', async () => {
    const store = new MemoryEventStore();
    await store.append('complaint-B', 'none', sealedEvents('complaint-B'));
    expect(await Array.fromAsync(missedAfter({ 'complaint-A': 3 }).faults(store))).toEqual([]);
  });

  it('is missed with the cause that the store gives', async () => {
    const store = new MemoryEventStore();
    await store.append('complaint-B', 'none', sealedEvents('complaint-B'));
    store.cut('complaint-B', 1);
    const [fault] = await Array.fromAsync(missedAfter({ 'complaint-A': 3 }).faults(store));
    expect(fault?.detail).toContain('A spec has removed it.');
  });
});
