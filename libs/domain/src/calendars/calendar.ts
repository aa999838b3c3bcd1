/** ISO's order of the days of a week. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** A stretch of business time within a day, by the clock on the wall: from `09:00` up to `17:00`. `24:00` is the end of the day. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A word for people, in the languages that the public reads. */
export interface Names {
  readonly en: string;
  readonly fa: string;
}

/** A day on which nobody works although its weekday is a working day. */
export interface Holiday {
  /** `2026-12-25`, in the calendar's own time zone. */
  readonly on: string;
  readonly names: Names;
}

/**
 * When an organization works, as versioned data. A calendar in use is never changed: a change is a new version, so that a due date
 * computed years ago comes out the same today.
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
  /** First and last date for which the holidays are known. Without it they are taken to be complete for ever. */
  readonly covers?: { readonly from: string; readonly to: string };
  /** Where the holidays come from, and when that was looked up. */
  readonly source: { readonly text: string; readonly on: string };
}

/** Why a day is not counted, or that it is. */
export type DayKind = 'working' | 'day-off' | 'holiday';

/** One date of a calendar. A holiday on a day off is named as a holiday: that is what people look for. */
export interface CalendarDay {
  readonly date: string;
  readonly weekday: Weekday;
  readonly kind: DayKind;
  /** The holidays of that date; empty on any other day. */
  readonly holidays: readonly Names[];
  /** Business time of that date in milliseconds; on days on which clocks change it is what really passes. */
  readonly workedMs: number;
}
