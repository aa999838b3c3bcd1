import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApprovalLimit } from './policies/policy.js';
import type { Money } from '@redress/contracts';
import { limitsExceeded, totalsOf } from './remedies.js';

const of = (...amounts: readonly (readonly [value: string, currency: string])[]) =>
  amounts.map(([value, currency]) => ({ amount: { value, currency } }));
const limit = (value: string, by: ApprovalLimit['by'], currency = 'EUR'): ApprovalLimit => ({
  above: { value, currency },
  by,
});

describe('What remedies add up to', () => {
  it('is one sum for each currency, and nothing for a remedy without an amount', () => {
    expect(totalsOf([...of(['12.50', 'EUR'], ['1250000', 'IRR'], ['7.5', 'EUR']), {}])).toEqual([
      { value: '20.00', currency: 'EUR' },
      { value: '1250000', currency: 'IRR' },
    ]);
    expect(totalsOf([{}])).toEqual([]);
  });

  it.each([
    [['0.1', '0.2'], '0.3'],
    [['999999999999999.9999', '0.0001'], '1000000000000000.0000'],
    [['0', '0.00'], '0.00'],
    [['0.005', '0.005'], '0.010'],
  ])('is exact: %j makes %s', (values, sum) => {
    expect(totalsOf(of(...values.map((value) => [value, 'EUR'] as const)))).toEqual([{ value: sum, currency: 'EUR' }]);
  });

  it('does not depend on the order', () => {
    const amount: fc.Arbitrary<Money> = fc.record({
      value: fc.stringMatching(/^(0|[1-9]\d{0,14})(\.\d{1,4})?$/),
      currency: fc.constantFrom('EUR', 'IRR'),
    });
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 20 }), (amounts) => {
        const remedies = amounts.map((one) => ({ amount: one }));
        expect(new Set(totalsOf(remedies.toReversed()))).toEqual(new Set(totalsOf(remedies)));
      }),
    );
  });
});

describe('A limit', () => {
  it('is exceeded by more than itself in its own currency, added up', () => {
    const limits = [limit('250.00', 'compliance')];
    expect(limitsExceeded(of(['250.00', 'EUR']), limits)).toEqual([]);
    expect(limitsExceeded(of(['250', 'EUR'], ['0.0001', 'EUR']), limits)).toEqual(limits);
    expect(limitsExceeded(of(['251', 'USD']), limits)).toEqual([]);
  });
});
