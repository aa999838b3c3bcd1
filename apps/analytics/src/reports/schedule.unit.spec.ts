import { describe, expect, it } from '@jest/globals';
import { calendarOf, type Instant } from '@redress/domain';
import { toInstant } from '@redress/eventing';
import { dueAfter, dueOf, firstAfter, lastEnded, owed, type Schedule } from './schedule.js';

const TEHRAN = { timeZone: 'Asia/Tehran', calendar: 'persian', weekStart: 'saturday' } as const;
const LONDON = { timeZone: 'Europe/London', calendar: 'gregory', weekStart: 'monday' } as const;

const schedule = (period: Schedule['period'], more: Partial<Schedule> = {}): Schedule => ({
  period,
  days: LONDON,
  hour: 8,
  ...more,
});

/** The period of an instant with when its report goes. */
function told(asked: Schedule, at: string): readonly [string, Instant] {
  const { period, dueAt } = dueOf(asked, toInstant(at));
  return [period.label, dueAt];
}

describe('A report goes', () => {
  it.each([
    ['a day', schedule('day'), '2026-11-10T12:00:00.000Z', ['2026-11-10', '2026-11-11T08:00:00.000Z']],
    ['a week', schedule('week'), '2026-11-10T12:00:00.000Z', ['2026-W46', '2026-11-16T08:00:00.000Z']],
    ['a month', schedule('month'), '2026-11-10T12:00:00.000Z', ['2026-11', '2026-12-01T08:00:00.000Z']],
    ['a quarter', schedule('quarter'), '2026-11-10T12:00:00.000Z', ['2026-Q4', '2027-01-01T08:00:00.000Z']],
    [
      'a Jalali month, in Tehran',
      schedule('month', { days: TEHRAN }),
      '2026-11-10T12:00:00.000Z',
      ['1405-08', '2026-11-22T04:30:00.000Z'],
    ],
    [
      'a Jalali quarter, in Tehran',
      schedule('quarter', { days: TEHRAN }),
      '2026-11-10T12:00:00.000Z',
      ['1405-Q3', '2026-12-22T04:30:00.000Z'],
    ],
    // The clocks of London go back at night on 25 October.
    ['a month in summer time', schedule('month'), '2026-09-10T12:00:00.000Z', ['2026-09', '2026-10-01T07:00:00.000Z']],
  ])('at its hour on the first day after %s', (_period, asked, at, expected) => {
    expect(told(asked, at)).toEqual(expected);
  });

  it.each([
    // 1 January 2027 is a holiday in England, a Friday.
    ['England', 'england@1', 'month', '2026-12-10T12:00:00.000Z', '2027-01-04T08:00:00.000Z'],
    // A Friday in Iran.
    ['Iran', 'iran@1', 'day', '2026-11-12T12:00:00.000Z', '2026-11-14T08:00:00.000Z'],
  ] as const)('on the next working day of %s, where that is asked for', (_where, calendar, period, at, expected) => {
    expect(told(schedule(period, { workingDays: calendarOf(calendar) }), at)[1]).toBe(expected);
  });

  it('by the week alone, where the calendar does not know the holidays yet', () => {
    // Saturday, 1 January 2050.
    const asked = schedule('month', { workingDays: calendarOf('england@1') });
    expect(told(asked, '2049-12-10T12:00:00.000Z')[1]).toBe('2050-01-03T08:00:00.000Z');
  });
});

describe('What is due', () => {
  it('first after it was scheduled is no period whose hour has passed', () => {
    const asked = schedule('month');
    expect(firstAfter(asked, '2026-12-01T07:59:59.000Z').period.label).toBe('2026-11');
    expect(firstAfter(asked, '2026-12-01T08:00:00.000Z').period.label).toBe('2026-12');
  });

  it('now is the last period that is over', () => {
    expect(lastEnded(schedule('week'), '2026-11-10T12:00:00.000Z').period.label).toBe('2026-W45');
  });

  it('may be several days that waited for one working day, each by itself', () => {
    const asked = schedule('day', { workingDays: calendarOf('england@1') });
    // Friday, whose report and those of the weekend all go on Monday.
    const friday = dueOf(asked, '2026-11-06T12:00:00.000Z');
    const { due, skipped } = owed(asked, friday, '2026-11-09T08:00:00.000Z', 7);
    expect([due.map(({ period }) => period.label), skipped]).toEqual([['2026-11-06', '2026-11-07', '2026-11-08'], 0]);
  });

  it('after a long downtime is a bounded number of periods, the newest, and how many are left out', () => {
    const asked = schedule('day');
    const first = dueOf(asked, '2026-10-01T12:00:00.000Z');
    const { due, skipped } = owed(asked, first, '2026-10-12T09:00:00.000Z', 3);
    expect([due.map(({ period }) => period.label), skipped]).toEqual([['2026-10-09', '2026-10-10', '2026-10-11'], 8]);
    expect(owed(asked, dueAfter(asked, due[2]!.period), '2026-10-12T09:00:00.000Z', 3).due).toEqual([]);
  });
});
