import { localDate, policyCalendar, type Instant, type PolicyVersion } from '@redress/domain';

/** How long before its end a list of holidays is to be followed by a longer one: it takes a new version of the policies, by two people. */
export const LIST_ENDS_DAYS = 180;

/** The holidays that a calendar knows. */
export interface HolidayList {
  /** Name and version of the calendar. */
  readonly calendar: string;
  /** The last day for which holidays are known. Limits in working time beyond it have no due date. */
  readonly endsOn: string;
  /** Days from today, in the calendar's zone, to that day; negative once it is over. */
  readonly daysLeft: number;
}

/** The lists of holidays of all published policies, but those of calendars without an end. */
export function holidayLists(versions: readonly PolicyVersion[], now: Instant): readonly HolidayList[] {
  const published = versions.filter(({ standing }) => standing === 'published');
  const calendars = new Map(published.map(({ policy }) => [policy.calendar, policyCalendar(policy)]));
  return [...calendars.values()].flatMap((calendar) => {
    const { version, covers } = calendar;
    if (covers === undefined) return [];
    const today = Temporal.PlainDate.from(localDate(calendar, now));
    return [{ calendar: version, endsOn: covers.to, daysLeft: today.until(covers.to).days }];
  });
}
