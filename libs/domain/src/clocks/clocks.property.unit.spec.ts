import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../calendars/calendar.js';
import { calendarWith } from '../calendars/calendar.mother.spec.js';
import { dayTableOf } from '../calendars/day-table.js';
import { ownCalendars } from '../calendars/own-calendar.arbitrary.spec.js';
import { wholeCalendar } from '../calendars/own-calendar.js';
import type { ClockRule, Limit } from './clock-rule.js';
import { instantOf } from '../instant.js';
import { evaluateClock, type EvaluatedRun } from './clocks.js';
import { measured } from './limit-end.js';
import type { Timeline, TimelineFact } from './timeline.js';

const MINUTE_MS = 60_000;
const first = Temporal.Instant.from('2026-03-01T00:00Z').epochMilliseconds;

const zones = fc.constantFrom('UTC', 'Europe/London', 'Asia/Tehran', 'Australia/Lord_Howe', 'America/New_York');
const holiday = fc
  .integer({ min: 0, max: 300 })
  .map((days) => Temporal.PlainDate.from('2026-02-20').add({ days }).toString());
const weeks = fc.constantFrom<Parameters<typeof calendarWith>[0]>(
  {},
  { week: { saturday: [{ from: '10:00', to: '14:00' }], monday: [] } },
  { week: { monday: [{ from: '00:00', to: '24:00' }], sunday: [{ from: '22:00', to: '24:00' }] } },
);
const calendars = fc.oneof(
  fc
    .tuple(weeks, zones, fc.uniqueArray(holiday, { maxLength: 15 }))
    .map(([week, timeZone, holidays]) => calendarWith({ ...week, timeZone, holidays })),
  ownCalendars.map((own) => wholeCalendar('own@1', own)),
);

/** Not a calendar day's own time of day: where an hour comes twice, the later of two instants shows the earlier time. */
const limits: fc.Arbitrary<Limit> = fc.oneof(
  limitOf('hours', 200, 'instant', 'end-of-day'),
  limitOf('calendar-days', 60, 'end-of-day'),
  limitOf('weeks', 8, 'end-of-day'),
  limitOf('business-days', 40, 'end-of-day', 'close-of-business'),
  limitOf('business-hours', 120, 'instant', 'end-of-day', 'close-of-business'),
  limitOf('business-minutes', 2_000, 'instant'),
);
const instants = fc.integer({ min: 0, max: 120 * 24 * 60 }).map((minutes) => first + minutes * MINUTE_MS);
const pauses = fc.array(fc.tuple(fc.nat(20 * 24 * 60), fc.integer({ min: 1, max: 5 * 24 * 60 })), {
  minLength: 1,
  maxLength: 4,
});

function limitOf(unit: Limit['unit'], max: number, ...ends: Limit['end'][]): fc.Arbitrary<Limit> {
  return fc.record({ length: fc.integer({ min: 1, max }), unit: fc.constant(unit), end: fc.constantFrom(...ends) });
}

function run(calendar: Calendar, limit: Limit, start: number, later: Timeline = []): EvaluatedRun {
  const rule: ClockRule = { name: 'any', anchor: 'received', limit, stops: ['ended'], pause: { reasons: ['waiting'] } };
  return evaluateClock([rule], dayTableOf(calendar), [{ fact: 'received', at: instantOf(start) }, ...later])[0]!;
}

function dueOf(...question: Parameters<typeof run>): number {
  return run(...question).due!.at!;
}

function pausing(start: number, waits: readonly (readonly [number, number])[]): Timeline {
  let at = start;
  return waits.flatMap(([gap, length]): TimelineFact[] => {
    const from = at + gap * MINUTE_MS;
    at = from + length * MINUTE_MS;
    return [
      { fact: 'paused', at: instantOf(from), reason: 'waiting' },
      { fact: 'resumed', at: instantOf(at) },
    ];
  });
}

describe('A due instant', () => {
  it('never lies before the start, and is never earlier for a later start', () => {
    fc.assert(
      fc.property(calendars, limits, instants, instants, (calendar, limit, a, b) => {
        const [earlier, later] = [Math.min(a, b), Math.max(a, b)];
        expect(dueOf(calendar, limit, earlier)).toBeGreaterThan(earlier);
        expect(dueOf(calendar, limit, later)).toBeGreaterThanOrEqual(dueOf(calendar, limit, earlier));
      }),
    );
  });

  it('is never earlier for one more holiday', () => {
    fc.assert(
      fc.property(calendars, limits, instants, holiday, (calendar, limit, start, on) => {
        const names = { en: 'One more', fa: 'یکی بیشتر' };
        const more = { ...calendar, holidays: [...calendar.holidays, { on, names }] };
        expect(dueOf(more, limit, start)).toBeGreaterThanOrEqual(dueOf(calendar, limit, start));
      }),
    );
  });

  it('is never earlier for a pause, and the time that counts outside the pauses is never shorter', () => {
    fc.assert(
      fc.property(calendars, limits, instants, pauses, (calendar, limit, start, waits) => {
        const table = dayTableOf(calendar);
        const plain = dueOf(calendar, limit, start);
        const { due, pauses: stood } = run(calendar, limit, start, pausing(start, waits));
        const end = due!.at!;
        expect(end).toBeGreaterThanOrEqual(plain);
        const lost = stood
          .filter(({ from }) => from < end)
          .reduce((sum, { from, to }) => sum + measured(table, limit.unit, from, Math.min(to!, end)), 0);
        expect(measured(table, limit.unit, start, end) - lost).toBeGreaterThanOrEqual(
          measured(table, limit.unit, start, plain),
        );
      }),
    );
  });

  it('is never earlier for a longer limit', () => {
    fc.assert(
      fc.property(calendars, limits, instants, (calendar, limit, start) => {
        const longer = { ...limit, length: limit.length + 1 };
        expect(dueOf(calendar, longer, start)).toBeGreaterThanOrEqual(dueOf(calendar, limit, start));
      }),
    );
  });

  it('is the same however often it is asked for, by a table of its own too', () => {
    fc.assert(
      fc.property(calendars, limits, instants, (calendar, limit, start) => {
        expect(dueOf({ ...calendar }, limit, start)).toBe(dueOf(calendar, limit, start));
      }),
      { numRuns: 30 },
    );
  });

  it('needs the list of holidays for working time alone', () => {
    fc.assert(
      fc.property(calendars, limits, instants, pauses, (calendar, limit, start, waits) => {
        const ended = { ...calendar, covers: { from: '2025-01-01', to: instantOf(start).slice(0, 10) } };
        const { due } = run(ended, limit, start, pausing(start, waits));
        const known = run(calendar, limit, start, pausing(start, waits)).due;
        if (!limit.unit.startsWith('business')) expect(due?.at).toBe(known?.at);
        else if (due?.at !== undefined) expect(due.at).toBeLessThan(start + 3 * 24 * 60 * MINUTE_MS);
      }),
    );
  });
});
