import { describe, expect, it } from '@jest/globals';
import { dayAfterKey, monthGrid } from './month-grid.js';

describe('A month on the wall', () => {
  it('has whole weeks from Monday in English', () => {
    const { weeks, from, before } = monthGrid('2026-11-30', 'en');
    expect([from, before, weeks.length]).toEqual(['2026-10-26', '2026-12-07', 6]);
    expect(weeks[0]?.map(({ number, isInMonth }) => [number, isInMonth])).toEqual([
      [26, false],
      [27, false],
      [28, false],
      [29, false],
      [30, false],
      [31, false],
      [1, true],
    ]);
  });

  it('is a Jalali month with weeks from Saturday in Persian', () => {
    // Azar 1405: 22 November to 21 December 2026.
    const { weeks, from } = monthGrid('2026-11-30', 'fa');
    expect(from).toBe('2026-11-21');
    const days = weeks.flat().filter(({ isInMonth }) => isInMonth);
    expect([days[0], days.at(-1)]).toMatchObject([
      { day: '2026-11-22', number: 1 },
      { day: '2026-12-21', number: 30 },
    ]);
  });
});

describe('A key in the month', () => {
  it.each([
    ['ArrowRight', 'en', '2026-12-01'],
    ['ArrowRight', 'fa', '2026-11-29'],
    ['ArrowLeft', 'fa', '2026-12-01'],
    ['ArrowDown', 'en', '2026-12-07'],
    ['ArrowUp', 'en', '2026-11-23'],
    ['Home', 'en', '2026-11-30'],
    ['Home', 'fa', '2026-11-28'],
    ['End', 'fa', '2026-12-04'],
    ['PageDown', 'en', '2026-12-30'],
    // From 9 Azar to 9 Dey.
    ['PageDown', 'fa', '2026-12-30'],
    ['PageUp', 'en', '2026-10-30'],
  ] as const)('%s leads in %s to %s', (key, language, day) => {
    expect(dayAfterKey(key, '2026-11-30', language, language === 'fa')).toBe(day);
  });

  it('that leads nowhere is left to others', () => {
    expect(dayAfterKey('Enter', '2026-11-30', 'en', false)).toBeUndefined();
  });
});
