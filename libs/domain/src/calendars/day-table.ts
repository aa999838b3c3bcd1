import {
  BeyondCalendarError,
  type Calendar,
  type CalendarDay,
  dateOfEpochDay,
  DAY_MS,
  type DayKind,
  epochDayOf,
  type Names,
  type Period,
  timeOfDayMs,
  weekdays,
} from './calendar.js';
import { FIRST_DATE, LAST_DATE } from './check-calendar.js';

/** When the days of a calendar's time zone begin. Nothing here depends on holidays. */
export interface LocalDays {
  readonly calendar: Calendar;
  /** The first and the last date. */
  readonly covers: { readonly from: string; readonly to: string };
  /** Days from 1970-01-01 to day 0. */
  readonly firstDay: number;
  readonly days: number;
  /** The first instant of each day, and that of the day after the last. */
  readonly starts: Float64Array;
  /** 1 for a day of 24 hours on which no clock changes. */
  readonly plain: Uint8Array;
}

/**
 * Everything that a calendar says, day by day, so that a due date is a few look-ups. Day 0 is the first that the calendar covers.
 * Sums run over the days before, so that what lies between two days is a difference.
 */
export interface DayTable extends LocalDays {
  /** Index into {@link dayKinds}. */
  readonly kinds: Uint8Array;
  /** Business time before each day, in milliseconds, and before the day after the last. */
  readonly workedBefore: Float64Array;
  /** Working days before each day, and before the day after the last. */
  readonly workingBefore: Int32Array;
  /** The working days in order. */
  readonly workingDays: Int32Array;
  /** The first period of each day among all periods, and the number of all periods. */
  readonly firstPeriod: Int32Array;
  readonly periodStarts: Float64Array;
  readonly periodEnds: Float64Array;
}

const dayKinds: readonly DayKind[] = ['working', 'day-off', 'holiday'];
const [WORKING, DAY_OFF, HOLIDAY] = [0, 1, 2];

/** Caches each table as long as its calendar object, which never changes. */
const tables = new WeakMap<Calendar, DayTable>();

/** The table of a calendar that {@link checkCalendar} finds no fault with; computed the first time. */
export function dayTableOf(calendar: Calendar): DayTable {
  const known = tables.get(calendar);
  if (known !== undefined) return known;
  const table = computeDayTable(calendar);
  tables.set(calendar, table);
  return table;
}

/** The days of each time zone from {@link FIRST_DATE} to {@link LAST_DATE}: few zones, and each is computed once. */
const zones = new Map<string, ZoneDays>();
const FIRST_DAY = epochDayOf(FIRST_DATE);
const ZONE_DAYS = epochDayOf(LAST_DATE) - FIRST_DAY + 1;

/**
 * The days of a calendar's time zone, also those for which its holidays are not known: whoever counts days, weeks or hours needs a zone and
 * no holidays.
 */
export function localDaysOf(calendar: Calendar): LocalDays {
  const { timeZone } = calendar;
  const known = zones.get(timeZone) ?? zoneDays(timeZone, FIRST_DAY, ZONE_DAYS);
  zones.set(timeZone, known);
  return { calendar, covers: { from: FIRST_DATE, to: LAST_DATE }, firstDay: FIRST_DAY, days: ZONE_DAYS, ...known };
}

/** The day on which an instant falls. Throws a {@link BeyondCalendarError} for one outside these days. */
export function dayAt({ starts, days, calendar, covers }: LocalDays, instantMs: number): number {
  const [first, end] = [starts[0] ?? 0, starts[days] ?? 0];
  if (!(instantMs >= first && instantMs < end)) throw new BeyondCalendarError(calendar.version, covers);
  // Off by a day or two at most, because of clock changes since day 0.
  let day = Math.min(Math.floor((instantMs - first) / 86_400_000), days - 1);
  while (instantMs < (starts[day] ?? 0)) day -= 1;
  while (instantMs >= (starts[day + 1] ?? 0)) day += 1;
  return day;
}

/** The same day when it is one of these. Throws a {@link BeyondCalendarError} otherwise. */
export function within({ days, calendar, covers }: LocalDays, day: number): number {
  if (!(day >= 0 && day < days)) throw new BeyondCalendarError(calendar.version, covers);
  return day;
}

function computeDayTable(calendar: Calendar): DayTable {
  const covers = calendar.covers ?? { from: FIRST_DATE, to: LAST_DATE };
  const firstDay = epochDayOf(covers.from);
  const days = epochDayOf(covers.to) - firstDay + 1;
  const { starts, plain } = zoneDays(calendar.timeZone, firstDay, days);
  const kinds = kindsOf(calendar, firstDay, days);
  const working = Array.from(kinds.keys()).filter((day) => kinds[day] === WORKING);
  const workingBefore = new Int32Array(days + 1);
  for (let day = 0; day < days; day += 1) {
    workingBefore[day + 1] = (workingBefore[day] ?? 0) + (kinds[day] === WORKING ? 1 : 0);
  }
  const zone = { timeZone: calendar.timeZone, firstDay, starts, plain };
  const hours = businessTime(zone, kinds, weekOf(calendar));
  const workingDays = Int32Array.from(working);
  return { calendar, covers, firstDay, days, starts, plain, kinds, workingBefore, workingDays, ...hours };
}

interface Zone {
  readonly timeZone: string;
  readonly firstDay: number;
  readonly starts: Float64Array;
  readonly plain: Uint8Array;
}

type Hours = Pick<DayTable, 'workedBefore' | 'firstPeriod' | 'periodStarts' | 'periodEnds'>;

function businessTime(zone: Zone, kinds: Uint8Array, week: readonly (readonly PeriodMs[])[]): Hours {
  const workedBefore = new Float64Array(kinds.length + 1);
  const firstPeriod = new Int32Array(kinds.length + 1);
  const periodStarts: number[] = [];
  const periodEnds: number[] = [];
  for (let day = 0; day < kinds.length; day += 1) {
    let worked = 0;
    for (const { from, to } of kinds[day] === WORKING ? periodsOn(week, zone.firstDay + day) : []) {
      const [start, end] = [instantOn(zone, day, from), instantOn(zone, day, to)];
      periodStarts.push(start);
      periodEnds.push(end);
      worked += end - start;
    }
    workedBefore[day + 1] = (workedBefore[day] ?? 0) + worked;
    firstPeriod[day + 1] = periodStarts.length;
  }
  return {
    workedBefore,
    firstPeriod,
    periodStarts: Float64Array.from(periodStarts),
    periodEnds: Float64Array.from(periodEnds),
  };
}

/** The instant of a local time on a day of a table (see `wallInstant`). */
export function instantOn({ timeZone, firstDay, starts, plain }: Zone, day: number, timeMs: number): number {
  return plain[day] === 1 ? (starts[day] ?? 0) + timeMs : wallInstant(timeZone, firstDay + day, timeMs);
}

function kindsOf({ week, holidays }: Calendar, firstDay: number, days: number): Uint8Array {
  const works = weekdays.map((day) => week[day].length > 0);
  const kinds = new Uint8Array(days);
  for (let day = 0; day < days; day += 1) kinds[day] = works[weekdayOf(firstDay + day)] ? WORKING : DAY_OFF;
  for (const { on } of holidays) {
    const day = epochDayOf(on) - firstDay;
    if (day >= 0 && day < days) kinds[day] = HOLIDAY;
  }
  return kinds;
}

type PeriodMs = { readonly from: number; readonly to: number };

function weekOf({ week }: Calendar): readonly (readonly PeriodMs[])[] {
  const ms = ({ from, to }: Period) => ({ from: timeOfDayMs(from), to: timeOfDayMs(to) });
  return weekdays.map((day) => week[day].map(ms));
}

function periodsOn(week: readonly (readonly PeriodMs[])[], epochDay: number): readonly PeriodMs[] {
  return week[weekdayOf(epochDay)] ?? [];
}

/** Index into `weekdays`; 1970-01-01 was a Thursday. */
function weekdayOf(epochDay: number): number {
  return (((epochDay + 3) % 7) + 7) % 7;
}

/** More changes than any zone can have: a few a year at most, from 1970 to 2100. */
const TRANSITIONS_MAX = 2_000;
/** Days around a clock change that `Temporal` computes one by one: no zone is further than this from UTC. */
const NEAR_DAYS = 2;

/** When the days of a time zone begin. */
interface ZoneDays {
  /** The first instant of each day, in milliseconds since 1970, and that of the day after the last. */
  readonly starts: Float64Array;
  /** 1 for a day of 24 hours on which no clock changes: its instants follow from its beginning by addition. */
  readonly plain: Uint8Array;
}

/** The days of a zone from an epoch day on. Asks `Temporal` only about days near a clock change; the days between are alike. */
export function zoneDays(timeZone: string, firstDay: number, days: number): ZoneDays {
  const near = daysNearTransitions(timeZone, firstDay, days);
  const starts = new Float64Array(days + 1);
  const plain = new Uint8Array(days);
  let offset = 0;
  for (let index = 0; index <= days; index += 1) {
    const day = firstDay + index;
    if (index === 0 || near.has(day)) {
      starts[index] = startOf(timeZone, day);
      offset = day * DAY_MS - (starts[index] ?? 0);
    } else {
      starts[index] = day * DAY_MS - offset;
    }
    if (index < days && !near.has(day)) plain[index] = 1;
  }
  return { starts, plain };
}

/**
 * Finds the instant of a local time on a day of a zone. A skipped time gives the instant of the clock change; a repeated time gives the
 * first one. So a later time of one day is never an earlier instant.
 */
export function wallInstant(timeZone: string, day: number, timeMs: number): number {
  if (timeMs >= DAY_MS) return startOf(timeZone, day + 1);
  const wall = Temporal.PlainDate.from(dateOfEpochDay(day)).toPlainDateTime().add({ milliseconds: timeMs });
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (later.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  return (earlier.getTimeZoneTransition('next') ?? later).epochMilliseconds;
}

/** The local time of a zone at an instant, in milliseconds after midnight. */
export function wallTime(timeZone: string, instantMs: number): number {
  const { hour, minute, second, millisecond } =
    Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
  return ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond;
}

function startOf(timeZone: string, day: number): number {
  return Temporal.PlainDate.from(dateOfEpochDay(day)).toZonedDateTime(timeZone).epochMilliseconds;
}

function daysNearTransitions(timeZone: string, firstDay: number, days: number): ReadonlySet<number> {
  const near = new Set<number>();
  const end = (firstDay + days + NEAR_DAYS) * DAY_MS;
  let at = Temporal.Instant.fromEpochMilliseconds((firstDay - NEAR_DAYS) * DAY_MS).toZonedDateTimeISO(timeZone);
  for (let found = 0; found < TRANSITIONS_MAX; found += 1) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > end) break;
    const day = Math.floor(next.epochMilliseconds / DAY_MS);
    for (let close = day - NEAR_DAYS; close <= day + NEAR_DAYS; close += 1) near.add(close);
    at = next;
  }
  return near;
}

/** Caches the names by date, because a calendar never changes. */
const namesByDate = new WeakMap<Calendar, ReadonlyMap<string, readonly Names[]>>();

/**
 * Tells whether a calendar works on a date `2026-12-25`, and if not, why. Throws a `BeyondCalendarError` for a date that
 * the calendar does not cover, a `RangeError` for an invalid date.
 */
export function calendarDay(calendar: Calendar, date: string): CalendarDay {
  const table = dayTableOf(calendar);
  within(table, epochDayOf(date) - table.firstDay);
  return calendarDayOn(calendar, epochDayOf(date));
}

/** The same for a number of days since 1970-01-01; of a day that the calendar does not cover it says that it does not know. */
export function calendarDayOn(calendar: Calendar, epochDay: number): CalendarDay {
  const { firstDay, days, kinds, workedBefore } = dayTableOf(calendar);
  const day = epochDay - firstDay;
  const date = dateOfEpochDay(epochDay);
  const weekday = weekdays[weekdayOf(epochDay)] ?? 'monday';
  if (day < 0 || day >= days) return { date, weekday, kind: 'unknown', holidays: [], workedMs: 0 };
  return {
    date,
    weekday,
    kind: dayKinds[kinds[day] ?? 0] ?? 'working',
    holidays: holidaysOf(calendar).get(date) ?? [],
    workedMs: (workedBefore[day + 1] ?? 0) - (workedBefore[day] ?? 0),
  };
}

/** So many days of a calendar from a date `2026-12-25` on, also those that it does not cover. Throws a `RangeError` for an invalid date. */
export function calendarDays(calendar: Calendar, from: string, count: number): readonly CalendarDay[] {
  const first = epochDayOf(from);
  return Array.from({ length: count }, (_, index) => calendarDayOn(calendar, first + index));
}

function holidaysOf(calendar: Calendar): ReadonlyMap<string, readonly Names[]> {
  const known = namesByDate.get(calendar);
  if (known !== undefined) return known;
  const names = new Map<string, readonly Names[]>();
  for (const holiday of calendar.holidays) names.set(holiday.on, [...(names.get(holiday.on) ?? []), holiday.names]);
  namesByDate.set(calendar, names);
  return names;
}
