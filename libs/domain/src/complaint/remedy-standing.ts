import type { Instant } from '../instant.js';
import type { CalendarDate } from './events.js';

/** What became of a promised remedy. */
export type RemedyStanding = 'owed' | 'overdue' | 'delivered';

/** What became of a remedy by a date: it is overdue from the day after it was due for as long as nobody has delivered it. */
export function remedyStanding(
  { dueOn, deliveredAt }: { readonly dueOn?: CalendarDate; readonly deliveredAt?: Instant },
  date: CalendarDate,
): RemedyStanding {
  if (deliveredAt !== undefined) return 'delivered';
  return dueOn !== undefined && dueOn < date ? 'overdue' : 'owed';
}
