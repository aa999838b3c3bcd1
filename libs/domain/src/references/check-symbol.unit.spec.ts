import { describe, expect, it } from '@jest/globals';
import { checkSymbolOf } from './check-symbol.js';
import { SYMBOLS } from './symbols.js';

/** The weight of each of the first eleven places, found from outside: the check symbol of a 1 there and zeros elsewhere. */
const weights = Array.from({ length: 11 }, (_, place) =>
  SYMBOLS.indexOf(checkSymbolOf(`${'0'.repeat(place)}1${'0'.repeat(10 - place)}`)),
);

describe('The check symbol', () => {
  it('weighs every place differently, none with zero, and none like its own place', () => {
    expect(new Set([...weights, 1]).size).toBe(12);
    expect(weights).not.toContain(0);
  });

  it('is a sum over the field: that of a sum is the sum of those', () => {
    const [a, b] = ['7K3M9QXD41P', 'ZY0W8VTS5RN'].map((symbols) =>
      [...symbols].map((symbol) => SYMBOLS.indexOf(symbol)),
    );
    const sum = (a ?? []).map((value, place) => SYMBOLS[value ^ (b?.[place] ?? 0)]).join('');
    const checks = ['7K3M9QXD41P', 'ZY0W8VTS5RN'].map((symbols) => SYMBOLS.indexOf(checkSymbolOf(symbols)));
    expect(SYMBOLS.indexOf(checkSymbolOf(sum))).toBe((checks[0] ?? 0) ^ (checks[1] ?? 0));
  });

  it('never changes its weights: references already given out depend on them', () => {
    expect(weights).toEqual([7, 17, 26, 13, 20, 10, 5, 16, 8, 4, 2]);
  });
});
