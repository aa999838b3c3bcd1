import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyst, factWith, NOW, question, standingOf, storeOf, type Known } from '../facts/facts.fixture.spec.js';
import { SpreadOfTimes, SpreadOfTimesHandler, spreadOf } from './distribution.js';
import { durationNames, hoursOf, type DurationName } from './durations.js';
import type { FactDimension, FiguresQuestion } from './question.js';

async function distribution(
  known: readonly Known[],
  { groupBy = [], ...asked }: Partial<FiguresQuestion> & { readonly groupBy?: readonly FactDimension[] } = {},
) {
  const store = await storeOf(known);
  const timed = { duration: 'toDecision' } as const;
  const query = new SpreadOfTimes(question(asked), timed, [24, 72], groupBy);
  return new SpreadOfTimesHandler(store, standingOf(store)).execute(query);
}

const decided = (hours: number, product = 'card'): Known => ({ product, hoursToDecision: hours });

describe('The distribution of times', () => {
  it('has mean, quantiles, extremes and bins, and says of how many complaints', async () => {
    const hours = [1, 2, 3, 4, 5, 6, 7, 8, 24, 100];
    const { rows } = await distribution([...hours.map((one) => decided(one)), { product: 'card' }]);
    expect(rows).toEqual([
      {
        ...{ group: {}, times: 10, numerator: 10, denominator: 11 },
        ...{ mean: 16, median: 5.5, p90: expect.closeTo(31.6), p95: expect.closeTo(65.8), min: 1, max: 100 },
        bins: [
          { from: 0, before: 24, count: 8 },
          { from: 24, before: 72, count: 1 },
          { from: 72, before: null, count: 1 },
        ],
      },
    ]);
  });

  it('of nothing has no figure', async () => {
    const { rows } = await distribution([{ product: 'card' }]);
    const none = { mean: null, median: null, p90: null, p95: null, min: null, max: null };
    expect(rows).toMatchObject([{ times: 0, numerator: 0, denominator: 1, ...none }]);
  });

  it('shows somebody who may see figures alone no small group, no small bin and nobody’s own time', async () => {
    const known = [1, 2, 3, 4, 5, 30, 31, 32, 33, 90].map((one) => decided(one));
    const { rows, suppressedGroups } = await distribution(
      [...known, decided(7, 'loan'), ...known.map((fact) => ({ ...fact, product: 'visa' }))],
      { groupBy: ['product'], reader: analyst },
    );
    expect(suppressedGroups).toBe(2);
    expect(rows).toMatchObject([{ group: { product: 'visa' }, numerator: 10, median: 17.5, min: null, max: null }]);
    expect(rows[0]!.bins.map(({ count }) => count)).toEqual([5, null, null]);
  });

  it('hides a bin of many times of few complaints from somebody who may see figures alone', () => {
    const times = Array.from({ length: 20 }, (_, index) => ({ hours: index, complaint: index % 4 }));
    expect(spreadOf(times, [24], analyst).bins).toEqual([
      { from: 0, before: 24, count: null },
      { from: 24, before: null, count: 0 },
    ]);
    expect(spreadOf(times, [24]).bins[0]).toMatchObject({ count: 20 });
  });

  it('has quantiles between the two times around their place, and every time in one bin', () => {
    const property = fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 60 }), (hours) => {
      const { median, p90, p95, bins } = spreadOf(
        hours.map((one, complaint) => ({ hours: one, complaint })),
        [24, 168],
      );
      const sorted = [...hours].sort((one, other) => one - other);
      const around = (share: number) =>
        [Math.floor, Math.ceil].map((round) => sorted[round((hours.length - 1) * share)]!);
      for (const [quantile, share] of [
        [median!, 0.5],
        [p90!, 0.9],
        [p95!, 0.95],
      ] as const) {
        const [least, most] = around(share);
        expect(quantile).toBeGreaterThanOrEqual(least! - 1e-9);
        expect(quantile).toBeLessThanOrEqual(most! + 1e-9);
      }
      expect(bins.reduce((sum, { count }) => sum + count!, 0)).toBe(hours.length);
    });
    fc.assert(property);
  });
});

describe('A time', () => {
  const course = [
    ['received', '02T09'],
    ['acknowledged', '02T10'],
    ['assessed', '02T12'],
    ['under-investigation', '03T09'],
    ['response-proposed', '04T09'],
    ['response-approved', '04T11'],
    ['decision-communicated', '05T09'],
    ['rejected', '06T09'],
    ['closed', '06T19'],
    ['received', '08T09'],
  ] as const;
  const clock = { run: 1, purpose: 'answer', state: 'met', startedAt: NOW, dueAt: null } as const;
  const fact = factWith({
    course: course.map(([status, since]) => ({ status, since: `2026-11-${since}:00:00.000Z` })),
    ...{ hoursToAcknowledgement: 1, hoursToDecision: 72, hoursToClosure: 106 },
    clocks: [
      { ...clock, name: 'decision', grossHours: 72, netHours: 70 },
      { ...clock, name: 'overall', grossHours: 106, netHours: 106 },
      { ...clock, name: 'decision', run: 2, grossHours: null, netHours: null },
    ],
  });
  const expected: { readonly [name in DurationName]: readonly number[] } = {
    ...{ toAcknowledgement: [1], toAssessment: [3], toInvestigation: [24], toProposal: [48], toApproval: [50] },
    ...{ toDecision: [72], toEnd: [106], toClosure: [106], openFor: [192], inReceived: [1], inAcknowledged: [2] },
    ...{ inAssessed: [21], inInvestigation: [24], inProposed: [2], inApproved: [22], inCommunicated: [24] },
    ...{ inRejected: [10], clockGross: [72, 106], clockNet: [70, 106] },
  };

  it.each(durationNames)('%s is that of each time a status was left, or of the way to it', (duration) => {
    expect(hoursOf({ duration }).of(fact, NOW)).toEqual(expected[duration]);
  });

  it('of one clock is that of its ended runs', () => {
    expect(hoursOf({ duration: 'clockNet', clock: 'decision' }).of(fact, NOW)).toEqual([70]);
  });

  it('is none before a complaint got so far, and that of an open one only while it is open', () => {
    const none = durationNames.filter((duration) => hoursOf({ duration }).of(factWith({ open: 0 }), NOW).length === 0);
    expect(none).toEqual(durationNames);
  });
});
