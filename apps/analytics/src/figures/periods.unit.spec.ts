import { describe, expect, it } from '@jest/globals';
import { type Instant, instantOf, epochMsOf } from '@redress/domain';
import fc from 'fast-check';
import {
  justAfter,
  lastDays,
  periodCalendars,
  periodsIn,
  periodUnits,
  spanAsLong,
  spanOfDays,
  weekStarts,
  type DayRules,
  type Span,
} from './periods.js';

const UTC: DayRules = { timeZone: 'UTC', calendar: 'gregory', weekStart: 'monday' };

/** The only period in which an instant falls, by its label. */
function labelsAt(instant: Instant, rules = UTC): readonly (string | undefined)[] {
  const before = instantOf(epochMsOf(instant) + 1);
  return ['day', 'week', 'month'].map((unit) => {
    const periods = periodsIn({ from: instant, before }, unit as 'day', rules, 2) ?? [];
    expect(periods).toHaveLength(1);
    return periods[0]?.label;
  });
}

describe('The periods in which complaints are counted', () => {
  it.each<[instant: Instant, day: string, week: string, month: string]>([
    // Cases of ISO 8601: a week belongs to the year of its Thursday.
    ['2026-11-02T09:00:00.000Z', '2026-11-02', '2026-W45', '2026-11'],
    ['2024-12-30T00:00:00.000Z', '2024-12-30', '2025-W01', '2024-12'],
    ['2021-01-03T23:59:59.999Z', '2021-01-03', '2020-W53', '2021-01'],
    ['2021-01-04T00:00:00.000Z', '2021-01-04', '2021-W01', '2021-01'],
    ['2023-01-01T12:00:00.000Z', '2023-01-01', '2022-W52', '2023-01'],
    ['2024-02-29T12:00:00.000Z', '2024-02-29', '2024-W09', '2024-02'],
  ])('of %s are %s, %s and %s', (instant, day, week, month) => {
    expect(labelsAt(instant)).toEqual([day, week, month]);
  });

  it.each<[Instant, Partial<DayRules>, readonly string[]]>([
    ['2026-11-02T23:30:00.000Z', { timeZone: 'Europe/Berlin' }, ['2026-11-03', '2026-W45', '2026-11']],
    ['2026-11-01T03:30:00.000Z', { timeZone: 'America/New_York' }, ['2026-10-31', '2026-W44', '2026-10']],
    ['2026-11-01T12:00:00.000Z', { weekStart: 'sunday' }, ['2026-11-01', '2026-11-01', '2026-11']],
    ['2026-11-01T12:00:00.000Z', { weekStart: 'saturday' }, ['2026-11-01', '2026-10-31', '2026-11']],
    // Esfand 1403 was a leap month: its 30th was the day before Nowruz, 21 March 2025 in Tehran.
    [
      '2025-03-20T20:29:59.999Z',
      { timeZone: 'Asia/Tehran', calendar: 'persian', weekStart: 'saturday' },
      ['1403-12-30', '1403-12-25', '1403-12'],
    ],
    [
      '2025-03-20T20:30:00.000Z',
      { timeZone: 'Asia/Tehran', calendar: 'persian', weekStart: 'saturday' },
      ['1404-01-01', '1403-12-25', '1404-01'],
    ],
  ])('of %s follow the zone, the calendar and the first day of the week: %j', (instant, rules, labels) => {
    expect(labelsAt(instant, { ...UTC, ...rules })).toEqual(labels);
  });

  it.each<[Instant, Partial<DayRules>, string, string]>([
    ['2026-03-31T23:59:59.999Z', {}, '2026-Q1', '2026'],
    ['2026-04-01T00:00:00.000Z', {}, '2026-Q2', '2026'],
    ['2025-12-31T12:00:00.000Z', {}, '2025-Q4', '2025'],
    // The last day of 1404, and the first of 1405; the second quarter begins with Tir.
    ['2026-03-20T12:00:00.000Z', { calendar: 'persian' }, '1404-Q4', '1404'],
    ['2026-03-21T12:00:00.000Z', { calendar: 'persian' }, '1405-Q1', '1405'],
    ['2026-06-22T12:00:00.000Z', { calendar: 'persian' }, '1405-Q2', '1405'],
  ])('of %s by %j are %s and %s', (instant, rules, quarter, year) => {
    const before = justAfter(instant);
    const labels = (['quarter', 'year'] as const).map((unit) =>
      periodsIn({ from: instant, before }, unit, { ...UTC, ...rules }, 2)?.map(({ label }) => label),
    );
    expect(labels).toEqual([[quarter], [year]]);
  });

  it('compared with others are as many days', () => {
    const tehran = { ...UTC, timeZone: 'Asia/Tehran' };
    const span = spanOfDays(tehran, '2026-03-01', '2026-03-31') as Required<Span>;
    expect(spanAsLong(tehran, span, '2025-03-01')).toEqual(spanOfDays(tehran, '2025-03-01', '2025-03-31'));
    expect(lastDays(tehran, 30, '2026-03-31T20:29:59.999Z')).toEqual({ first: '2026-03-02', last: '2026-03-31' });
    expect(lastDays(tehran, 1, '2026-03-31T20:30:00.000Z')).toEqual({ first: '2026-04-01', last: '2026-04-01' });
  });

  const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2100, 0) }).map(instantOf);
  const rules = fc.record({
    timeZone: fc.constantFrom(
      'UTC',
      'Asia/Tehran',
      'Asia/Beirut',
      'America/New_York',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    ),
    calendar: fc.constantFrom(...periodCalendars),
    weekStart: fc.constantFrom(...weekStarts),
  });

  it('fill a span without gaps, in the order of their labels, none twice', () => {
    const property = fc.property(
      fc.constantFrom(...periodUnits),
      instant,
      fc.integer({ min: 1, max: 400 }),
      rules,
      (unit, from, days, how) => {
        const before = instantOf(epochMsOf(from) + days * 86_400_000);
        const periods = periodsIn({ from, before }, unit, how, 500)!;
        expect([periods[0]!.from, periods.at(-1)!.before]).toEqual([from, before]);
        for (const [index, { label, from: start }] of periods.entries()) {
          if (index === 0) continue;
          expect(start).toBe(periods[index - 1]!.before);
          expect(label > periods[index - 1]!.label).toBe(true);
        }
      },
    );
    fc.assert(property);
  });

  it('of days begin and end with the days of the zone, both inclusive', () => {
    const tehran = { ...UTC, timeZone: 'Asia/Tehran' };
    expect(spanOfDays(tehran, '2026-11-02', '2026-11-02')).toEqual({
      from: '2026-11-01T20:30:00.000Z',
      before: '2026-11-02T20:30:00.000Z',
    });
    expect(spanOfDays(tehran, undefined, undefined)).toEqual({});
  });

  it('of the first and the last day that can be named are cut to the instants that can be written', () => {
    expect(spanOfDays({ ...UTC, timeZone: 'Asia/Tehran' }, '0000-01-01', '9999-12-31')).toEqual({
      from: '0000-01-01T00:00:00.000Z',
      before: '9999-12-31T20:30:00.000Z',
    });
    expect(spanOfDays(UTC, undefined, '9999-12-31')).toEqual({ before: '9999-12-31T23:59:59.999Z' });
  });
});
