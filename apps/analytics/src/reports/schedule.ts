import { calendarDay, type Calendar, epochMsOf, type Instant, instantOf, isAfter, weekdays } from '@redress/domain';
import { type DayRules, type LabelledSpan, periodAt } from '../figures/periods.js';
import type { ReportPeriod } from './report.js';

/** When reports of a kind go. */
export interface Schedule {
  readonly period: ReportPeriod;
  readonly days: DayRules;
  /** 0 to 23, of the first day after a period. */
  readonly hour: number;
  /** Whose working days are waited for. Absent: a report goes on any day. */
  readonly workingDays?: Calendar;
}

/** A period with the instant at which its report goes. */
export interface DuePeriod {
  readonly period: LabelledSpan;
  readonly dueAt: Instant;
}

/** The longest that a working day is waited for: no calendar has so many days off in a row. */
const WAIT_DAYS_MAX = 31;
/** Daily reports that may wait for one working day. */
const WAITING_MAX = WAIT_DAYS_MAX + 1;

/** The report of the period that an instant falls in. */
export function dueOf({ period: unit, days, hour, workingDays }: Schedule, at: Instant): DuePeriod {
  const period = periodAt(unit, at, days);
  const first = Temporal.Instant.from(period.before).toZonedDateTimeISO(days.timeZone).toPlainDate();
  const day = workingDays === undefined ? first : workingDayFrom(workingDays, first);
  const due = day.toZonedDateTime({ timeZone: days.timeZone, plainTime: Temporal.PlainTime.from({ hour }) });
  return { period, dueAt: instantOf(due.epochMilliseconds) };
}

/** The report of the period after another. */
export function dueAfter(schedule: Schedule, { before }: Pick<LabelledSpan, 'before'>): DuePeriod {
  return dueOf(schedule, before);
}

/** The report of the period before another. */
export function dueBefore(schedule: Schedule, { from }: Pick<LabelledSpan, 'from'>): DuePeriod {
  return dueOf(schedule, instantOf(epochMsOf(from) - 1));
}

/** The first report that goes after an instant. */
export function firstAfter(schedule: Schedule, at: Instant): DuePeriod {
  let first = dueOf(schedule, at);
  for (let tries = 0; tries < WAITING_MAX; tries += 1) {
    const earlier = dueBefore(schedule, first.period);
    if (!isAfter(earlier.dueAt, at)) return first;
    first = earlier;
  }
  return first;
}

/** The newest period that is over, whether or not its report was due. */
export function lastEnded(schedule: Schedule, at: Instant): DuePeriod {
  return dueBefore(schedule, periodAt(schedule.period, at, schedule.days));
}

/**
 * The reports that are due and were not sent, oldest first: at most `most`, the newest. `skipped` is how many earlier ones are left out.
 */
export function owed(
  schedule: Schedule,
  next: DuePeriod,
  now: Instant,
  most: number,
): { readonly due: readonly DuePeriod[]; readonly skipped: number } {
  const due: DuePeriod[] = [];
  let skipped = 0;
  for (let one = next; !isAfter(one.dueAt, now); one = dueAfter(schedule, one.period)) {
    due.push(one);
    if (due.length > most) {
      due.shift();
      skipped += 1;
    }
  }
  return { due, skipped };
}

function workingDayFrom(calendar: Calendar, first: Temporal.PlainDate): Temporal.PlainDate {
  for (let wait = 0; wait < WAIT_DAYS_MAX; wait += 1) {
    const day = first.add({ days: wait });
    if (isWorkingDay(calendar, day)) return day;
  }
  return first;
}

/** Beyond the years whose holidays the calendar knows, its week alone decides: a report is late at worst by a day, and never lost. */
function isWorkingDay(calendar: Calendar, day: Temporal.PlainDate): boolean {
  const date = day.withCalendar('iso8601').toString();
  const { covers, week } = calendar;
  if (covers !== undefined && (date < covers.from || date > covers.to)) {
    return week[weekdays[day.dayOfWeek - 1]!].length > 0;
  }
  return calendarDay(calendar, date).kind === 'working';
}
