import type { CalendarDate, Language } from '@redress/contracts';

/** Persian letters carry Persian dates: the solar calendar, in Persian digits. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fa: 'fa-IR-u-ca-persian-nu-arabext' };

/** A day whole, by the calendar of its reader. */
export const DAY_FORMAT = { dateStyle: 'long', timeZone: 'UTC' } as const;

/** `2 November 2026`, `۱۱ آبان ۱۴۰۵`: a day, or an instant for the day on which it falls in UTC. */
export function dayWords(day: CalendarDate, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], DAY_FORMAT).format(new Date(day));
}
