import { type Instant, instantOf } from '../instant.js';

/** ISO's order of the days of a week. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** A period of business time within a day, in local time: from `09:00` up to `17:00`. `24:00` is the end of the day. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A name for people, in the public languages. */
export interface Names {
  readonly en: string;
  readonly fa: string;
}

/** A day off on a weekday that is otherwise worked. */
export interface Holiday {
  /** `2026-12-25`, in the calendar's own time zone. */
  readonly on: string;
  readonly names: Names;
}

/**
 * When an organization works, as versioned data. A calendar in use is never changed: a change is a new version, so that a due date
 * computed years ago gives the same result today.
 */
export interface Calendar {
  /** Name and version: `england@1`. */
  readonly version: string;
  readonly names: Names;
  /** The IANA time zone in which days begin and end. */
  readonly timeZone: string;
  /** The periods of each weekday in order, without overlap; a weekday without periods is a day off. */
  readonly week: { readonly [day in Weekday]: readonly Period[] };
  /** Several names may fall on one date. */
  readonly holidays: readonly Holiday[];
  /** First and last date for which the holidays are known. Without it they are assumed complete for ever. */
  readonly covers?: { readonly from: string; readonly to: string };
  /** The source of the holidays, and the date of access. */
  readonly source: { readonly text: string; readonly on: string };
}

/** Why a day is not counted, or that it is. `unknown`: the calendar does not say whether it is a holiday, since it does not cover it. */
export type DayKind = 'working' | 'day-off' | 'holiday' | 'unknown';

/** One date of a calendar. A holiday on a day off is reported as a holiday, which is what people look for. */
export interface CalendarDay {
  readonly date: string;
  readonly weekday: Weekday;
  readonly kind: DayKind;
  /** The holidays of that date; empty on any other day. */
  readonly holidays: readonly Names[];
  /** Business time of that date in milliseconds, on days on which clocks change what really passes; 0 where it is not known. */
  readonly workedMs: number;
}

/**
 * A due date lies outside the years for which a calendar knows its holidays. Guessing would be worse than failing. The remedy: publish a
 * version of the calendar that covers the date.
 */
export class BeyondCalendarError extends RangeError {
  override readonly name = 'BeyondCalendarError';

  constructor(
    /** Name and version: `iran@1`. */
    readonly calendar: string,
    /** The first and last date that it covers. */
    readonly covers: { readonly from: string; readonly to: string },
  ) {
    super(
      `Calendar ${calendar} knows its holidays from ${covers.from} to ${covers.to} only. Publish a version that covers more years.`,
    );
  }
}

/** Returns undefined beyond the calendar's years: folding a history must never fail because a calendar was not renewed in time. */
export function beyondIsUndefined<Value>(compute: () => Value): Value | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof BeyondCalendarError) return undefined;
    throw error;
  }
}

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** A local time of day, from `00:00` to `24:00`. */
export const TIME_OF_DAY = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** `09:30` in milliseconds after local midnight; the text must be a {@link TIME_OF_DAY}. */
export function timeOfDayMs(text: string): number {
  return Number(text.slice(0, 2)) * HOUR_MS + Number(text.slice(3)) * MINUTE_MS;
}

/** Days since 1970-01-01 of a date `2026-11-02`. Throws a `RangeError` for an invalid date. */
export function epochDayOf(date: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime('UTC').epochMilliseconds / DAY_MS;
}

/** Returns the date, as `2026-11-02`, the given number of days after 1970-01-01. */
export function dateOfEpochDay(day: number): string {
  return Temporal.Instant.fromEpochMilliseconds(day * DAY_MS)
    .toZonedDateTimeISO('UTC')
    .toPlainDate()
    .toString();
}

/** The Gregorian date of an instant in the organization's time zone: `2026-11-02`. */
export function localDate({ timeZone }: Pick<Calendar, 'timeZone'>, instant: Instant): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The zone in which each day ends last. */
const LATEST_ZONE = { timeZone: 'Etc/GMT+12' };

/** Whether a Gregorian day is over in every time zone: one that is still today somewhere is not past. */
export function isOverEverywhere(day: string, at: Instant): boolean {
  return day < localDate(LATEST_ZONE, at);
}

/** The first instant at which a Gregorian day is over in every time zone. */
export function overEverywhereFrom(day: string): Instant {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  return instantOf(next.toZonedDateTime(LATEST_ZONE).epochMilliseconds);
}
