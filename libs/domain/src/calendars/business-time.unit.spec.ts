import { describe, expect, it } from '@jest/globals';
import { BeyondCalendarError } from './calendar.js';
import {
  addBusinessTime,
  closingOf,
  endOfDay,
  nextBusinessInstant,
  sameTimeOn,
  workedBetween,
  workingDayAfter,
} from './business-time.js';
import { calendarWith, instant, ms } from './calendar.mother.spec.js';
import { dayAt, dayTableOf } from './day-table.js';

const HOUR_MS = 3_600_000;
const table = dayTableOf(calendarWith({ holidays: ['2026-12-25', '2026-12-28'] }));

describe('Business time', () => {
  it.each([
    ['within one day', '2026-11-02T10:00Z', 2, '2026-11-02T12:00:00.000Z'],
    ['to the closing, not to the next opening', '2026-11-02T10:00Z', 7, '2026-11-02T17:00:00.000Z'],
    ['over a night', '2026-11-02T16:00Z', 2, '2026-11-03T10:00:00.000Z'],
    ['over a weekend', '2026-11-06T16:30Z', 1, '2026-11-09T09:30:00.000Z'],
    ['over a weekend and holidays', '2026-12-24T16:00Z', 2, '2026-12-29T10:00:00.000Z'],
    ['from before the opening', '2026-11-02T03:00Z', 1, '2026-11-02T10:00:00.000Z'],
    ['from after the closing', '2026-11-02T17:00Z', 1, '2026-11-03T10:00:00.000Z'],
    ['from a day off', '2026-11-07T12:00Z', 8, '2026-11-09T17:00:00.000Z'],
    ['through many weeks', '2026-11-02T09:00Z', 8 * 38, '2026-12-23T17:00:00.000Z'],
    ['of nothing at all', '2026-11-07T12:00Z', 0, '2026-11-07T12:00:00.000Z'],
  ])('is added %s', (_, start, hours, due) => {
    expect(instant(addBusinessTime(table, ms(start), hours * HOUR_MS))).toBe(due);
  });

  it('between two instants is what added to the first gives the second', () => {
    expect(workedBetween(table, ms('2026-11-02T16:00Z'), ms('2026-11-03T10:00Z'))).toBe(2 * HOUR_MS);
    expect(workedBetween(table, ms('2026-11-07T00:00Z'), ms('2026-11-08T23:00Z'))).toBe(0);
  });

  it('ends where the calendar ends', () => {
    expect(instant(addBusinessTime(table, ms('2027-12-31T16:00Z'), HOUR_MS))).toBe('2027-12-31T17:00:00.000Z');
    expect(() => addBusinessTime(table, ms('2027-12-31T16:00Z'), HOUR_MS + 1)).toThrow(BeyondCalendarError);
    expect(() => addBusinessTime(table, ms('2028-01-01T00:00Z'), HOUR_MS)).toThrow(BeyondCalendarError);
    expect(() => addBusinessTime(table, Number.NaN, HOUR_MS)).toThrow(BeyondCalendarError);
  });

  it('begins at the next opening when something arrives outside it', () => {
    const next = (at: string) => instant(nextBusinessInstant(table, ms(at)));
    expect(next('2026-11-02T08:59Z')).toBe('2026-11-02T09:00:00.000Z');
    expect(next('2026-11-02T12:00Z')).toBe('2026-11-02T12:00:00.000Z');
    expect(next('2026-11-06T17:00Z')).toBe('2026-11-09T09:00:00.000Z');
    expect(() => next('2027-12-31T17:00Z')).toThrow(BeyondCalendarError);
  });
});

describe('The days of a table', () => {
  const at = (instantText: string) => dayAt(table, ms(instantText));

  it('are counted by working days', () => {
    expect(workingDayAfter(table, at('2026-12-24T10:00Z'), 1)).toBe(at('2026-12-29T10:00Z'));
    expect(workingDayAfter(table, at('2026-12-26T10:00Z'), 2)).toBe(at('2026-12-30T10:00Z'));
    expect(() => workingDayAfter(table, at('2027-12-31T10:00Z'), 1)).toThrow(BeyondCalendarError);
  });

  it('end a millisecond before midnight, and close with their last period', () => {
    const night = dayTableOf(calendarWith({ week: { monday: [{ from: '20:00', to: '24:00' }] } }));
    expect(instant(endOfDay(table, at('2026-11-02T10:00Z')))).toBe('2026-11-02T23:59:59.999Z');
    expect(instant(closingOf(table, at('2026-11-02T10:00Z')))).toBe('2026-11-02T17:00:00.000Z');
    expect(instant(closingOf(night, at('2026-11-02T10:00Z')))).toBe('2026-11-02T23:59:59.999Z');
  });
});

describe('Where clocks change', () => {
  const london = dayTableOf(
    calendarWith({ timeZone: 'Europe/London', week: { sunday: [{ from: '00:00', to: '04:00' }] } }),
  );
  const day = (date: string) => dayAt(london, ms(`${date}T12:00Z`));

  it('the same time that is skipped is the instant of the jump', () => {
    expect(instant(sameTimeOn(london, ms('2026-03-28T01:30Z'), day('2026-03-29')))).toBe('2026-03-29T01:00:00.000Z');
    expect(instant(sameTimeOn(london, ms('2026-03-28T02:30Z'), day('2026-03-29')))).toBe('2026-03-29T01:30:00.000Z');
  });

  it('the same time that comes twice is the first', () => {
    expect(instant(sameTimeOn(london, ms('2026-10-24T00:30Z'), day('2026-10-25')))).toBe('2026-10-25T00:30:00.000Z');
    expect(instant(sameTimeOn(london, ms('2026-10-25T01:30Z'), day('2026-10-26')))).toBe('2026-10-26T01:30:00.000Z');
  });

  it('business time is the time that really passes', () => {
    expect(instant(addBusinessTime(london, ms('2026-03-29T00:00Z'), 2 * HOUR_MS))).toBe('2026-03-29T02:00:00.000Z');
    expect(instant(addBusinessTime(london, ms('2026-03-29T00:00Z'), 3 * HOUR_MS))).toBe('2026-03-29T03:00:00.000Z');
    expect(instant(addBusinessTime(london, ms('2026-10-24T23:00Z'), 5 * HOUR_MS))).toBe('2026-10-25T04:00:00.000Z');
  });

  it('a day that begins after midnight, since midnight is skipped, begins with the jump', () => {
    const beirut = dayTableOf(
      calendarWith({ timeZone: 'Asia/Beirut', week: { sunday: [{ from: '00:00', to: '03:00' }] } }),
    );
    const sunday = dayAt(beirut, ms('2026-03-29T10:00Z'));
    expect(instant(beirut.starts[sunday] ?? 0)).toBe('2026-03-28T22:00:00.000Z');
    expect(instant(endOfDay(beirut, sunday - 1))).toBe('2026-03-28T21:59:59.999Z');
    expect(instant(addBusinessTime(beirut, ms('2026-03-28T21:00Z'), 2 * HOUR_MS))).toBe('2026-03-29T00:00:00.000Z');
  });
});
