import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { weekdays } from './calendar.js';
import { calendarDay } from './day-table.js';
import { checkCalendar, checkOwnCalendar } from './check-calendar.js';
import { ownCalendars } from './own-calendar.arbitrary.spec.js';
import { wholeCalendar, type OwnCalendar } from './own-calendar.js';
import { calendarOf } from './shipped/calendars.js';

const names = { en: 'Acme', fa: 'اکمی' };
const source = { text: 'The board of Acme.', on: '2026-11-26' };
const england: OwnCalendar = { names, basedOn: 'england@1', holidays: [], source };

describe('A calendar of an organization’s own', () => {
  it('is as the one that it is based on, under another name', () => {
    const whole = wholeCalendar('acme@1', england);
    expect(whole).toEqual({ ...calendarOf('england@1'), version: 'acme@1', names, source });
    expect(wholeCalendar('acme@1', england)).toBe(whole);
    expect(wholeCalendar('acme@2', england).version).toBe('acme@2');
  });

  it('adds days off, works on others, and keeps hours of its own', () => {
    const whole = wholeCalendar('acme@1', {
      ...england,
      week: { saturday: [{ from: '10:00', to: '13:00' }] },
      holidays: [{ on: '2026-12-24', names: { en: 'Founder’s day', fa: 'روز بنیان‌گذار' } }],
      worked: ['2026-05-04'],
    });
    const kinds = ['2026-12-24', '2026-12-25', '2026-05-04', '2026-11-07', '2026-11-08'];
    expect(kinds.map((date) => calendarDay(whole, date).kind)).toEqual([
      ...['holiday', 'holiday', 'working', 'working', 'day-off'],
    ]);
    expect(calendarDay(whole, '2026-12-24').holidays).toEqual([{ en: 'Founder’s day', fa: 'روز بنیان‌گذار' }]);
    expect(calendarDay(whole, '2026-11-07').workedMs).toBe(3 * 3_600_000);
  });

  it('takes over the holidays of its base from the first to the last date that it covers', () => {
    const covering = (from: string, to: string) =>
      wholeCalendar('acme@1', { ...england, covers: { from, to } }).holidays.map(({ on }) => on);
    expect(covering('2026-12-25', '2026-12-28')).toEqual(['2026-12-25', '2026-12-28']);
    expect(covering('2026-12-26', '2026-12-27')).toEqual([]);
  });

  it('says of every day what it says itself, and what its base says of the rest', () => {
    const date = fc.integer({ min: 0, max: 700 });
    fc.assert(
      fc.property(ownCalendars, date, (own, days) => {
        const on = Temporal.PlainDate.from('2025-06-01').add({ days });
        const base = own.basedOn === undefined ? undefined : calendarOf(own.basedOn);
        const named = (list: readonly { readonly on: string }[] = []) => list.some((one) => one.on === on.toString());
        const isHoliday = named(own.holidays) || (named(base?.holidays) && !(own.worked ?? []).includes(on.toString()));
        const weekday = weekdays[on.dayOfWeek - 1]!;
        const periods = own.week?.[weekday] ?? base?.week[weekday] ?? [];
        const kind = isHoliday ? 'holiday' : periods.length > 0 ? 'working' : 'day-off';
        expect(calendarDay(wholeCalendar('own@1', own), on.toString()).kind).toBe(kind);
      }),
    );
  });

  it('has no fault as a whole when it has none in its parts', () => {
    fc.assert(
      fc.property(ownCalendars, (own) => {
        expect(checkOwnCalendar(own, '')).toEqual([]);
        expect(checkCalendar(wholeCalendar('own@1', own))).toEqual([]);
      }),
    );
  });
});
