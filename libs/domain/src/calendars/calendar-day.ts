import { weekdays, type Calendar, type CalendarDay, type Names } from './calendar.js';
import { dayKinds, dayTableOf, weekdayOf, within } from './day-table.js';
import { dateOfEpochDay, epochDayOf } from './time-of-day.js';

/** A calendar never changes, so the names by date are found once. */
const namesByDate = new WeakMap<Calendar, ReadonlyMap<string, readonly Names[]>>();

/**
 * What a calendar says of a date `2026-12-25`: whether it is worked, and if not, why. Throws a `BeyondCalendarError` for a date that
 * the calendar does not cover, a `RangeError` for what is no date.
 */
export function calendarDay(calendar: Calendar, date: string): CalendarDay {
  const table = dayTableOf(calendar);
  return calendarDayAt(calendar, within(table, epochDayOf(date) - table.firstDay));
}

/** The same for a day of the calendar's table. */
export function calendarDayAt(calendar: Calendar, day: number): CalendarDay {
  const { firstDay, kinds, workedBefore } = dayTableOf(calendar);
  const date = dateOfEpochDay(firstDay + day);
  return {
    date,
    weekday: weekdays[weekdayOf(firstDay + day)] ?? 'monday',
    kind: dayKinds[kinds[day] ?? 0] ?? 'working',
    holidays: holidaysOf(calendar).get(date) ?? [],
    workedMs: (workedBefore[day + 1] ?? 0) - (workedBefore[day] ?? 0),
  };
}

function holidaysOf(calendar: Calendar): ReadonlyMap<string, readonly Names[]> {
  const known = namesByDate.get(calendar);
  if (known !== undefined) return known;
  const names = new Map<string, readonly Names[]>();
  for (const holiday of calendar.holidays) names.set(holiday.on, [...(names.get(holiday.on) ?? []), holiday.names]);
  namesByDate.set(calendar, names);
  return names;
}
