import { type Check, checkedBy, type Fault, fault, listOf, matching, members, text } from '../fault.js';
import { type Calendar, type Period, TIME_OF_DAY, timeOfDayMs, weekdays } from './calendar.js';
import { type OwnCalendar, wholeCalendar } from './own-calendar.js';
import { shippedCalendars } from './shipped/calendars.js';

const PERIODS_A_DAY_MAX = 24;
/** More than any calendar has had. */
const HOLIDAYS_MAX = 10_000;
const NAME_LENGTH_MAX = 200;
const SOURCE_LENGTH_MAX = 1_000;

/** The years in which days can be counted: time before 1970 has other rules, and no complaint waits until 2100. */
export const FIRST_DATE = '1970-01-01';
export const LAST_DATE = '2099-12-31';

/** `england@1`: lower case letters, digits and hyphens, then the version from 1. */
export const versioned = matching(
  /^[a-z][a-z0-9-]{0,62}@[1-9]\d{0,5}$/,
  'a name of small letters, digits and hyphens with a version, as in england@1',
);

/** A word for people in English and Persian. */
export const names = members({ en: text(NAME_LENGTH_MAX), fa: text(NAME_LENGTH_MAX) });

/** A date that exists, from 1970 to 2099. */
export const date: Check = (value, pointer) =>
  isDate(value) ? [] : fault(pointer, `Must be a date from ${FIRST_DATE} to ${LAST_DATE}, as in 2026-11-02.`);

/** The source of data and the date of access. */
export const source = members({ text: text(SOURCE_LENGTH_MAX), on: date });

const time = matching(TIME_OF_DAY, 'a time of day from 00:00 to 24:00');
/** The periods of one weekday in order, without overlap. */
const periods = checkedBy<readonly Period[]>(
  listOf(members({ from: time, to: time }), { max: PERIODS_A_DAY_MAX }),
  inOrder,
);

/** The name of an IANA time zone. */
const timeZone: Check = (value, pointer) =>
  isTimeZone(value) ? [] : fault(pointer, 'Must be the name of an IANA time zone, as in Europe/London.');

/** Holidays by date. */
const holidays = listOf(members({ on: date, names }), { max: HOLIDAYS_MAX });

/** The first and last date for which holidays are known. */
const covers = members({ from: date, to: date });

const shape = members({
  version: versioned,
  names,
  timeZone,
  week: members(Object.fromEntries(weekdays.map((day) => [day, periods]))),
  holidays,
  'covers?': covers,
  source,
});

/** Every fault of what should be a {@link Calendar}; empty when it is one. Never throws. */
export function checkCalendar(value: unknown): readonly Fault[] {
  return checkedBy<Calendar>(shape, coherent)(value, '');
}

function coherent(calendar: Calendar, pointer: string): readonly Fault[] {
  const worked = weekdays.some((day) => calendar.week[day].length > 0);
  return [...(worked ? [] : fault(`${pointer}/week`, NEVER_WORKED)), ...coverFaults(calendar, pointer)];
}

/** Fault of a calendar without business time. */
const NEVER_WORKED = 'Must have business time on at least one weekday: otherwise nothing could fall due.';

/** Holidays outside the years for which they are known, or years that end before they begin. */
function coverFaults(
  { holidays: known, covers: years }: Pick<Calendar, 'holidays' | 'covers'>,
  pointer: string,
): readonly Fault[] {
  if (years === undefined) return [];
  if (years.from > years.to) return fault(`${pointer}/covers/to`, 'Must not be before the first date covered.');
  return known.flatMap(({ on }, index) =>
    on < years.from || on > years.to
      ? fault(`${pointer}/holidays/${index}/on`, 'Must be a date that the calendar covers.')
      : [],
  );
}

function inOrder(list: readonly Period[], pointer: string): readonly Fault[] {
  return list.flatMap(({ from, to }, index) => {
    const before = list[index - 1];
    if (timeOfDayMs(to) <= timeOfDayMs(from))
      return fault(`${pointer}/${index}/to`, 'Must be after the start of the period.');
    if (before !== undefined && timeOfDayMs(from) < timeOfDayMs(before.to)) {
      return fault(`${pointer}/${index}/from`, 'Must not be before the end of the previous period.');
    }
    return [];
  });
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return Temporal.PlainDate.from(value).toString() === value && value >= FIRST_DATE && value <= LAST_DATE;
  } catch {
    return false;
  }
}

/** Whether a value names a time zone of the IANA database. Excludes offsets such as +03:30, which have no daylight saving time. */
export function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(value)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value);
    return true;
  } catch {
    return false;
  }
}

const ownShape = members({
  names,
  'basedOn?': versioned,
  'timeZone?': timeZone,
  'week?': members(Object.fromEntries(weekdays.map((day) => [`${day}?`, periods]))),
  holidays,
  'worked?': listOf(date, { max: HOLIDAYS_MAX }),
  'covers?': covers,
  source,
});

/** Every fault of what should be an {@link OwnCalendar}; empty when it is one. Never throws. */
export const checkOwnCalendar: Check = checkedBy<OwnCalendar>(ownShape, coherentOwn);

function coherentOwn(own: OwnCalendar, pointer: string): readonly Fault[] {
  const base = shippedCalendars.find(({ version }) => version === own.basedOn);
  if (own.basedOn !== undefined && base === undefined) {
    const versions = shippedCalendars.map(({ version }) => version).join(', ');
    return fault(`${pointer}/basedOn`, `Must be a shipped calendar: one of ${versions}.`);
  }
  const missing = base === undefined ? missingFaults(own, pointer) : [];
  if (missing.length > 0) return missing;
  const whole = wholeCalendar('own@1', own);
  const isWorked = weekdays.some((day) => whole.week[day].length > 0);
  return [
    ...(isWorked ? [] : fault(`${pointer}/week`, NEVER_WORKED)),
    ...coverFaults({ ...whole, holidays: own.holidays }, pointer),
    ...(own.worked ?? []).flatMap((on, index) =>
      base?.holidays.some((holiday) => holiday.on === on)
        ? []
        : fault(`${pointer}/worked/${index}`, 'Must be a holiday of the calendar that this one is based on.'),
    ),
  ];
}

/** Without a base, everything must be given: nothing is guessed. */
function missingFaults({ timeZone: zone, week }: OwnCalendar, pointer: string): readonly Fault[] {
  const days = week === undefined ? [] : weekdays.filter((day) => week[day] === undefined);
  const told = 'Must be given, unless basedOn names a shipped calendar.';
  return [
    ...(zone === undefined ? fault(`${pointer}/timeZone`, told) : []),
    ...(week === undefined ? fault(`${pointer}/week`, told) : []),
    ...days.flatMap((day) => fault(`${pointer}/week/${day}`, `${told} A day off is an empty list.`)),
  ];
}
