import { describe, expect, it } from '@jest/globals';
import { at, analyst, question, standingOf, storeOf, type Known } from '../facts/facts.fixture.spec.js';
import { CompareCohorts, CompareCohortsHandler, type Milestone } from './cohorts.js';
import type { FiguresQuestion } from './question.js';

async function cohorts(known: readonly Known[], milestone: Milestone, asked: Partial<FiguresQuestion> = {}) {
  const store = await storeOf(known);
  const query = new CompareCohorts(question(asked), milestone, [30, 7, 7], 'month');
  return (await new CompareCohortsHandler(store, standingOf(store)).execute(query)).cohorts;
}

const received = (day: string, fact: Known = {}): Known => ({ ...fact, receivedAt: at(day) });

describe('Cohorts', () => {
  it('compare complaints at the same age, and count none before it is that old', async () => {
    const known = [
      received('10-05', { hoursToDecision: 7 * 24 }),
      received('10-05', { hoursToDecision: 7 * 24 + 0.1 }),
      received('10-05'),
      received('11-03'),
      received('11-04', { hoursToDecision: 1 }),
    ];
    expect(await cohorts(known, 'toDecision')).toMatchObject([
      {
        period: '2026-10',
        ages: [
          { days: 7, numerator: 1, denominator: 3, value: 1 / 3 },
          { days: 30, numerator: 2, denominator: 3 },
        ],
      },
      // Received on 4 November, one is six days old: its quick answer is not counted before it is seven.
      {
        period: '2026-11',
        ages: [
          { days: 7, numerator: 0, denominator: 1 },
          { days: 30, numerator: 0, denominator: 0, value: null },
        ],
      },
    ]);
  });

  it('reach an end with any status that ends a complaint', async () => {
    const course = [
      { status: 'received', since: '2026-10-05T09:00:00.000Z' },
      { status: 'withdrawn', since: '2026-10-06T09:00:00.000Z' },
      { status: 'received', since: '2026-10-20T09:00:00.000Z' },
    ] as const;
    const [october] = await cohorts([received('10-05', { course })], 'toEnd');
    expect(october!.ages.map(({ numerator }) => numerator)).toEqual([1, 1]);
  });

  it('of few complaints are not shown to somebody who may see figures alone', async () => {
    const [october] = await cohorts([received('10-05')], 'toDecision', { reader: analyst });
    expect(october!.ages).toMatchObject([
      { numerator: null, suppressed: true },
      { denominator: null, suppressed: true },
    ]);
  });
});
