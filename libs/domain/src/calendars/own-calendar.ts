import type { Calendar, Holiday, Names, Period, Weekday } from './calendar.js';
import { calendarOf } from './shipped/calendars.js';

/**
 * An organization's own calendar within a policy: complete, or as differences from a shipped one. Without `basedOn` it gives its time
 * zone and all seven days of its week.
 */
export interface OwnCalendar {
  readonly names: Names;
  /** A shipped version, `england@1`, for everything not given here. */
  readonly basedOn?: string;
  /** The IANA time zone in which days begin and end. */
  readonly timeZone?: string;
  /** The periods of the named weekdays, replacing the base's. */
  readonly week?: { readonly [day in Weekday]?: readonly Period[] };
  /** Beside the base's. */
  readonly holidays: readonly Holiday[];
  /** Dates on which the organization works although they are holidays of the base. */
  readonly worked?: readonly string[];
  /** First and last date for which the holidays are known; replaces the base's. */
  readonly covers?: { readonly from: string; readonly to: string };
  /** The source of the holidays, and the date of access. */
  readonly source: Calendar['source'];
}

/** Caches whole calendars: a shipped base never changes, so a version of a policy means the same days for ever. */
const wholeCalendars = new WeakMap<OwnCalendar, Calendar>();

/** The whole calendar, under a name and version. Throws a `RangeError` if its base is not a shipped version. */
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
/** Fallbacks for values that `checkOwnCalendar` requires. */
const NOTHING = {
  timeZone: 'UTC',
  week: { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
};

/**
 * The differences of a calendar's next version: holidays announced late, days worked after all, further years. Without any of these it is
 * a shipped version.
 */
export type Amendment = {
  /** Name and version of the result: `iran@2`. */
  readonly calendar: string;
  /** Holidays, as a {@link Calendar} has them. */
  readonly added?: readonly { readonly on: string; readonly names: { readonly en: string; readonly fa: string } }[];
  /** Dates that are no longer holidays. */
  readonly removed?: readonly string[];
  /** The last date for which the holidays are known from now on. */
  readonly coversTo?: string;
};

/** Caches amended calendars: complaints share an announcement, and with it a table of days. */
const KNOWN_MAX = 100;
const amendedCalendars = new WeakMap<Calendar, Map<string, Calendar>>();

/** A calendar with an amendment. Throws a `RangeError` for a version that is neither shipped nor gives changes. */
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

/** A calendar after a change of a complaint's calendar, which means nothing for another calendar, or for a version that is no earlier. */
export function changedCalendar(before: Calendar, change: Amendment): Calendar {
  return isLaterVersion(before.version, change.calendar) ? amendedCalendar(before, change) : before;
}

/** `iran@1` and `iran@2`: another version of the same calendar, and not an earlier one. */
export function isLaterVersion(before: string, after: string): boolean {
  const [[name, version], [sameName, laterVersion]] = [before.split('@'), after.split('@')];
  return name === sameName && Number(laterVersion) > Number(version);
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
