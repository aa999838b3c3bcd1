import type { Instant } from '../instant.js';
import type { Calendar } from './calendar.js';

/** Which date of the Gregorian calendar an instant falls on where an organization works: `2026-11-02`. */
export function localDate({ timeZone }: Pick<Calendar, 'timeZone'>, instant: Instant): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
