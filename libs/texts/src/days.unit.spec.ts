import { describe, expect, it } from '@jest/globals';
import { dayWords } from './days.js';

describe('A day in words', () => {
  it('is by each reader’s calendar and digits', () => {
    expect(dayWords('2026-11-02', 'en')).toBe('2 November 2026');
    expect(dayWords('2026-11-02', 'fa')).toBe('۱۱ آبان ۱۴۰۵');
  });

  it('is that on which an instant falls in UTC', () => {
    expect(dayWords('2026-11-02T23:59:59.999Z', 'en')).toBe('2 November 2026');
    expect(dayWords('2027-03-20T23:59:59.999Z', 'fa')).toBe('۲۹ اسفند ۱۴۰۵');
  });
});
