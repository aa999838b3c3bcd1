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
const known = new WeakMap<OwnCalendar, Calendar>();

/** The whole calendar, under a name and version. Throws a `RangeError` when what it is based on does not ship. */
export function wholeCalendar(version: string, own: OwnCalendar): Calendar {
  const found = known.get(own);
  if (found?.version === version) return found;
  const whole = withBase(version, own);
  known.set(own, whole);
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
