import { describe, expect, it } from '@jest/globals';
import { typedDay } from './typed-day.js';

describe('A typed day', () => {
  it.each([
    ['1405/9/10', '2026-12-01'],
    ['۱۴۰۵/۰۹/۱۰', '2026-12-01'],
    ['١٤٠٥-٠٩-١٠', '2026-12-01'],
    [' 1403/12/30 ', '2025-03-20'],
    ['2026-12-01', '2026-12-01'],
    ['2028/2/29', '2028-02-29'],
  ])('of %s is %s', (typed, day) => {
    expect(typedDay(typed)).toBe(day);
  });

  it.each(['', 'tomorrow', '1404/12/30', '1405/13/1', '1405/0/1', '2026-02-29', '5/9/10', '1405/9'])(
    'is none in "%s"',
    (typed) => {
      expect(typedDay(typed)).toBeUndefined();
    },
  );
});
