import { describe, expect, it } from '@jest/globals';
import { currentYear, type Day, monthsOf, yearRange } from './year.js';

/** Days from a date on, all worked. */
function daysFrom(from: string, count: number): readonly Day[] {
  const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.parse(from) + index * 86_400_000);
    const weekday = weekdays[at.getUTCDay()] ?? 'sunday';
    return { date: at.toISOString().slice(0, 10), weekday, kind: 'working', holidays: [], workedMs: 0 };
  });
}

describe('A year', () => {
  it.each([
    [2026, 'gregory', '2026-01-01', 365],
    [2028, 'gregory', '2028-01-01', 366],
    [1404, 'persian', '2025-03-21', 365],
    [1403, 'persian', '2024-03-20', 366],
    [1405, 'persian', '2026-03-21', 365],
  ] as const)('%d of the %s calendar begins on %s and has %d days', (year, system, from, days) => {
    expect(yearRange(year, system)).toEqual({ from, days });
  });

  it('is the one that the present day is in', () => {
    expect(currentYear('persian', Date.parse('2026-03-20T12:00:00Z'))).toBe(1404);
    expect(currentYear('persian', Date.parse('2026-03-21T12:00:00Z'))).toBe(1405);
  });

  it.each([
    ['en', 'gregory', 2026],
    ['fa', 'gregory', 2026],
    ['en', 'persian', 1405],
    ['fa', 'persian', 1405],
  ] as const)('has twelve months in %s by the %s calendar, each day under its weekday', (language, system, year) => {
    const { from, days } = yearRange(year, system);
    const { months, order } = monthsOf(daysFrom(from, days), system, language);
    expect(months.map(({ days: its }) => its.length).reduce((sum, count) => sum + count, 0)).toBe(days);
    expect(months).toHaveLength(12);
    for (const { days: its, lead } of months) {
      for (const [index, { weekday }] of its.entries()) expect(order[(lead + index) % 7]).toBe(weekday);
    }
    if (language === 'fa')
      expect(months.flatMap(({ days: its }) => its.map(({ number }) => number)).join('')).not.toMatch(/[0-9]/);
  });
});
