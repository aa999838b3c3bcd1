import { describe, expect, it } from '@jest/globals';
import type { PolicyVersion } from '@redress/domain';
import { shippedPolicyOf } from '@redress/policies';
import { type EventStore, type RecordedEvent, toPosition, toStreamName } from '@redress/eventing';
import { Emptiness, type FilledStores } from './filling.js';
import { samplePolicies } from './office.js';

/** A log of which only the streams and positions are looked at. */
class Streams {
  readonly names: string[] = [];
  read = 0;

  get store(): EventStore {
    const readAll = async function* (this: Streams, after: bigint) {
      for (const [index, name] of this.names.entries()) {
        const position = toPosition(BigInt(index + 1));
        if (position <= after) continue;
        this.read += 1;
        yield { stream: toStreamName(name), position } as RecordedEvent;
      }
    }.bind(this);
    return { readAll } as unknown as EventStore;
  }
}

function emptinessOf(streams: Streams, versions: readonly PolicyVersion[] = []): Emptiness {
  const policies = { list: () => Promise.resolve(versions) } as unknown as FilledStores['policies'];
  return new Emptiness({ events: streams.store, policies });
}

describe('An installation', () => {
  it('is empty while it has accounts of staff alone, and reads each event once to find that', async () => {
    const streams = new Streams();
    const emptiness = emptinessOf(streams);
    streams.names.push('staff', 'staff-a');
    expect([await emptiness.holds(), streams.read]).toEqual([true, 2]);
    streams.names.push('staff-a');
    expect([await emptiness.holds(), streams.read]).toEqual([true, 3]);
  });

  it('is empty no more once it has a complaint', async () => {
    const streams = new Streams();
    const emptiness = emptinessOf(streams);
    streams.names.push('staff', 'complaint-2B8TRW5XN6C2');
    expect(await emptiness.holds()).toBe(false);
    expect(await emptiness.holds()).toBe(false);
  });

  it('is not empty with a policy of its own, but is with those of an interrupted filling', async () => {
    const [sample] = samplePolicies;
    const drafted = (policy: PolicyVersion['policy'] | undefined): PolicyVersion[] =>
      policy === undefined ? [] : [{ policy, standing: 'drafted', draftedBy: 'adam' }];
    expect(await emptinessOf(new Streams(), drafted(sample)).holds()).toBe(true);
    expect(await emptinessOf(new Streams(), drafted(shippedPolicyOf('generic@3'))).holds()).toBe(false);
  });
});
