import type { Calendar } from './calendar.js';
import { calendarOf } from './shipped/calendars.js';

/**
 * How a calendar's next version differs from the one before: holidays announced late, days that are worked after all, years that have
 * become known. Without any of these it is a version that ships.
 */
export type Amendment = {
  /** Name and version of what it makes: `iran@2`. */
  readonly calendar: string;
  /** Holidays, as a {@link Calendar} has them. */
  readonly added?: readonly { readonly on: string; readonly names: { readonly en: string; readonly fa: string } }[];
  /** Dates that are no holidays any more. */
  readonly removed?: readonly string[];
  /** The last date for which the holidays are known from now on. */
  readonly coversTo?: string;
};

/** Complaints share what was announced to all of them, and a table of days with it. */
const KNOWN_MAX = 100;
const known = new WeakMap<Calendar, Map<string, Calendar>>();

/** A calendar with an amendment. Throws a `RangeError` for a version that neither ships nor says what it changes. */
export function amendedCalendar(before: Calendar, amendment: Amendment): Calendar {
  const { calendar, added, removed, coversTo } = amendment;
  if (added === undefined && removed === undefined && coversTo === undefined) return calendarOf(calendar);
  const amendments = known.get(before) ?? new Map<string, Calendar>();
  known.set(before, amendments);
  const key = JSON.stringify([calendar, added, removed, coversTo]);
  const found = amendments.get(key);
  if (found !== undefined) return found;
  if (amendments.size === KNOWN_MAX) amendments.clear();
  const amended = withAmendment(before, amendment);
  amendments.set(key, amended);
  return amended;
}

function withAmendment(before: Calendar, { calendar, added = [], removed = [], coversTo }: Amendment): Calendar {
  const { covers } = before;
  return {
    ...before,
    version: calendar,
    holidays: [...before.holidays.filter(({ on }) => !removed.includes(on)), ...added],
    ...(covers !== undefined && { covers: { ...covers, ...(coversTo !== undefined && { to: coversTo }) } }),
  };
}
