import type { Calendar } from '../calendar.js';
import { englandCalendar } from './england.calendar.js';
import { genericCalendar } from './generic.calendar.js';
import { iranCalendar } from './iran.calendar.js';

/** The calendars that come with Redress. Their holidays are data of stated years, not advice. */
export const shippedCalendars: readonly Calendar[] = [genericCalendar, englandCalendar, iranCalendar];

/** The calendar of a version, `england@1`. Throws a `RangeError` for a version that was never published. */
export function calendarOf(version: string): Calendar {
  const calendar = shippedCalendars.find((candidate) => candidate.version === version);
  if (calendar === undefined) throw new RangeError(`There is no calendar ${version}.`);
  return calendar;
}
