import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { toCloudEventMessage } from '@redress/eventing';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { FixtureLog } from '../recorded-events.fixture.spec.js';
import { BatchHandling } from './batch-handling.js';
import { COMMIT_MS } from './offset-commits.js';

/** Longer than all that waits: a commit that is due is made, and a partition that rests goes on. */
const LONG_MS = 100 * COMMIT_MS;

describe('The offset of a batch', () => {
  let handling: BatchHandling;
  let effect: PromiseWithResolvers<void>;
  let begun: number;
  /** What kafkajs is told of how far the partition is. */
  let told: string[];
  let isRunning: boolean;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    effect = Promise.withResolvers<void>();
    effect.promise.catch(() => undefined);
    begun = 0;
    told = [];
    isRunning = true;
    handling = new BatchHandling({
      handle: () => {
        begun += 1;
        return effect.promise;
      },
      report: () => undefined,
      heartbeat_ms: COMMIT_MS,
      isStopping: () => false,
    });
  });
  afterEach(() => {
    handling.failures.forgetAll();
    handling.commits.forget();
    jest.useRealTimers();
  });

  const messages = new FixtureLog().next('complaint-A', { count: 600 }).map((event, offset) => {
    const { key, value, headers } = toCloudEventMessage(event);
    return {
      key: Buffer.from(key),
      value: Buffer.from(value),
      headers,
      offset: `${offset}`,
    } as unknown as KafkaMessage;
  });
  const payload = {
    batch: { topic: 'events', partition: 0, messages },
    resolveOffset: (offset: string) => told.push(`resolved ${offset}`),
    commitOffsetsIfNecessary: async ({ topics }: { topics: { partitions: { offset: string }[] }[] }) => {
      told.push(`committed ${topics[0]!.partitions[0]!.offset}`);
    },
    heartbeat: async () => undefined,
    isRunning: () => isRunning,
    isStale: () => false,
    pause: () => () => undefined,
  } as unknown as EachBatchPayload;
  const inHand = async (pieces: number) => {
    while (begun < pieces) await new Promise((resolve) => setImmediate(resolve));
  };

  it('is told to nobody before the effect, however long that takes and however many heartbeats go out', async () => {
    const handled = handling.eachBatch(payload);
    await inHand(1);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(told).toEqual([]);
    effect.resolve();
    await handled;
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(told).toEqual(['resolved 499', 'committed 500', 'resolved 599', 'committed 600']);
  });

  it('stays where it is when the effect fails and the partition rests', async () => {
    const handled = handling.eachBatch(payload);
    await inHand(1);
    effect.reject(new Error('No effect.'));
    await handled;
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(told).toEqual([]);
  });

  it('moves by no more than what was in hand when the partition goes to another member', async () => {
    const handled = handling.eachBatch(payload);
    await inHand(1);
    isRunning = false;
    handling.commits.forget();
    effect.resolve();
    await handled;
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(told).toEqual(['resolved 499', 'committed 500']);
    expect(begun).toBe(1);
  });
});
