import type { End, Unit } from '@redress/contracts';
import {
  addBusinessTime,
  closingOf,
  endOfDay,
  sameTimeOn,
  workedBetween,
  workingDayAfter,
} from '../calendars/business-time.js';
import { dayAt, type DayTable, type LocalDays, localDaysOf } from '../calendars/day-table.js';
import { HOUR_MS, MINUTE_MS } from '../calendars/calendar.js';
import type { Limit } from './clock-rule.js';

/** When a clock starts, in milliseconds since 1970. */
export interface ClockStart {
  readonly at: number;
  /** True if the clock starts with the first moment of a day, which is then the first to count. */
  readonly fromDayStart: boolean;
}

/**
 * The last instant of a limit that is still in time, in milliseconds since 1970. Throws a `BeyondCalendarError` when the calendar ends
 * before and the limit counts working time: days, weeks and hours need its time zone alone.
 */
export function limitEnd(table: DayTable, { length, unit, end }: Limit, start: ClockStart): number {
  switch (unit) {
    case 'hours':
      return endingAt(table, start.at + length * HOUR_MS, end);
    case 'business-hours':
      return endingAt(table, addBusinessTime(table, start.at, length * HOUR_MS), end);
    case 'business-minutes':
      return endingAt(table, addBusinessTime(table, start.at, length * MINUTE_MS), end);
    case 'calendar-days':
      return afterDays(table, start, length, end);
    case 'weeks':
      return afterDays(table, start, 7 * length, end);
    case 'business-days':
      return onDay(table, start, workingDayAfter(table, dayBefore(table, start), length), end);
    default:
      throw new RangeError(`There is no unit ${String(unit satisfies never)}.`);
  }
}

/** Counted time between two instants, in milliseconds: business time for business units, else all time. */
export function measured(table: DayTable, unit: Unit, fromMs: number, toMs: number): number {
  return unit.startsWith('business') ? workedBetween(table, fromMs, toMs) : toMs - fromMs;
}

/** Finds the first instant at which the given counted time has passed. */
export function advanced(table: DayTable, unit: Unit, fromMs: number, amountMs: number): number {
  return unit.startsWith('business') ? addBusinessTime(table, fromMs, amountMs) : fromMs + amountMs;
}

/** Applies the end rule to the instant at which a limit runs out. */
export function endingAt(table: DayTable, instantMs: number, end: End): number {
  if (end === 'instant') return instantMs;
  if (end === 'close-of-business') return closingOf(table, dayAt(table, instantMs));
  const days = localDaysOf(table.calendar);
  return endOfDay(days, dayAt(days, instantMs));
}

function afterDays(table: DayTable, start: ClockStart, count: number, end: End): number {
  if (end === 'close-of-business') return closingOf(table, dayBefore(table, start) + count);
  const days = localDaysOf(table.calendar);
  return endOn(days, start, dayBefore(days, start) + count, end);
}

/** The day after which the first day counts. */
function dayBefore(days: LocalDays, { at, fromDayStart }: ClockStart): number {
  return dayAt(days, at) - (fromDayStart ? 1 : 0);
}

function onDay(table: DayTable, start: ClockStart, day: number, end: End): number {
  return end === 'close-of-business' ? closingOf(table, day) : endOn(table, start, day, end);
}

function endOn(days: LocalDays, { at, fromDayStart }: ClockStart, day: number, end: 'instant' | 'end-of-day'): number {
  // Whole days from the first moment of a day end with a day.
  return end === 'end-of-day' || fromDayStart ? endOfDay(days, day) : sameTimeOn(days, at, day);
}
