import { describe, expect, it } from '@jest/globals';
import { BeyondCalendarError } from '../calendar.js';
import { calendarDay } from '../day-table.js';
import { checkCalendar } from '../check-calendar.js';
import { calendarOf, shippedCalendars } from './calendars.js';
import { englandCalendar } from './england.calendar.js';
import { iranCalendar, iranSolarHolidays } from './iran.calendar.js';

describe('The calendars that come with Redress', () => {
  it.each(shippedCalendars.map((calendar) => [calendar.version, calendar] as const))(
    '%s has no fault and is found by its version',
    (version, calendar) => {
      expect(checkCalendar(calendar)).toEqual([]);
      expect(calendarOf(version)).toBe(calendar);
    },
  );

  it('are only those that were published', () => {
    expect(() => calendarOf('england@0')).toThrow('There is no calendar england@0.');
  });
});

/** By the Gregorian rule of Gauss, in the anonymous form of 1876, independent of the list. */
function easterSunday(year: number): Temporal.PlainDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return new Temporal.PlainDate(year, Math.floor(n / 31), (n % 31) + 1);
}

describe('The calendar of England', () => {
  const years = [2022, 2023, 2024, 2025, 2026, 2027, 2028];
  const dates = englandCalendar.holidays.map(({ on }) => on);

  it.each(years)('has Good Friday and Easter Monday of %i where the rule of Easter puts them', (year) => {
    const easter = easterSunday(year);
    expect(dates).toContain(easter.subtract({ days: 2 }).toString());
    expect(dates).toContain(easter.add({ days: 1 }).toString());
  });

  it.each(years)('has eight bank holidays in %i besides those given once', (year) => {
    const once = { 2022: 2, 2023: 1 }[year] ?? 0;
    expect(dates.filter((on) => on.startsWith(String(year)))).toHaveLength(8 + once);
  });

  it('has no bank holiday on a weekend, since another day is given instead', () => {
    expect(dates.filter((on) => Temporal.PlainDate.from(on).dayOfWeek > 5)).toEqual([]);
    expect(calendarDay(englandCalendar, '2026-12-28').holidays).toEqual([
      { en: 'Boxing Day (substitute day)', fa: 'روز باکسینگ (روز جایگزین)' },
    ]);
    expect(calendarDay(englandCalendar, '2026-12-26').kind).toBe('day-off');
  });
});

describe('The calendar of Iran', () => {
  const inYear = (year: number) =>
    iranCalendar.holidays.filter(({ on }) => Temporal.PlainDate.from(on).withCalendar('persian').year === year);

  it.each([
    ['2026-03-21', ['Nowruz', 'Eid al-Fitr']],
    ['2026-06-04', ['Death of Khomeini', 'Eid al-Ghadir']],
    ['2024-04-01', ['Nature Day', 'Martyrdom of Imam Ali']],
    ['2025-03-20', ['Last day of a leap year']],
    ['2025-02-10', ['Islamic Revolution Day']],
    ['2026-02-11', ['Islamic Revolution Day']],
  ])('knows what %s is', (date, expected) => {
    expect(calendarDay(iranCalendar, date)).toMatchObject({ kind: 'holiday' });
    expect(calendarDay(iranCalendar, date).holidays.map(({ en }) => en)).toEqual(expected);
  });

  it('works from Saturday to Wednesday', () => {
    const week = ['2026-11-07', '2026-11-08', '2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'];
    expect(week.map((date) => calendarDay(iranCalendar, date).kind)).toEqual([
      ...['working', 'working', 'working', 'working', 'working'],
      ...['day-off', 'holiday'],
    ]);
  });

  it('computes the solar holidays, the thirtieth of Esfand in leap years only', () => {
    expect(iranSolarHolidays(1403).map(({ on }) => on)).toContain('2025-03-20');
    expect(iranSolarHolidays(1403)).toHaveLength(11);
    expect(iranSolarHolidays(1405)).toHaveLength(10);
    expect(iranSolarHolidays(1405).map(({ on }) => on)).toEqual([
      ...['2026-03-21', '2026-03-22', '2026-03-23', '2026-03-24', '2026-04-01', '2026-04-02'],
      ...['2026-06-04', '2026-06-05', '2027-02-11', '2027-03-20'],
    ]);
  });

  it.each([
    [1403, 17],
    [1404, 18],
    [1405, 19],
  ])('lists the lunar holidays of %i', (year, count) => {
    expect(inYear(year).length - iranSolarHolidays(year).length).toBe(count);
  });

  it('knows nothing of years whose lunar holidays are not published', () => {
    expect(calendarDay(iranCalendar, '2027-03-20').kind).toBe('holiday');
    expect(() => calendarDay(iranCalendar, '2027-03-21')).toThrow(BeyondCalendarError);
    expect(() => calendarDay(iranCalendar, '2024-03-19')).toThrow('2024-03-20 to 2027-03-20');
  });
});
