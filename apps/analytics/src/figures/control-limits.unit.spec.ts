import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pChart, signalsIn, uChart } from './control-limits.js';

const share = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('A p-chart', () => {
  it('has its centre at the share of all, and limits by the size of each population', () => {
    // 30 of 200: 0.15, with standard deviations of 0.0357 for 100 and 0.0505 for 50.
    const [large, small, other] = pChart([share(10, 100), share(15, 50), share(5, 50)]);
    expect(large).toMatchObject({ value: 0.1, centre: 0.15 });
    expect(large!.lower).toBeCloseTo(0.0429, 4);
    expect(large!.upper).toBeCloseTo(0.2571, 4);
    expect(small!.upper).toBeCloseTo(0.3015, 4);
    expect(small!.lower).toBe(0);
    expect(small!.deviation).toBeCloseTo(2.97, 2);
    expect(other!.deviation).toBeCloseTo(-0.99, 2);
  });

  it('says nothing of a population without anybody, and keeps shares between 0 and 1', () => {
    expect(pChart([share(0, 0), share(2, 2)])).toEqual([
      { value: null, centre: 1, lower: 1, upper: 1, deviation: 0 },
      { value: 1, centre: 1, lower: 1, upper: 1, deviation: 0 },
    ]);
  });
});

describe('A u-chart', () => {
  it('has its centre at the rate of all, and limits by the exposure of each', () => {
    // 90 in 90 days; one a day, with a standard deviation of the root of 1/30 in a month of 30.
    const [first] = uChart([share(60, 30), share(20, 30), share(10, 30)]);
    expect(first).toMatchObject({ value: 2, centre: 1 });
    expect(first!.upper).toBeCloseTo(1 + 3 * Math.sqrt(1 / 30), 10);
    expect(first!.deviation).toBeCloseTo(Math.sqrt(30), 10);
  });
});

describe('The rules of Western Electric', () => {
  it.each([
    ['one-beyond-three-sigma', [0, 3.1], [1]],
    ['one-beyond-three-sigma', [0, -3.1, 3], [1]],
    ['two-of-three-beyond-two-sigma', [2.1, 0, 2.1], [2]],
    ['two-of-three-beyond-two-sigma', [2.1, 0, 0, 2.1], []],
    ['two-of-three-beyond-two-sigma', [2.1, -2.1, 0], []],
    ['four-of-five-beyond-one-sigma', [1.1, 1.1, 0, 1.1, 1.1], [4]],
    ['four-of-five-beyond-one-sigma', [1.1, 1.1, 1.1, 1.1, 0.9], [3]],
    ['eight-in-a-row-on-one-side', [-0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1, 0.1], [7]],
    ['eight-in-a-row-on-one-side', [0.1, 0.1, 0.1, 0.1, 0, 0.1, 0.1, 0.1, 0.1], []],
  ] as const)('%s is broken in %j at %j', (rule, deviations, places) => {
    const found = signalsIn(deviations).flatMap((rules, place) => (rules.includes(rule) ? [place] : []));
    expect(found).toEqual(places);
  });

  it('are the same on both sides, and never broken on the centre', () => {
    const deviations = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(deviations, (one) => {
        expect(signalsIn(one.map((value) => -value))).toEqual(signalsIn(one));
        for (const [place, value] of one.entries()) if (value === 0) expect(signalsIn(one)[place]).toEqual([]);
      }),
    );
  });
});
