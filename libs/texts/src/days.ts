import type { CalendarDate, Language } from '@redress/contracts';

/** Persian letters carry Persian dates: the solar calendar, in Persian digits. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fa: 'fa-IR-u-ca-persian-nu-arabext' };

/** A day whole, by the calendar of its reader. */
export const DAY_FORMAT = { dateStyle: 'long', timeZone: 'UTC' } as const;

/** `2 November 2026`, `۱۱ آبان ۱۴۰۵`. */
export function dayWords(day: CalendarDate, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], DAY_FORMAT).format(beginningOf(day));
}

/** The day's first instant in UTC. Throws a `RangeError` for an instant: on which day that falls depends on where people are. */
export function beginningOf(day: CalendarDate): Date {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`${day} is not a day.`);
  return new Date(day);
}
