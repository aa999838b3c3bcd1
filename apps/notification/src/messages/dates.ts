import type { Language } from '@redress/domain';

function dateFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
}

/** Persian letters carry Persian dates: the solar calendar, in Persian digits. */
const FORMATS: { readonly [language in Language]: Intl.DateTimeFormat } = {
  en: dateFormat('en-GB'),
  fa: dateFormat('fa-IR-u-ca-persian-nu-arabext'),
};

/** The day of an instant (ISO 8601) in UTC, in words: `2 November 2026`, `۱۱ آبان ۱۴۰۵`. */
export function dayIn(language: Language, instant: string): string {
  return FORMATS[language].format(new Date(instant));
}
