import { describe, expect, it } from '@jest/globals';
import type { EventCodec, EventStore, KeyStore, ReadStore } from '@redress/eventing';
import { type DiskSpace, type RedressConfig, ServerSecrets } from '@redress/platform';
import type { Policies } from '@redress/policies';
import { SampleData } from './sample-data.js';

function sampleDataAt(eventStore: string, streams: readonly string[] = []): SampleData {
  const readAll = async function* () {
    for (const [index, stream] of streams.entries()) yield { stream, position: BigInt(index + 1) };
  };
  return new SampleData(
    { readAll } as unknown as EventStore,
    {} as KeyStore,
    new Uint8Array(32),
    { eventStore } as RedressConfig,
    { now: () => '2026-11-02T09:00:00.000Z' },
    { list: async () => [] } as unknown as Policies,
    { requireRoom: async () => undefined } as unknown as DiskSpace,
    {} as ReadStore,
    new ServerSecrets(new Uint8Array(32)),
    {} as EventCodec,
  );
}

describe('Sample data', () => {
  it('are offered where accounts of staff are all that there is', async () => {
    expect(await sampleDataAt('sqlite:./events.db', ['staff', 'staff-a']).state()).toMatchObject({
      state: 'available',
    });
  });

  it.each([
    ['events are on a server, where others may be at work', 'esdb://127.0.0.1:2113', []],
    ['somebody has complained', 'sqlite:./events.db', ['staff', 'complaint-2B8TRW5XN6C2']],
  ])('are neither offered nor loaded where %s', async (_why, store, streams) => {
    const sampleData = sampleDataAt(store, streams);
    expect(await sampleData.state()).toMatchObject({ state: 'unavailable', complaints: 0 });
    await expect(sampleData.load('adam')).rejects.toMatchObject({ code: 'sample-data-unavailable' });
    expect(await sampleData.state()).toMatchObject({ state: 'unavailable' });
  });
});
