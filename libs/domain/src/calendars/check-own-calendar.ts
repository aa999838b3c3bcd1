import { checkedBy, fault, listOf, members, type Check, type Fault } from '../faults/fault.js';
import { weekdays } from './calendar.js';
import {
  covers,
  coverFaults,
  date,
  holidays,
  HOLIDAYS_MAX,
  names,
  NEVER_WORKED,
  periods,
  source,
  timeZone,
  versioned,
} from './check-calendar.js';
import { wholeCalendar, type OwnCalendar } from './own-calendar.js';
import { shippedCalendars } from './shipped/calendars.js';

const shape = members({
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
export const checkOwnCalendar: Check = checkedBy<OwnCalendar>(shape, coherent);

function coherent(own: OwnCalendar, pointer: string): readonly Fault[] {
  const base = shippedCalendars.find(({ version }) => version === own.basedOn);
  if (own.basedOn !== undefined && base === undefined) {
    const versions = shippedCalendars.map(({ version }) => version).join(', ');
    return fault(`${pointer}/basedOn`, `Must be a calendar that ships: one of ${versions}.`);
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

/** Nothing is guessed: who names no base says it all. */
function missingFaults({ timeZone: zone, week }: OwnCalendar, pointer: string): readonly Fault[] {
  const days = week === undefined ? [] : weekdays.filter((day) => week[day] === undefined);
  const told = 'Must be given, or basedOn must name a calendar that ships and says it.';
  return [
    ...(zone === undefined ? fault(`${pointer}/timeZone`, told) : []),
    ...(week === undefined ? fault(`${pointer}/week`, told) : []),
    ...days.flatMap((day) => fault(`${pointer}/week/${day}`, `${told} A day off is an empty list.`)),
  ];
}
