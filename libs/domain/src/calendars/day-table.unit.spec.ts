import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBusinessTime, sameTimeOn, workedBetween } from './business-time.js';
import { BeyondCalendarError } from './calendar.js';
import { calendarWith } from './calendar.mother.spec.js';
import { calendarDay, dayAt, dayTableOf, wallInstant, wallTime, zoneDays } from './day-table.js';

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

const DAY_MS = 86_400_000;
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const clock = (hour: number, minute: number, second: number, millisecond: number) =>
  ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond;

describe('The clock on the wall', () => {
  it.each([
    ['UTC', '2026-11-02T23:59:59.999Z', clock(23, 59, 59, 999)],
    ['Asia/Tehran', '2026-11-02T20:29:58.001Z', clock(23, 59, 58, 1)],
    ['Asia/Tehran', '2026-11-02T20:30:01.000Z', clock(0, 0, 1, 0)],
    ['Europe/Berlin', '2026-10-25T00:30:59.123Z', clock(2, 30, 59, 123)],
    ['Europe/Berlin', '2026-10-25T01:30:59.123Z', clock(2, 30, 59, 123)],
    ['America/New_York', '2026-03-08T06:59:01.500Z', clock(1, 59, 1, 500)],
    ['America/New_York', '2026-03-08T07:00:00.500Z', clock(3, 0, 0, 500)],
  ])('in %s shows at %s its hours, minutes, seconds and milliseconds', (zone, instant, shown) => {
    expect(wallTime(zone, at(instant))).toBe(shown);
  });

  it('leads back to the instant at which it shows what it shows, but for an hour that comes a second time', () => {
    const zones = fc.constantFrom('UTC', 'Europe/London', 'Asia/Tehran', 'Australia/Lord_Howe', 'America/New_York');
    const instants = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2026-12-31T00:00Z') });
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        const day = Temporal.PlainDate.from('1970-01-01').until(local.toPlainDate()).days;
        const first = local.toPlainDateTime().toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
        expect(wallInstant(zone, day, wallTime(zone, instant))).toBe(first);
      }),
    );
  });
});

describe('Business time near a change of clocks', () => {
  const calendar = calendarWith({
    timeZone: 'Europe/Berlin',
    covers: { from: '2026-01-01', to: '2026-12-31' },
  });
  const friday = (time: string) => at(`2026-10-23T${time}Z`);

  it('counts seconds and milliseconds as on any other day', () => {
    const table = dayTableOf(calendar);
    expect(zoneDays('Europe/Berlin', Math.floor(friday('00:00') / DAY_MS), 1).plain[0]).toBe(0);
    const [from, to] = [friday('08:00:58.250'), friday('09:00:01.750')];
    expect(workedBetween(table, from, to)).toBe(to - from);
    expect(addBusinessTime(table, from, to - from)).toBe(to);
  });

  it('keeps the time on the wall to the millisecond from one day to another', () => {
    const table = dayTableOf(calendar);
    const monday = at('2026-10-26T09:00:58.250Z');
    expect(sameTimeOn(table, friday('08:00:58.250'), dayAt(table, monday))).toBe(monday);
  });
});
