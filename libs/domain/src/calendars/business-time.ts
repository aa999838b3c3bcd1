import { BeyondCalendarError } from './calendar.js';
import { dayAt, type DayTable, instantOn, type LocalDays, wallTime, within } from './day-table.js';

/** Instants here are milliseconds since 1970, so that millions can be computed without allocating objects. */

/** Business time from the table's first day up to an instant, in milliseconds. */
export function workedUntil(table: DayTable, instantMs: number): number {
  const day = dayAt(table, instantMs);
  let worked = table.workedBefore[day] ?? 0;
  const end = table.firstPeriod[day + 1] ?? 0;
  for (let period = table.firstPeriod[day] ?? 0; period < end; period += 1) {
    const start = table.periodStarts[period] ?? 0;
    if (instantMs <= start) break;
    worked += Math.min(instantMs, table.periodEnds[period] ?? 0) - start;
  }
  return worked;
}

/** Business time between two instants, in milliseconds. */
export function workedBetween(table: DayTable, fromMs: number, toMs: number): number {
  return workedUntil(table, toMs) - workedUntil(table, fromMs);
}

/**
 * Finds the first instant at which the given business time has passed since another. Outside business time it counts from the next
 * opening. Time used up at a closing is due at that closing, not at the next opening.
 * Throws a {@link BeyondCalendarError} when the calendar ends before.
 */
export function addBusinessTime(table: DayTable, startMs: number, amountMs: number): number {
  if (amountMs <= 0) return startMs;
  return instantOfWorked(table, dayAt(table, startMs), workedUntil(table, startMs) + amountMs);
}

function instantOfWorked(table: DayTable, fromDay: number, worked: number): number {
  const day = dayOfWorked(table, fromDay, worked);
  let left = worked - (table.workedBefore[day] ?? 0);
  const end = table.firstPeriod[day + 1] ?? 0;
  for (let period = table.firstPeriod[day] ?? 0; period < end; period += 1) {
    const start = table.periodStarts[period] ?? 0;
    const length = (table.periodEnds[period] ?? 0) - start;
    if (left <= length) return start + left;
    left -= length;
  }
  throw new BeyondCalendarError(table.calendar.version, table.covers);
}

/** Finds the first day from `fromDay` on at whose end the given business time has passed, by doubling steps and then bisecting. */
function dayOfWorked({ workedBefore, days, calendar, covers }: DayTable, fromDay: number, worked: number): number {
  if ((workedBefore[days] ?? 0) < worked) throw new BeyondCalendarError(calendar.version, covers);
  let low = fromDay;
  let step = 1;
  while (low + step < days && (workedBefore[low + step] ?? 0) < worked) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, days) - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((workedBefore[middle + 1] ?? 0) < worked) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The `count`th working day after a day; `count` is at least 1. Throws a {@link BeyondCalendarError} when the calendar ends before. */
export function workingDayAfter(table: DayTable, day: number, count: number): number {
  const found = table.workingDays[(table.workingBefore[day + 1] ?? 0) + count - 1];
  if (found === undefined) throw new BeyondCalendarError(table.calendar.version, table.covers);
  return found;
}

/** The instant at which the clock on the wall shows on one day what it shows at an instant of another. */
export function sameTimeOn(table: LocalDays, instantMs: number, day: number): number {
  const from = dayAt(table, instantMs);
  const to = within(table, day);
  const { calendar, firstDay, starts, plain } = table;
  const timeMs = plain[from] === 1 ? instantMs - (starts[from] ?? 0) : wallTime(calendar.timeZone, instantMs);
  return instantOn({ timeZone: calendar.timeZone, firstDay, starts, plain }, to, timeMs);
}

/** The last millisecond of a day. It is found from the next day's beginning: a day on which clocks change is not 24 hours long. */
export function endOfDay(table: LocalDays, day: number): number {
  return (table.starts[within(table, day) + 1] ?? 0) - 1;
}

/** The end of the last period of a working day. A closing at 24:00 is the day's last millisecond, so that it has the day's own date. */
export function closingOf(table: DayTable, day: number): number {
  const last = (table.firstPeriod[within(table, day) + 1] ?? 0) - 1;
  return Math.min(table.periodEnds[last] ?? 0, endOfDay(table, day));
}

/** The same instant within business time, else the next opening. */
export function nextBusinessInstant(table: DayTable, instantMs: number): number {
  const day = dayAt(table, instantMs);
  const periods = table.periodStarts.length;
  for (let period = table.firstPeriod[day] ?? 0; period < periods; period += 1) {
    if (instantMs < (table.periodEnds[period] ?? 0)) return Math.max(instantMs, table.periodStarts[period] ?? 0);
  }
  throw new BeyondCalendarError(table.calendar.version, table.covers);
}
