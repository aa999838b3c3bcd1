import { type Calendar, calendarDays, type Instant, instantOf } from '@redress/domain';

/** No calendar has so many days off in a row. */
const LOOK_BACK_DAYS_MAX = 40;

/**
 * When work begins on the day that is so many working days before another: of a calendar that does not know its holidays then, each day of
 * the week that is usually worked counts.
 */
export function workingDaysBefore(calendar: Calendar, day: string, days: number): Instant {
  const first = Temporal.PlainDate.from(day).subtract({ days: LOOK_BACK_DAYS_MAX });
  const before = calendarDays(calendar, first.toString(), LOOK_BACK_DAYS_MAX);
  const worked = before.filter(
    ({ kind, weekday }) => kind === 'working' || (kind === 'unknown' && calendar.week[weekday].length > 0),
  );
  const { date, weekday } = worked.at(-days) ?? before[0]!;
  const plainTime = calendar.week[weekday][0]?.from ?? '00:00';
  return instantOf(
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: calendar.timeZone, plainTime }).epochMilliseconds,
  );
}
