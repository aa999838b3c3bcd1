import type { Calendar } from '../calendar.js';
import { englandCalendar } from './england.calendar.js';
import { iranCalendar } from './iran.calendar.js';

const allDay = [{ from: '00:00', to: '24:00' }];

/** A calendar of no country: Monday to Friday around the clock in UTC, without holidays. */
const genericCalendar: Calendar = {
  version: 'generic@1',
  names: { en: 'Generic: Monday to Friday, UTC, no holidays', fa: 'عمومی: دوشنبه تا جمعه، به وقت UTC، بدون تعطیلی' },
  timeZone: 'UTC',
  week: {
    monday: allDay,
    tuesday: allDay,
    wednesday: allDay,
    thursday: allDay,
    friday: allDay,
    saturday: [],
    sunday: [],
  },
  holidays: [],
  source: { text: 'No source: a neutral start for an organization without a calendar of its own.', on: '2026-11-24' },
};

/** The shipped calendars. Their holidays are data of the stated years, not advice. */
export const shippedCalendars: readonly Calendar[] = [genericCalendar, englandCalendar, iranCalendar];

/** The calendar of a version, `england@1`. Throws a `RangeError` for a version that was never published. */
export function calendarOf(version: string): Calendar {
  const calendar = shippedCalendars.find((candidate) => candidate.version === version);
  if (calendar === undefined) throw new RangeError(`There is no calendar ${version}.`);
  return calendar;
}
