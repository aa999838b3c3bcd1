import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBusinessTime, workedBetween, workingDayAfter } from './business-time.js';
import { weekdays, type Calendar, type Period } from './calendar.js';
import { calendarWith } from './calendar.mother.spec.js';
import { dayAt, dayTableOf } from './day-table.js';
import { ownCalendars } from './own-calendar.arbitrary.spec.js';
import { wholeCalendar } from './own-calendar.js';

/** Weeks, zones, holidays and instants of one spring and one autumn, which include the clock changes of every zone. */

const MINUTE_MS = 60_000;
const covers = { from: '2026-01-01', to: '2026-12-31' };

const period = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .map(([from, length]): Period => ({ from: quarter(from), to: quarter(Math.min(from + length, 96)) }));
const periods = fc
  .array(period, { maxLength: 3 })
  .map((list) => list.sort((a, b) => (a.from < b.from ? -1 : 1)))
  .map((list) =>
    list.reduce<Period[]>((kept, one) => (one.from >= (kept.at(-1)?.to ?? '') ? [...kept, one] : kept), []),
  );
const day = fc
  .integer({ min: 0, max: 364 })
  .map((days) => Temporal.PlainDate.from(covers.from).add({ days }).toString());
const plain: fc.Arbitrary<Calendar> = fc
  .record({
    timeZone: fc.constantFrom(
      'UTC',
      'Europe/London',
      'Asia/Tehran',
      'Australia/Lord_Howe',
      'America/New_York',
      'Asia/Beirut',
    ),
    week: fc.record(Object.fromEntries(weekdays.map((name) => [name, periods]))),
    holidays: fc.uniqueArray(day, { maxLength: 20 }),
  })
  .filter(({ week }) => Object.values(week).some((list) => list.length > 0))
  .map((parts) => calendarWith({ ...parts, covers }));
const calendars = fc.oneof(
  plain,
  ownCalendars.map((own) => wholeCalendar('own@1', own)),
);
const start = fc
  .tuple(
    fc.constantFrom('2026-03-07', '2026-03-28', '2026-04-04', '2026-10-03', '2026-10-24', '2026-10-31'),
    fc.nat(72 * 60),
  )
  .map(([date, minutes]) => Temporal.Instant.from(`${date}T00:00Z`).epochMilliseconds + minutes * MINUTE_MS);

function quarter(index: number): string {
  return `${String(Math.floor(index / 4)).padStart(2, '0')}:${String((index % 4) * 15).padStart(2, '0')}`;
}

/** Business time counted minute by minute, by `Temporal`'s local time, without tables. */
function countedMinutes({ timeZone, week, holidays }: Calendar, fromMs: number, minutes: number): number {
  const off = new Set(holidays.map(({ on }) => on));
  let counted = 0;
  for (let minute = 0; minute < minutes; minute += 1) {
    const wall = Temporal.Instant.fromEpochMilliseconds(fromMs + minute * MINUTE_MS).toZonedDateTimeISO(timeZone);
    const time = wall.toPlainTime().toString({ smallestUnit: 'minute' });
    const list = off.has(wall.toPlainDate().toString()) ? [] : week[weekdays[wall.dayOfWeek - 1]!];
    if (list.some(({ from, to }) => from <= time && time < to)) counted += 1;
  }
  return counted;
}

/**
 * Whether no period starts or ends in an hour that some zone repeats: there it starts or ends at the first occurrence (see `wallInstant`).
 * Most zones repeat one of the night; Beirut and Cairo repeat the last hour of the day before.
 */
function bounded({ week }: Calendar): boolean {
  const within = (time: string) => (time > '00:00' && time < '04:00') || (time > '23:00' && time < '24:00');
  return !Object.values(week).some((list) => list.some(({ from, to }) => within(from) || within(to)));
}

describe('Business time, on any calendar', () => {
  it('agrees with a count of minutes by the clock on the wall, also where clocks change', () => {
    fc.assert(
      fc.property(
        calendars.filter(bounded),
        start,
        fc.integer({ min: 1, max: 2 * 24 * 60 }),
        (calendar, from, minutes) => {
          const worked = workedBetween(dayTableOf(calendar), from, from + minutes * MINUTE_MS);
          expect(worked / MINUTE_MS).toBe(countedMinutes(calendar, from, minutes));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('added ends at the first instant at which so much has passed', () => {
    fc.assert(
      fc.property(calendars, start, fc.integer({ min: 1, max: 20 * 60 }), (calendar, from, minutes) => {
        const table = dayTableOf(calendar);
        if (workedBetween(table, from, table.starts[table.days]! - 1) < minutes * MINUTE_MS) return;
        const due = addBusinessTime(table, from, minutes * MINUTE_MS);
        expect(workedBetween(table, from, due)).toBe(minutes * MINUTE_MS);
        expect(workedBetween(table, from, due - 1)).toBe(minutes * MINUTE_MS - 1);
      }),
    );
  });

  it('agrees with a count of days one by one', () => {
    fc.assert(
      fc.property(calendars, start, fc.integer({ min: 1, max: 8 }), (calendar, from, count) => {
        const table = dayTableOf(calendar);
        const off = new Set(calendar.holidays.map(({ on }) => on));
        let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(calendar.timeZone).toPlainDate();
        for (let left = count; left > 0 && date.year === 2026;) {
          date = date.add({ days: 1 });
          const works = calendar.week[weekdays[date.dayOfWeek - 1]!].length > 0 && !off.has(date.toString());
          if (works) left -= 1;
        }
        if (date.year !== 2026) return;
        const found = workingDayAfter(table, dayAt(table, from), count);
        expect(Temporal.PlainDate.from(table.covers.from).add({ days: found }).toString()).toBe(date.toString());
      }),
    );
  });

  it('is not changed by splitting a period into two that touch', () => {
    const cut = (list: readonly Period[]): readonly Period[] =>
      list.flatMap(({ from, to }) => {
        const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
        const half = quarter(Math.floor((minutes(from) + minutes(to)) / 30));
        return half > from && half < to
          ? [
              { from, to: half },
              { from: half, to },
            ]
          : [{ from, to }];
      });
    fc.assert(
      fc.property(calendars, start, fc.integer({ min: 1, max: 3_000 }), (calendar, from, minutes) => {
        const week = Object.fromEntries(weekdays.map((name) => [name, cut(calendar.week[name])]));
        const [table, split] = [dayTableOf(calendar), dayTableOf({ ...calendar, week } as Calendar)];
        if (workedBetween(table, from, table.starts[table.days]! - 1) < minutes * MINUTE_MS) return;
        expect(addBusinessTime(split, from, minutes * MINUTE_MS)).toBe(
          addBusinessTime(table, from, minutes * MINUTE_MS),
        );
      }),
    );
  });
});
