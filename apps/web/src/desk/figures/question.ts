import {
  type CalendarDate,
  GregorianCalendar,
  parseDate,
  PersianCalendar,
  toCalendar,
  today,
} from '@internationalized/date';
import type { Language } from '@redress/contracts';
import { useLanguage } from '@redress/ui';
import { useMemo } from 'react';
import { type FiguresFilters, type FiguresSearch, filtersIn } from './figures-search.js';

/** Without a beginning, figures are about so many months, this one among them. */
const MONTHS_DEFAULT = 12;

/** The complaints that a page of figures is about, and the days by which they are counted. */
export interface FiguresAsked {
  readonly filters: FiguresFilters;
  /** As the API takes them, filters included. */
  readonly query: FiguresFilters & {
    readonly from: string;
    readonly to?: string;
    readonly timeZone: string;
    readonly calendar: 'gregory' | 'persian';
    readonly weekStart: 'monday' | 'saturday';
  };
  /** The first day of the earlier time that figures are compared with. */
  readonly compareFrom?: string;
}

const gregorian = new GregorianCalendar();

/** The question of an address, on a day of its reader. */
export function questionOf(
  search: FiguresSearch,
  language: Language,
  timeZone: string,
  now: CalendarDate,
): FiguresAsked {
  const calendar = language === 'fa' ? new PersianCalendar() : gregorian;
  const filters = filtersIn(search);
  const begins = search.from ?? firstDay(toCalendar(now, calendar));
  const compareFrom = comparedFrom(search, parseDate(begins), now, calendar);
  return {
    filters,
    query: {
      ...filters,
      from: begins,
      ...(search.to !== undefined && { to: search.to }),
      timeZone,
      calendar: language === 'fa' ? 'persian' : 'gregory',
      weekStart: language === 'fa' ? 'saturday' : 'monday',
    },
    ...(compareFrom !== undefined && { compareFrom }),
  };
}

function firstDay(now: CalendarDate): string {
  return toCalendar(now.set({ day: 1 }).subtract({ months: MONTHS_DEFAULT - 1 }), gregorian).toString();
}

function comparedFrom(
  { compare, to }: FiguresSearch,
  from: CalendarDate,
  now: CalendarDate,
  calendar: GregorianCalendar | PersianCalendar,
): string | undefined {
  if (compare === undefined) return undefined;
  if (compare === 'year-ago') {
    return toCalendar(toCalendar(from, calendar).subtract({ years: 1 }), gregorian).toString();
  }
  const last = to === undefined ? now : parseDate(to);
  return from.subtract({ days: Math.max(1, last.compare(from) + 1) }).toString();
}

/** The question of the page's address, in the time zone of the browser and the calendar of its language. */
export function useQuestion(search: FiguresSearch): FiguresAsked {
  const language = useLanguage();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Days change while a page is open; the same day is the same question.
  const day = today(timeZone).toString();
  return useMemo(() => questionOf(search, language, timeZone, parseDate(day)), [search, language, timeZone, day]);
}
