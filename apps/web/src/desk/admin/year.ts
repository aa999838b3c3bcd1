import type { components } from '@redress/api-client';
import type { Language } from '@redress/contracts';
import { localeOf } from '@redress/texts/desk';

export type Day = components['schemas']['CalendarDay'];

/** By which calendar a year is divided. */
export type YearSystem = 'gregory' | 'persian';

const DAY_MS = 86_400_000;

/** Fields of a day by a calendar, in Latin digits. */
const PARTS: Readonly<Record<YearSystem, Intl.DateTimeFormat>> = {
  gregory: new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { year: 'numeric', month: 'numeric', timeZone: 'UTC' }),
  persian: new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { year: 'numeric', month: 'numeric', timeZone: 'UTC' }),
};

function yearOf(day: number, system: YearSystem): number {
  const part = PARTS[system].formatToParts(day).find(({ type }) => type === 'year');
  return Number(part?.value);
}

/** The present year. */
export function currentYear(system: YearSystem, now = Date.now()): number {
  return yearOf(now, system);
}

/** The first day of a year: the one at which the calendar says that it has begun. */
function firstDay(year: number, system: YearSystem): number {
  if (system === 'gregory') return Date.UTC(year, 0, 1);
  // A Jalali year begins within a day or two of 21 March.
  let day = Date.UTC(year + 621, 2, 18);
  while (yearOf(day, system) < year) day += DAY_MS;
  return day;
}

/** The first day of a year, `2026-03-21`, and how many it has. */
export function yearRange(year: number, system: YearSystem): { readonly from: string; readonly days: number } {
  const first = firstDay(year, system);
  const days = Math.round((firstDay(year + 1, system) - first) / DAY_MS);
  return { from: new Date(first).toISOString().slice(0, 10), days };
}

/** A year in the digits of a language. */
export function yearWords(year: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language), { useGrouping: false }).format(year);
}

/** Columns of a month, from the day with which the week begins. */
const WEEK = {
  en: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  fa: ['saturday', 'sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
} as const satisfies Readonly<Record<Language, readonly Day['weekday'][]>>;

/** 5 January 1970 was a Monday, 3 January a Saturday. */
const WEEK_BEGIN: Readonly<Record<Language, number>> = { en: 4 * DAY_MS, fa: 2 * DAY_MS };

export interface Month {
  readonly name: string;
  readonly days: readonly (Day & { readonly number: string })[];
  /** Columns before the first day. */
  readonly lead: number;
}

export interface Months {
  readonly months: readonly Month[];
  readonly weekdays: readonly { readonly long: string; readonly brief: string }[];
  readonly order: readonly Day['weekday'][];
}

/** Days of a year by months, named and numbered in a language. */
export function monthsOf(days: readonly Day[], system: YearSystem, language: Language): Months {
  const locale = `${language === 'fa' ? 'fa-IR-u-nu-arabext' : 'en-u-nu-latn'}-ca-${system}`;
  const monthName = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  const dayNumber = new Intl.DateTimeFormat(locale, { day: 'numeric', timeZone: 'UTC' });
  const long = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const brief = new Intl.DateTimeFormat(locale, { weekday: language === 'fa' ? 'narrow' : 'short', timeZone: 'UTC' });
  const order: readonly Day['weekday'][] = WEEK[language];
  const months = new Map<string, Month['days'][number][]>();
  for (const day of days) {
    const at = Date.parse(day.date);
    const name = monthName.format(at);
    const month = months.get(name) ?? [];
    month.push({ ...day, number: dayNumber.format(at) });
    months.set(name, month);
  }
  return {
    months: [...months].map(([name, its]) => ({
      name,
      days: its,
      lead: Math.max(0, order.indexOf(its[0]?.weekday ?? order[0] ?? 'monday')),
    })),
    weekdays: order.map((_, index) => {
      const at = WEEK_BEGIN[language] + index * DAY_MS;
      return { long: long.format(at), brief: brief.format(at) };
    }),
    order,
  };
}
