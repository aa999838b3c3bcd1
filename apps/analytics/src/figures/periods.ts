import { epochMsOf, type Instant, instantOf, isAfter, latest, nearestInstant } from '@redress/domain';
import type { Comparison } from '@redress/eventing';

/** Units of time by which complaints are counted, by their receipt. */
export const periodUnits = ['year', 'quarter', 'month', 'week', 'day'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** Calendars of months and days: `gregory`, or `persian` (Solar Hijri). */
export const periodCalendars = ['gregory', 'persian'] as const;
export type PeriodCalendar = (typeof periodCalendars)[number];

/** The days on which weeks begin somewhere. */
export const weekStarts = ['monday', 'saturday', 'sunday'] as const;
export type WeekStart = (typeof weekStarts)[number];

const DAY_OF_WEEK: { readonly [day in WeekStart]: number } = { monday: 1, saturday: 6, sunday: 7 };

/** How instants become days, weeks, months, quarters and years. */
export interface DayRules {
  /** IANA name of the zone in which days begin: that of the organization. */
  readonly timeZone: string;
  readonly calendar: PeriodCalendar;
  readonly weekStart: WeekStart;
}

/** The days of whoever asks without saying whose. */
export const USUAL_DAYS: DayRules = { timeZone: 'UTC', calendar: 'gregory', weekStart: 'monday' };

/** A span of time: from an instant, inclusive, to another, exclusive. Open at an end that is absent. */
export interface Span {
  readonly from?: Instant;
  readonly before?: Instant;
}

export interface LabelledSpan extends Required<Span> {
  /**
   * `2026`, `2026-Q4`, `2026-11`, `2026-W45`, `2026-11-02`, or `1405`, `1405-Q3`, `1405-08`, `1405-08-11`; a week that no ISO week is, by its
   * first day.
   */
  readonly label: string;
}

/** The next instant: the end of a span that has this one in it. */
export function justAfter(instant: Instant): Instant {
  return instantOf(epochMsOf(instant) + 1);
}

/** The span of some days, both inclusive, in Gregorian dates. */
export function spanOfDays({ timeZone }: DayRules, first: string | undefined, last: string | undefined): Span {
  return {
    ...(first !== undefined && { from: startOf(Temporal.PlainDate.from(first), timeZone) }),
    ...(last !== undefined && { before: startOf(Temporal.PlainDate.from(last).add({ days: 1 }), timeZone) }),
  };
}

/** The last of some days, up to the one of an instant, in Gregorian dates. */
export function lastDays(
  { timeZone }: DayRules,
  count: number,
  at: Instant,
): { readonly first: string; readonly last: string } {
  const last = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate();
  return { first: last.subtract({ days: count - 1 }).toString(), last: last.toString() };
}

/** The span of as many days as another has, from another day on. */
export function spanAsLong({ timeZone }: DayRules, { from, before }: Required<Span>, first: string): Required<Span> {
  const [start, end] = [from, before].map((at) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone));
  // The last day counts as a whole, also where the span ends within it.
  const days = start!.toPlainDate().until(end!.subtract({ milliseconds: 1 }).toPlainDate()).days + 1;
  const begins = Temporal.PlainDate.from(first);
  return { from: startOf(begins, timeZone), before: startOf(begins.add({ days }), timeZone) };
}

/** What compares a complaint's receipt with a span. */
export function receivedIn({ from, before }: Span): readonly Comparison[] {
  return [
    ...(from === undefined ? [] : [{ field: 'receivedAt', is: 'from', value: from } as const]),
    ...(before === undefined ? [] : [{ field: 'receivedAt', is: 'before', value: before } as const]),
  ];
}

/** The periods of a unit that an instant of a span falls in, cut to it, oldest first. Undefined when there are more than `most`. */
export function periodsIn(
  span: Required<Span>,
  unit: PeriodUnit,
  rules: DayRules,
  most: number,
): readonly LabelledSpan[] | undefined {
  const periods: LabelledSpan[] = [];
  const { timeZone } = rules;
  let first = firstDayOf(unit, Temporal.Instant.from(span.from).toZonedDateTimeISO(timeZone).toPlainDate(), rules);
  for (let from = startOf(first, timeZone); isAfter(span.before, from);) {
    if (periods.length === most) return undefined;
    const next = after(unit, first, rules);
    const before = startOf(next, timeZone);
    const label = labelOf(unit, first, rules);
    periods.push({ label, from: latest(from, span.from), before: isAfter(span.before, before) ? before : span.before });
    [first, from] = [next, before];
  }
  return periods;
}

/** The whole period of a unit that an instant falls in. */
export function periodAt(unit: PeriodUnit, at: Instant, rules: DayRules): LabelledSpan {
  const { timeZone } = rules;
  const first = firstDayOf(unit, Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate(), rules);
  return {
    label: labelOf(unit, first, rules),
    from: startOf(first, timeZone),
    before: startOf(after(unit, first, rules), timeZone),
  };
}

/** The first instant of a day; of the days after 9999, or before the year 0, the nearest there is. */
function startOf(day: Temporal.PlainDate, timeZone: string): Instant {
  return nearestInstant(day.withCalendar('iso8601').toZonedDateTime(timeZone).startOfDay().epochMilliseconds);
}

function firstDayOf(unit: PeriodUnit, day: Temporal.PlainDate, rules: DayRules): Temporal.PlainDate {
  const inCalendar = day.withCalendar(rules.calendar);
  switch (unit) {
    case 'day':
      return inCalendar;
    case 'week':
      return inCalendar.subtract({ days: (day.dayOfWeek - DAY_OF_WEEK[rules.weekStart] + 7) % 7 });
    case 'month':
      return inCalendar.with({ day: 1 });
    case 'quarter':
      return inCalendar.with({ day: 1, month: 3 * quarterOf(inCalendar) - 2 });
    case 'year':
      return inCalendar.with({ day: 1, month: 1 });
  }
}

/** 1 to 4: three months each. */
function quarterOf({ month }: Temporal.PlainDate): number {
  return Math.ceil(month / 3);
}

function after(unit: PeriodUnit, first: Temporal.PlainDate, rules: DayRules): Temporal.PlainDate {
  const next = {
    day: { days: 1 },
    week: { days: 7 },
    month: { months: 1 },
    quarter: { months: 3 },
    year: { years: 1 },
  }[unit];
  return first.withCalendar(rules.calendar).add(next);
}

function labelOf(unit: PeriodUnit, first: Temporal.PlainDate, { calendar, weekStart }: DayRules): string {
  const [year, month, day] = [first.year, first.month, first.day].map((part) => String(part).padStart(2, '0'));
  if (unit === 'year') return String(first.year);
  if (unit === 'quarter') return `${year}-Q${quarterOf(first)}`;
  if (unit === 'month') return `${year}-${month}`;
  if (unit === 'day' || weekStart !== 'monday' || calendar !== 'gregory') return `${year}-${month}-${day}`;
  const { yearOfWeek, weekOfYear } = first.withCalendar('iso8601');
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}
