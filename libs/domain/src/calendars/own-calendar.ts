import type { Calendar, Holiday, Names, Period, Weekday } from './calendar.js';
import { calendarOf } from './shipped/calendars.js';

/**
 * An organization's own calendar, as a policy holds it: whole, or as what differs from a calendar that ships. Without `basedOn` it says
 * its time zone and all seven days of its week itself.
 */
export interface OwnCalendar {
  readonly names: Names;
  /** A version that ships, `england@1`: what this does not say is as it is there. */
  readonly basedOn?: string;
  /** The IANA time zone in which days begin and end. */
  readonly timeZone?: string;
  /** The periods of the weekdays that are named, in place of the base's. */
  readonly week?: { readonly [day in Weekday]?: readonly Period[] };
  /** Beside the base's. */
  readonly holidays: readonly Holiday[];
  /** Dates on which the organization works although they are holidays of the base. */
  readonly worked?: readonly string[];
  /** First and last date for which the holidays are known; in place of the base's. */
  readonly covers?: { readonly from: string; readonly to: string };
  /** Where the holidays come from, and when that was looked up. */
  readonly source: Calendar['source'];
}

/** The base ships, and what ships never changes: so the same version of a policy means the same days for ever. */
const wholeCalendars = new WeakMap<OwnCalendar, Calendar>();

/** The whole calendar, under a name and version. Throws a `RangeError` when what it is based on does not ship. */
export function wholeCalendar(version: string, own: OwnCalendar): Calendar {
  const found = wholeCalendars.get(own);
  if (found?.version === version) return found;
  const whole = withBase(version, own);
  wholeCalendars.set(own, whole);
  return whole;
}

function withBase(version: string, { basedOn, worked = [], week, holidays, ...said }: OwnCalendar): Calendar {
  const base = basedOn === undefined ? undefined : calendarOf(basedOn);
  const { from, to } = said.covers ?? base?.covers ?? EVER;
  const kept = (base?.holidays ?? []).filter(({ on }) => from <= on && on <= to && !worked.includes(on));
  return {
    ...NOTHING,
    ...base,
    ...said,
    version,
    week: { ...NOTHING.week, ...base?.week, ...week },
    holidays: [...kept, ...holidays],
  };
}

const EVER = { from: '', to: '9999' };
/** What `checkOwnCalendar` lets stand nowhere. */
const NOTHING = {
  timeZone: 'UTC',
  week: { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
};

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
const amendedCalendars = new WeakMap<Calendar, Map<string, Calendar>>();

/** A calendar with an amendment. Throws a `RangeError` for a version that neither ships nor says what it changes. */
export function amendedCalendar(before: Calendar, amendment: Amendment): Calendar {
  const { calendar, added, removed, coversTo } = amendment;
  if (added === undefined && removed === undefined && coversTo === undefined) return calendarOf(calendar);
  const amendments = amendedCalendars.get(before) ?? new Map<string, Calendar>();
  amendedCalendars.set(before, amendments);
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
