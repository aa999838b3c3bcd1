import type { Calendar } from '../calendars/calendar.js';
import { wholeCalendar } from '../calendars/own-calendar.js';
import { calendarOf } from '../calendars/shipped/calendars.js';
import type { DeadlinePolicy } from './policy.js';

/** The calendar by which a policy counts: its own, or the one that ships under that version. Throws a `RangeError` when there is neither. */
export function policyCalendar({ calendar, ownCalendar }: Pick<DeadlinePolicy, 'calendar' | 'ownCalendar'>): Calendar {
  return ownCalendar === undefined ? calendarOf(calendar) : wholeCalendar(calendar, ownCalendar);
}
