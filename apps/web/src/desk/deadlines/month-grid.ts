import {
  type Calendar,
  CalendarDate,
  endOfMonth,
  endOfWeek,
  GregorianCalendar,
  PersianCalendar,
  startOfMonth,
  startOfWeek,
  toCalendar,
} from '@internationalized/date';
import type { Language } from '@redress/contracts';

const DAYS_PER_WEEK = 7;
const gregorian = new GregorianCalendar();

/** Which calendar and which week the readers of a language keep. */
const HABITS: Readonly<Record<Language, { readonly calendar: Calendar; readonly locale: string }>> = {
  en: { calendar: gregorian, locale: 'en-GB' },
  fa: { calendar: new PersianCalendar(), locale: 'fa-IR' },
};

/** One day of a grid. */
export interface GridDay {
  /** `YYYY-MM-DD`, Gregorian. */
  readonly day: string;
  /** Its number in the month of the reader's calendar. */
  readonly number: number;
  readonly isInMonth: boolean;
}

/** A month in whole weeks, as its readers hang it on the wall. */
export interface MonthGrid {
  readonly weeks: readonly (readonly GridDay[])[];
  /** The first day of the first week, and the one after the last. */
  readonly from: string;
  readonly before: string;
}

const isoOf = (date: CalendarDate): string => toCalendar(date, gregorian).toString();

const inCalendar = (day: string, language: Language): CalendarDate => {
  const [year = 1, month = 1, date = 1] = day.split('-').map(Number);
  return toCalendar(new CalendarDate(gregorian, year, month, date), HABITS[language].calendar);
};

/** The month that a day is in, by the calendar of a language. */
export function monthGrid(day: string, language: Language): MonthGrid {
  const { locale } = HABITS[language];
  const date = inCalendar(day, language);
  const first = startOfWeek(startOfMonth(date), locale);
  const last = endOfWeek(endOfMonth(date), locale);
  const count = last.compare(first) + 1;
  const days = Array.from({ length: count }, (_, place): GridDay => {
    const one = first.add({ days: place });
    return { day: isoOf(one), number: one.day, isInMonth: one.month === date.month };
  });
  const weeks = Array.from({ length: count / DAYS_PER_WEEK }, (_, week) =>
    days.slice(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK),
  );
  return { weeks, from: isoOf(first), before: isoOf(last.add({ days: 1 })) };
}

/** The day that a key leads to from another one; undefined for a key that leads nowhere. Arrows go as the eye does. */
export function dayAfterKey(key: string, day: string, language: Language, isRightToLeft: boolean): string | undefined {
  const { locale } = HABITS[language];
  const date = inCalendar(day, language);
  const forward = isRightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return isoOf(date.add({ days: forward }));
    case 'ArrowLeft':
      return isoOf(date.subtract({ days: forward }));
    case 'ArrowDown':
      return isoOf(date.add({ weeks: 1 }));
    case 'ArrowUp':
      return isoOf(date.subtract({ weeks: 1 }));
    case 'Home':
      return isoOf(startOfWeek(date, locale));
    case 'End':
      return isoOf(endOfWeek(date, locale));
    case 'PageDown':
      return monthAfter(day, 1, language);
    case 'PageUp':
      return monthAfter(day, -1, language);
    default:
      return undefined;
  }
}

/** The same day so many months later, or the last one of a shorter month. */
export function monthAfter(day: string, months: number, language: Language): string {
  return isoOf(inCalendar(day, language).add({ months }));
}
