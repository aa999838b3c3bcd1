import { describe, expect, it } from '@jest/globals';
import { dayWords } from './days.js';

describe('A day in words', () => {
  it('is by each reader’s calendar and digits', () => {
    expect(dayWords('2026-11-02', 'en')).toBe('2 November 2026');
    expect(dayWords('2026-11-02', 'fa')).toBe('۱۱ آبان ۱۴۰۵');
  });

  it('is no instant, whose day depends on where people are', () => {
    expect(() => dayWords('2026-11-02T23:59:59.999Z', 'en')).toThrow(RangeError);
  });
});
