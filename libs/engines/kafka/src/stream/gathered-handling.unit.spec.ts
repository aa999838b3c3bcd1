import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EventBatch, RecordedEvent } from '@redress/eventing';
import { FixtureLog, namesOf } from '../recorded-events.fixture.spec.js';
import { EVENTS_PER_BATCH_MAX, GatheredHandling } from './gathered-handling.js';

describe('What several partitions bring', () => {
  let log: FixtureLog;
  let batches: EventBatch[];
  let isStopping: boolean;
  /** What the handler waits for before each effect, and the streams that it fails on. */
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

  const of = (stream: string, count = 1): readonly RecordedEvent[] => log.next(stream, { count });
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
    const later = ['complaint-B', 'complaint-C'].map((stream) => gathered.add(of(stream), false));
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
    poisonous = ['complaint-B'];
    const outcomes = await Promise.allSettled(
      ['complaint-A', 'complaint-B', 'complaint-C'].map((stream) => gathered.add(of(stream), false)),
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
    poisonous = ['complaint-A'];
    const inHand = ['complaint-A', 'complaint-B'].map((stream) => gathered.add(of(stream), false));
    expect(await Promise.all(inHand)).toEqual([false, false]);
    expect(await gathered.add(of('complaint-C'), false)).toBe(false);
    expect(handedOver()).toEqual([['complaint-A/0', 'complaint-B/0']]);
  });
});
