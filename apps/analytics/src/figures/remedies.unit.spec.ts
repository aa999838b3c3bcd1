import { describe, expect, it } from '@jest/globals';
import type { Asking } from '@redress/domain';
import type { FactRemedy } from '../facts/fact.js';
import { analyst, question, standingOf, storeOf, supervisor, type Known } from '../facts/facts.fixture.spec.js';
import { CountRemedies, CountRemediesHandler } from './remedies.js';

async function counted(known: readonly Known[], reader: Asking = supervisor) {
  const store = await storeOf(known);
  return new CountRemediesHandler(store, standingOf(store)).execute(new CountRemedies(question({ reader })));
}

const refund = (value: string, more: Partial<FactRemedy> = {}): FactRemedy => ({
  kind: 'refund',
  value,
  currency: 'EUR',
  source: 'decision',
  delivered: 0,
  current: 1,
  ...more,
});

describe('Remedies', () => {
  it('are counted by kind, source and currency, with exact sums', async () => {
    const known = [
      { remedies: [refund('0.10'), refund('0.20', { delivered: 1 })] },
      { remedies: [refund('0.1000', { source: 'award' }), refund('5', { currency: 'IRR' })] },
      { remedies: [{ ...refund('0'), kind: 'apology', value: null, currency: null }] },
      {},
    ] as const;
    const { denominator, rows } = await counted(known);
    expect(denominator).toBe(4);
    const money = { kind: 'refund', numerator: 1 };
    expect(rows).toEqual([
      {
        ...money,
        kind: 'apology',
        source: 'decision',
        currency: null,
        remedies: 1,
        delivered: 0,
        value: null,
        deliveredValue: null,
      },
      { ...money, source: 'award', currency: 'EUR', remedies: 1, delivered: 0, value: '0.1000', deliveredValue: '0' },
      {
        ...money,
        source: 'decision',
        currency: 'EUR',
        remedies: 2,
        delivered: 1,
        value: '0.30',
        deliveredValue: '0.20',
      },
      { ...money, source: 'decision', currency: 'IRR', remedies: 1, delivered: 0, value: '5', deliveredValue: '0' },
    ]);
  });

  it('of few complaints are not shown to somebody who may see figures alone, however many they are', async () => {
    const many = Array.from({ length: 9 }, () => refund('1'));
    const { rows, suppressedRows } = await counted([{ remedies: many }], analyst);
    expect([rows, suppressedRows]).toEqual([[], 1]);
  });
});
