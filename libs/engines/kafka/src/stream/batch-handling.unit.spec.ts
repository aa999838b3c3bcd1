import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type EventBatch, type RecordedEvent, type StreamName, toCloudEventMessage } from '@redress/eventing';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { FixtureLog, namesOf } from '../recorded-events.fixture.spec.js';
import { BatchHandling, EVENTS_PER_BATCH_MAX, GatheredHandling } from './batch-handling.js';
import { COMMIT_MS } from './offset-commits.js';

/** Longer than every wait: due commits are made, and resting partitions continue. */
const LONG_MS = 100 * COMMIT_MS;

describe('The offset of a batch', () => {
  let handling: BatchHandling;
  let effect: PromiseWithResolvers<void>;
  let begun: number;
  /** Offsets reported to kafkajs. */
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

describe('What several partitions bring', () => {
  let log: FixtureLog;
  let batches: EventBatch[];
  let isStopping: boolean;
  /** The handler's wait before each effect, and the streams it fails on. */
  let before: () => Promise<void>;
  let poisonous: readonly string[];
  let gathered: GatheredHandling;

  beforeEach(() => {
    log = new FixtureLog();
    batches = [];
    isStopping = false;
    before = async () => undefined;
    poisonous = [];
    const handle = async (batch: EventBatch): Promise<void> => {
      batches.push(batch);
      await before();
      if (batch.events.some(({ stream }) => poisonous.includes(stream))) throw new Error('poison');
    };
    gathered = new GatheredHandling(handle, () => isStopping);
  });

  const of = (stream: StreamName, count = 1): readonly RecordedEvent[] => log.next(stream, { count });
  const handedOver = (): readonly (readonly string[])[] => batches.map(({ events }) => namesOf(events));

  it('at the same time is one batch, which ends at the newest position', async () => {
    const [older, newer] = [of('complaint-A', 2), of('complaint-B')];
    expect(await Promise.all([gathered.add(newer, false), gathered.add(older, false)])).toEqual([true, true]);
    expect(handedOver()).toEqual([['complaint-B/0', 'complaint-A/0', 'complaint-A/1']]);
    expect(batches[0]?.position).toBe(newer[0]?.position);
  });

  it('while a batch is in hand gathers to the next one', async () => {
    const goOn = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    before = () => (begun.resolve(), goOn.promise);
    const first = gathered.add(of('complaint-A'), false);
    await begun.promise;
    const later = (['complaint-B', 'complaint-C'] as const).map((stream) => gathered.add(of(stream), false));
    goOn.resolve();
    await Promise.all([first, ...later]);
    expect(handedOver()).toEqual([['complaint-A/0'], ['complaint-B/0', 'complaint-C/0']]);
  });

  it('is never more at once than the port allows', async () => {
    const sizes = [EVENTS_PER_BATCH_MAX - 1, 1, 1, EVENTS_PER_BATCH_MAX];
    await Promise.all(sizes.map((size, index) => gathered.add(of(`complaint-${index}`, size), false)));
    expect(batches.map(({ events }) => events.length)).toEqual([EVENTS_PER_BATCH_MAX, 1, EVENTS_PER_BATCH_MAX]);
  });

  it('is handled partition by partition when it fails, so that only those fail whose own events do', async () => {
    poisonous = ['complaint-B'] as const;
    const outcomes = await Promise.allSettled(
      (['complaint-A', 'complaint-B', 'complaint-C'] as const).map((stream) => gathered.add(of(stream), false)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(handedOver().slice(1)).toEqual([['complaint-A/0'], ['complaint-B/0'], ['complaint-C/0']]);
  });

  it('is not handled together with that of a partition which failed last time', async () => {
    await Promise.all([
      gathered.add(of('complaint-A'), false),
      gathered.add(of('complaint-B'), true),
      gathered.add(of('complaint-C'), false),
    ]);
    expect(handedOver()).toEqual([['complaint-A/0'], ['complaint-B/0'], ['complaint-C/0']]);
  });

  it('is left when the consumer stops, save what is in hand', async () => {
    before = async () => void (isStopping = true);
    poisonous = ['complaint-A'] as const;
    const inHand = (['complaint-A', 'complaint-B'] as const).map((stream) => gathered.add(of(stream), false));
    expect(await Promise.all(inHand)).toEqual([false, false]);
    expect(await gathered.add(of('complaint-C'), false)).toBe(false);
    expect(handedOver()).toEqual([['complaint-A/0', 'complaint-B/0']]);
  });
});
