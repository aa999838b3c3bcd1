import type { CalendarDate, Language } from '@redress/contracts';

/** Persian letters carry Persian dates: the solar calendar, in Persian digits. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fa: 'fa-IR-u-ca-persian-nu-arabext' };

/** `2 November 2026`, `۱۱ آبان ۱۴۰۵`: a day, or an instant for the day on which it falls in UTC. */
export function dayWords(day: CalendarDate, language: Language): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(day));
}
