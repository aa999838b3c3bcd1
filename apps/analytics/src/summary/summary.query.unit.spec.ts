import { beforeEach, describe, expect, it } from '@jest/globals';
import { type JsonObject, toPosition } from '@redress/eventing';
import { MemoryReadStore } from '@redress/testing';
import { factProjection } from '../facts/fact.projection.js';
import {
  type Dimension,
  DIMENSIONS,
  SummarizeComplaints,
  SummarizeComplaintsHandler,
  type Summary,
} from './summary.js';

const NOTHING_TIMED = { meanHours: null, minHours: null, maxHours: null };

describe('The summary', () => {
  let readStore: MemoryReadStore;
  beforeEach(async () => {
    readStore = new MemoryReadStore();
    await readStore.define(factProjection.view);
  });

  const facts = async (...bodies: readonly JsonObject[]): Promise<void> => {
    const changes = bodies.map((body, index) => ({
      id: `complaint-${index}`,
      expected: 'none' as const,
      revision: 0,
      body,
    }));
    await readStore.commit(factProjection.view.name, {
      generation: 1,
      changes,
      park: [],
      unpark: [],
      position: toPosition(42n),
    });
  };
  const summary = (groupBy: readonly Dimension[] = [], from?: string, to?: string): Promise<Summary> =>
    new SummarizeComplaintsHandler(readStore).execute(new SummarizeComplaints(groupBy, from, to));

  it('of no complaints counts none, and has no rate and no time', async () => {
    const { total, rows } = await summary();
    expect(total).toBe(0);
    expect(rows).toEqual([
      {
        group: {},
        count: 0,
        open: 0,
        merged: 0,
        anonymous: 0,
        accepted: 0,
        disputed: 0,
        reopened: 0,
        acknowledgedInTimeRate: null,
        decidedInTimeRate: null,
        declaredTimelyRate: null,
        timeToAcknowledgement: NOTHING_TIMED,
        timeToDecision: NOTHING_TIMED,
        timeToClosure: NOTHING_TIMED,
      },
    ]);
  });

  it('of no complaints has no row for any group', async () => {
    expect((await summary(['product'])).rows).toEqual([]);
  });

  it('says which position in the log it stands for', async () => {
    await facts({ day: '2026-11-02' });
    expect((await summary()).position).toBe('42');
  });

  it('counts each flag', async () => {
    await facts(
      { open: 1, anonymous: 1, accepted: 0, disputed: 1, reopened: 1 },
      { open: 1, anonymous: 0, accepted: 1, disputed: 1 },
      { open: 0, anonymous: 0, accepted: 1 },
    );
    const { rows, total } = await summary();
    expect(total).toBe(3);
    expect(rows).toMatchObject([{ count: 3, open: 2, anonymous: 1, accepted: 2, disputed: 2, reopened: 1 }]);
  });

  it('takes a rate only of those it applies to', async () => {
    await facts(
      { acknowledgementInTime: 1, decisionInTime: 0 },
      { acknowledgementInTime: 1, declaredTimely: 0 },
      { acknowledgementInTime: 0 },
      { acknowledgementInTime: 1 },
      {},
    );
    expect((await summary()).rows).toMatchObject([
      { count: 5, acknowledgedInTimeRate: 0.75, decidedInTimeRate: 0, declaredTimelyRate: 0 },
    ]);
  });

  it('gives mean, shortest and longest times of those that got so far', async () => {
    await facts(
      { hoursToAcknowledgement: 1, hoursToDecision: 10 },
      { hoursToAcknowledgement: 3, hoursToClosure: 0 },
      {},
    );
    expect((await summary()).rows).toMatchObject([
      {
        timeToAcknowledgement: { meanHours: 2, minHours: 1, maxHours: 3 },
        timeToDecision: { meanHours: 10, minHours: 10, maxHours: 10 },
        timeToClosure: { meanHours: 0, minHours: 0, maxHours: 0 },
      },
    ]);
  });

  it('has a row for each group, also for those without a value, which add up to the total', async () => {
    await facts(
      { product: 'kettle', channel: 'web', open: 1 },
      { product: 'kettle', channel: 'web', open: 0 },
      { product: 'kettle', channel: 'phone' },
      { product: null, channel: 'web' },
      { channel: 'web' },
    );
    const { rows, total, groupBy } = await summary(['product', 'channel']);
    expect(groupBy).toEqual(['product', 'channel']);
    expect(total).toBe(5);
    expect(rows.map(({ group, count }) => [group, count])).toEqual([
      [{ product: null, channel: 'web' }, 2],
      [{ product: 'kettle', channel: 'phone' }, 1],
      [{ product: 'kettle', channel: 'web' }, 2],
    ]);
    expect(rows[2]).toMatchObject({ open: 1 });
  });

  it.each([
    ['both days inclusive', '2026-11-02', '2026-11-04', 3],
    ['one day', '2026-11-03', '2026-11-03', 1],
    ['from a day on', '2026-11-04', undefined, 2],
    ['up to a day', undefined, '2026-11-02', 2],
    ['all', undefined, undefined, 5],
    ['none, when the end comes before the beginning', '2026-11-04', '2026-11-02', 0],
    ['up to the last day of a month', undefined, '2026-10-31', 1],
  ])('counts those received in a period: %s', async (_what, from, to, count) => {
    await facts(
      { day: '2026-10-31' },
      { day: '2026-11-02' },
      { day: '2026-11-03' },
      { day: '2026-11-04' },
      { day: '2026-11-05' },
    );
    expect((await summary([], from, to)).total).toBe(count);
  });

  it.each(DIMENSIONS.map((dimension) => [dimension]))('can be grouped by %s', async (dimension) => {
    await facts({ [dimension]: 'a value' });
    expect((await summary([dimension])).rows).toMatchObject([{ group: { [dimension]: 'a value' }, count: 1 }]);
  });
});
