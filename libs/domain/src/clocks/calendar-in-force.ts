import { amendedCalendar } from '../calendars/amended-calendar.js';
import type { Calendar } from '../calendars/calendar.js';
import { calendarOf } from '../calendars/shipped/calendars.js';
import type { DeadlinePolicy } from '../policies/policy.js';
import type { Timeline } from './timeline.js';

/** The calendar by which the open clocks of a complaint count: its policy's, or the last that it was changed to. */
export function calendarInForce({ calendar }: Pick<DeadlinePolicy, 'calendar'>, timeline: Timeline): Calendar {
  const changes = timeline.filter((fact) => fact.fact === 'calendar');
  return changes.reduce(amendedCalendar, calendarOf(calendar));
}
