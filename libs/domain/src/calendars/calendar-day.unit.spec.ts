import { describe, expect, it } from '@jest/globals';
import { BeyondCalendarError } from './beyond-calendar-error.js';
import { calendarDay } from './calendar-day.js';
import { calendarWith } from './calendar.mother.spec.js';

const HOUR_MS = 3_600_000;

describe('A day of a calendar', () => {
  it('is worked, and for how long', () => {
    expect(calendarDay(calendarWith(), '2026-11-02')).toEqual({
      date: '2026-11-02',
      weekday: 'monday',
      kind: 'working',
      holidays: [],
      workedMs: 8 * HOUR_MS,
    });
  });

  it('is off by its weekday', () => {
    expect(calendarDay(calendarWith(), '2026-11-07')).toMatchObject({
      weekday: 'saturday',
      kind: 'day-off',
      workedMs: 0,
    });
  });

  it('is a holiday by its names, all of them', () => {
    const calendar = calendarWith({ holidays: ['2026-12-25', '2026-12-25'] });
    expect(calendarDay(calendar, '2026-12-25')).toMatchObject({
      kind: 'holiday',
      holidays: [{ en: 'Holiday of 2026-12-25' }, { en: 'Holiday of 2026-12-25' }],
      workedMs: 0,
    });
  });

  it('is a holiday also when it would have been off', () => {
    expect(calendarDay(calendarWith({ holidays: ['2026-11-07'] }), '2026-11-07')).toMatchObject({ kind: 'holiday' });
  });

  it('has an hour less of business time when the clock jumps within it, and an hour more when it repeats', () => {
    const night = [{ from: '00:00', to: '06:00' }];
    const london = calendarWith({ timeZone: 'Europe/London', week: { sunday: night } });
    expect(calendarDay(london, '2026-03-29').workedMs).toBe(5 * HOUR_MS);
    expect(calendarDay(london, '2026-10-25').workedMs).toBe(7 * HOUR_MS);
    expect(calendarDay(london, '2026-11-01').workedMs).toBe(6 * HOUR_MS);
  });

  it('is refused by a typed error outside the years covered, which names the calendar and the remedy', () => {
    const ask = () => calendarDay(calendarWith(), '2028-01-01');
    expect(ask).toThrow(BeyondCalendarError);
    expect(ask).toThrow('spec@1 knows its holidays from 2025-01-01 to 2027-12-31 only. Publish a version');
    expect(() => calendarDay(calendarWith(), '2024-12-31')).toThrow(BeyondCalendarError);
    expect(calendarDay(calendarWith(), '2027-12-31').kind).toBe('working');
    expect(calendarDay(calendarWith(), '2025-01-01').kind).toBe('working');
  });

  it('that does not exist is an error of another kind', () => {
    expect(() => calendarDay(calendarWith(), '2026-02-30')).toThrow('not in a valid range');
  });
});
