import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarParts } from './fact.projection.js';

describe('The calendar parts of an instant', () => {
  it.each([
    // Cases of ISO 8601: a week belongs to the year of its Thursday.
    ['2026-11-02T09:00:00.000Z', '2026-11-02', '2026-W45', '2026-11'],
    ['2024-12-30T00:00:00.000Z', '2024-12-30', '2025-W01', '2024-12'],
    ['2021-01-03T23:59:59.999Z', '2021-01-03', '2020-W53', '2021-01'],
    ['2021-01-04T00:00:00.000Z', '2021-01-04', '2021-W01', '2021-01'],
    ['2023-01-01T12:00:00.000Z', '2023-01-01', '2022-W52', '2023-01'],
    ['2020-12-31T12:00:00.000Z', '2020-12-31', '2020-W53', '2020-12'],
    ['2024-02-29T12:00:00.000Z', '2024-02-29', '2024-W09', '2024-02'],
  ])('%s are %s, %s and %s', (instant, day, week, month) => {
    expect(calendarParts(instant)).toEqual({ day, week, month });
  });

  it('are those of UTC, whatever offset the instant was written with', () => {
    expect(calendarParts('2026-11-03T01:30:00.000+03:30').day).toBe('2026-11-02');
  });

  it('are the same for all seven days from a Monday on, and others on the eighth', () => {
    const monday = Temporal.PlainDate.from('2000-01-03');
    const weekOf = (date: Temporal.PlainDate) => calendarParts(`${date.toString()}T12:00:00.000Z`).week;
    const property = fc.property(fc.nat({ max: 3000 }), (weeks) => {
      const first = monday.add({ weeks });
      const days = Array.from({ length: 7 }, (_, index) => weekOf(first.add({ days: index })));
      expect(new Set(days).size).toBe(1);
      expect(weekOf(first.add({ days: 7 }))).not.toBe(days[0]);
    });
    fc.assert(property);
  });

  it('sort as texts in the order of time, also across years', () => {
    const instant = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    const property = fc.property(instant, instant, (one, other) => {
      const [earlier, later] = [one, other].sort((a, b) => a.getTime() - b.getTime()).map((at) => at.toISOString());
      const [before, after] = [calendarParts(earlier ?? ''), calendarParts(later ?? '')];
      expect([before.day <= after.day, before.week <= after.week, before.month <= after.month]).toEqual([
        true,
        true,
        true,
      ]);
    });
    fc.assert(property);
  });
});
