import { amendedCalendar } from '../calendars/amended-calendar.js';
import { checkCalendar } from '../calendars/check-calendar.js';
import { shippedCalendars } from '../calendars/shipped/calendars.js';
import { calendarInForce } from '../clocks/calendar-in-force.js';
import { hasPassed, pendingFirings } from '../clocks/firings.js';
import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { Complaint } from './state.js';

/**
 * From now on the open clocks count by a later version of their calendar. What fell due by the version before is recorded first: a
 * holiday announced late gives time to what is open, and takes no breach away.
 */
export function changeCalendar({ data, policy, now }: CommandOf<'change-calendar'>, { timeline }: Complaint): Decision {
  const before = calendarInForce(policy, timeline);
  if (data.calendar === before.version) return [];
  if (!isLater(before.version, data.calendar)) return refuse('calendar-not-later');
  const amends = data.added !== undefined || data.removed !== undefined || data.coversTo !== undefined;
  if (!amends && !shippedCalendars.some(({ version }) => version === data.calendar)) return refuse('calendar-unknown');
  if (checkCalendar(amendedCalendar(before, data)).length > 0) return refuse('calendar-faulty');
  if (pendingFirings(policy, timeline).some((firing) => hasPassed(firing, now))) return refuse('deadlines-unrecorded');
  return [{ type: 'CalendarChanged', data: { ...data, from: before.version } }];
}

/** `iran@1` and `iran@2`: another version of the same calendar, and not an earlier one. */
function isLater(before: string, after: string): boolean {
  const [[name, version], [sameName, laterVersion]] = [before.split('@'), after.split('@')];
  return name === sameName && Number(laterVersion) > Number(version);
}
