import { amendedCalendar } from '../calendars/amended-calendar.js';
import type { Calendar } from '../calendars/calendar.js';
import type { DeadlinePolicy } from '../policies/policy.js';
import { policyCalendar } from '../policies/policy-calendar.js';
import type { Timeline } from './timeline.js';

/** The calendar by which the open clocks of a complaint count: its policy's, or the last that it was changed to. */
export function calendarInForce(
  policy: Pick<DeadlinePolicy, 'calendar' | 'ownCalendar'>,
  timeline: Timeline,
): Calendar {
  const changes = timeline.filter((fact) => fact.fact === 'calendar');
  return changes.reduce(amendedCalendar, policyCalendar(policy));
}
