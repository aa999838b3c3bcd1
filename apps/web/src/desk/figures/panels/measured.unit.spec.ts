import { describe, expect, it } from '@jest/globals';
import { sumOf } from './measured.js';

const of = (numerator: number | null, denominator: number | null, suppressed = false) => ({
  numerator,
  denominator,
  value: null,
  suppressed,
});

describe('A figure of several periods', () => {
  it('adds up numerators and denominators', () => {
    expect(sumOf([of(1, 2), of(2, 6)])).toEqual({ numerator: 3, denominator: 8, value: 0.375 });
  });

  it('is a number where the periods have no denominator', () => {
    expect(sumOf([of(3, null), of(4, null)])).toEqual({ numerator: 7, denominator: null, value: 7 });
  });

  it('has no value where it is of nobody', () => {
    expect(sumOf([of(0, 0)]).value).toBeNull();
  });

  it('is left out where one of the periods is', () => {
    expect(sumOf([of(3, 9), of(null, null, true)])).toMatchObject({ value: null, suppressed: true });
  });
});
