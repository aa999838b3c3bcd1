import { beforeEach, describe, expect, it } from '@jest/globals';
import { type JsonObject, toPosition } from '@redress/eventing';
import type { Asking, Walls } from '@redress/domain';
import { MemoryReadStore } from '@redress/testing';
import fc from 'fast-check';
import { NO_TEAM } from '../facts/fact.js';
import { standingOf } from '../facts/facts.fixture.spec.js';
import { factProjection } from '../facts/fact.projection.js';
import type { DayRules } from '../figures/periods.js';
import {
  type Dimension,
  DIMENSIONS,
  SummarizeComplaints,
  SummarizeComplaintsHandler,
  type Summary,
} from './summary.js';

const NOW = '2026-11-10T09:00:00.000Z';
const NOTHING_DUE = { met: 0, missed: 0, overdue: 0 };
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
      body: { receivedAt: '2026-11-02T09:00:00.000Z', ...body },
    }));
    await readStore.commit(factProjection.view.name, {
      generation: 1,
      changes,
      park: [],
      unpark: [],
      position: toPosition(42n),
    });
  };
  const supervisor = { id: 'anna', roles: ['supervisor'] };
  const summary = (
    groupBy: readonly Dimension[] = [],
    from?: string,
    to?: string,
    reader: Asking = supervisor,
    days?: DayRules,
  ): Promise<Summary> =>
    new SummarizeComplaintsHandler(readStore, standingOf(readStore, NOW)).execute(
      new SummarizeComplaints(groupBy, from, to, reader, days),
    );

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
        acknowledgement: NOTHING_DUE,
        acknowledgedInTimeRate: null,
        decision: NOTHING_DUE,
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
    await facts({ product: 'kettle' });
    expect(await summary()).toMatchObject({ position: '42', at: NOW, lagEvents: null, timeZone: 'UTC' });
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

  it('counts what is overdue as not in time, and what is due later not yet', async () => {
    const past = { open: 1, product: 'kettle', decisionDueAt: '2026-11-10T08:59:59.999Z' };
    await facts(
      { decisionInTime: 1, product: 'kettle' },
      past,
      { ...past, decisionDueAt: NOW },
      { ...past, walled: 1, state: { conflicts: ['hugo'] } },
      { ...past, walled: 1, state: { conflicts: ['hugo'] }, decisionDueAt: NOW },
      { ...past, walled: 1, state: { conflicts: ['anna'] } },
      { ...past, product: 'toaster', acknowledgementDueAt: '2026-11-10T08:00:00.000Z' },
    );
    expect((await summary(['product'])).rows).toMatchObject([
      {
        group: { product: 'kettle' },
        count: 5,
        decision: { met: 1, missed: 0, overdue: 2 },
        decidedInTimeRate: 1 / 3,
        acknowledgement: NOTHING_DUE,
        acknowledgedInTimeRate: null,
      },
      {
        group: { product: 'toaster' },
        decision: { met: 0, missed: 0, overdue: 1 },
        decidedInTimeRate: 0,
        acknowledgement: { met: 0, missed: 0, overdue: 1 },
      },
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

  it('is the same to a reader as if what is hidden from them were not there', async () => {
    const fact = fc.record({
      product: fc.constantFrom(null, 'kettle', 'toaster'),
      decisionDueAt: fc.constantFrom(null, '2026-11-09T09:00:00.000Z', '2026-11-30T09:00:00.000Z'),
      receivedAt: fc.constantFrom('2026-11-02T09:00:00.000Z', '2026-11-03T09:00:00.000Z'),
      open: fc.constantFrom(0, 1),
      hoursToDecision: fc.option(fc.nat(90)),
    });
    const walls = fc.constantFrom<Walls>(
      { conflicts: [] },
      { conflicts: ['Anna'] },
      { conflicts: ['hugo'] },
      { conflicts: [], restrictedTo: ['hugo'] },
      { conflicts: [], restrictedTo: ['ANNA', 'hugo'] },
      { conflicts: [], work: { team: 'Cards', departments: [], people: [] } },
      { conflicts: [], work: { team: 'Loans', departments: [], people: [] } },
      { conflicts: ['hugo'], work: { team: 'Loans', departments: [], people: [] } },
    );
    const anna = { id: 'anna', roles: ['supervisor'], teams: ['Cards', 'Repairs'] };
    const isHidden = ({ conflicts, restrictedTo, work }: Walls): boolean =>
      conflicts.includes('Anna') ||
      (restrictedTo !== undefined && !restrictedTo.includes('ANNA')) ||
      work?.team === 'Loans';
    const isWalled = ({ conflicts, restrictedTo }: Walls): boolean =>
      conflicts.length > 0 || restrictedTo !== undefined;
    const asFact = ([known, around]: readonly [JsonObject, Walls]): JsonObject => ({
      ...known,
      // Nothing is due of what has ended.
      decisionDueAt: known['open'] === 1 ? (known['decisionDueAt'] ?? null) : null,
      team: around.work?.team ?? NO_TEAM,
      ...(isWalled(around) && { walled: 1, state: { ...around } as unknown as JsonObject }),
    });
    const property = fc.asyncProperty(fc.array(fc.tuple(fact, walls), { maxLength: 12 }), async (known) => {
      const figures = async (some: readonly (readonly [JsonObject, Walls])[]) => {
        readStore = new MemoryReadStore();
        await readStore.define(factProjection.view);
        await facts(...some.map(asFact));
        const read = (groupBy: readonly Dimension[], from?: string) => summary(groupBy, from, undefined, anna);
        return [await read([]), await read(['product', 'day']), await read(['product'], '2026-11-03')];
      };
      const seen = known.filter(([, around]) => !isHidden(around)).map(([one]) => [one, { conflicts: [] }] as const);
      expect(await figures(known)).toEqual(await figures(seen));
    });
    await fc.assert(property, { numRuns: 60, endOnFailure: true });
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
    const times = [
      '10-31T23:59:59.999',
      '11-02T00:00:00.000',
      '11-03T12:00:00.000',
      '11-04T23:59:59.999',
      '11-05T00:00:00.000',
    ];
    await facts(...times.map((time) => ({ receivedAt: `2026-${time}Z` })));
    expect((await summary([], from, to)).total).toBe(count);
    expect((await summary(['day'], from, to)).total).toBe(count);
  });

  it('counts by days, weeks and months as the reader’s calendar has them, with whoever is behind a wall', async () => {
    const received = (receivedAt: string, more: JsonObject = {}) => ({
      receivedAt,
      product: 'kettle',
      open: 1,
      ...more,
    });
    const walled = { walled: 1, state: { conflicts: ['hugo'] } };
    await facts(
      // The Persian month Azar 1405 begins on 22 November 2026, in Tehran at half past eight of the evening before in UTC.
      received('2026-11-21T20:29:59.999Z', walled),
      received('2026-11-21T20:30:00.000Z', { product: 'toaster' }),
      received('2026-11-27T20:30:00.000Z', walled),
    );
    const tehran = { timeZone: 'Asia/Tehran', calendar: 'persian', weekStart: 'saturday' } as const;
    const groups = async (groupBy: readonly Dimension[], days?: DayRules, from?: string) =>
      (await summary(groupBy, from, undefined, supervisor, days)).rows.map(({ group, count }) => [
        Object.values(group).join(' '),
        count,
      ]);
    expect(await groups(['month'], tehran)).toEqual([
      ['1405-08', 1],
      ['1405-09', 2],
    ]);
    expect(await groups(['month'])).toEqual([['2026-11', 3]]);
    expect(await groups(['day', 'product'], tehran)).toEqual([
      ['1405-08-30 kettle', 1],
      ['1405-09-01 toaster', 1],
      ['1405-09-07 kettle', 1],
    ]);
    expect(await groups(['product', 'week'], tehran)).toEqual([
      ['kettle 1405-08-30', 1],
      ['kettle 1405-09-07', 1],
      ['toaster 1405-08-30', 1],
    ]);
    expect(await groups(['week'])).toEqual([
      ['2026-W47', 2],
      ['2026-W48', 1],
    ]);
    expect(await groups(['day'], tehran, '2026-11-22')).toEqual([
      ['1405-09-01', 1],
      ['1405-09-07', 1],
    ]);
  });

  it('groups by three dimensions at once', async () => {
    await facts(
      { product: 'kettle', channel: 'web', status: 'received', receivedAt: '2026-11-02T09:00:00.000Z' },
      { product: 'kettle', channel: 'web', status: 'closed', receivedAt: '2026-10-02T09:00:00.000Z' },
      { product: 'kettle', channel: 'web', status: 'closed', receivedAt: '2026-07-02T09:00:00.000Z' },
    );
    const groups = async (groupBy: readonly Dimension[]) =>
      (await summary(groupBy)).rows.map(({ group, count }) => [...Object.values(group), count]);
    expect(await groups(['product', 'channel', 'status'])).toEqual([
      ['kettle', 'web', 'closed', 2],
      ['kettle', 'web', 'received', 1],
    ]);
    expect(await groups(['quarter', 'status', 'product'])).toEqual([
      ['2026-Q3', 'closed', 'kettle', 1],
      ['2026-Q4', 'closed', 'kettle', 1],
      ['2026-Q4', 'received', 'kettle', 1],
    ]);
  });

  it('leaves out small groups for somebody who may see figures alone, and says how many', async () => {
    const of = (product: string, count: number) => Array.from({ length: count }, () => ({ product, open: 1 }));
    await facts(...of('kettle', 9), ...of('toaster', 6), ...of('iron', 1));
    const analyst = { id: 'anna', roles: ['analyst'] };
    const { rows, total, suppressedGroups } = await summary(['product'], undefined, undefined, analyst);
    expect(rows.map(({ group, count }) => [group['product'], count])).toEqual([['kettle', 9]]);
    expect([total, suppressedGroups]).toEqual([16, 2]);
    expect((await summary(['product'])).suppressedGroups).toBe(0);
  });

  it('refuses more periods than one answer holds', async () => {
    await facts({ receivedAt: '2024-01-01T00:00:00.000Z' }, { receivedAt: '2026-09-27T00:00:00.000Z' });
    await expect(summary(['day'])).rejects.toMatchObject({ code: 'too-many-periods' });
    expect((await summary(['day'], '2024-01-02')).total).toBe(1);
    expect((await summary(['month'])).rows).toHaveLength(2);
  });

  it.each(DIMENSIONS.map((dimension) => [dimension]))('can be grouped by %s', async (dimension) => {
    const of = { year: '2026', quarter: '2026-Q4', month: '2026-11', week: '2026-W45', day: '2026-11-02' } as {
      readonly [dimension in Dimension]?: string;
    };
    await facts({ receivedAt: '2026-11-02T09:00:00.000Z', [dimension]: 'a value' });
    expect((await summary([dimension])).rows).toMatchObject([
      { group: { [dimension]: of[dimension] ?? 'a value' }, count: 1 },
    ]);
  });
});
