import { CalendarDate, GregorianCalendar, PersianCalendar, toCalendar } from '@internationalized/date';

/** Persian years are written with smaller numbers than Gregorian ones for centuries to come. */
const GREGORIAN_YEAR_MIN = 1700;

const PERSIAN_ZERO = '۰'.codePointAt(0) ?? 0;
const ARABIC_ZERO = '٠'.codePointAt(0) ?? 0;

/** ASCII digits for those of Persian and Arabic keyboards. */
function inAsciiDigits(typed: string): string {
  return typed.replaceAll(/[۰-۹٠-٩]/g, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    return String(code - (code >= PERSIAN_ZERO ? PERSIAN_ZERO : ARABIC_ZERO));
  });
}

/**
 * The day that somebody typed as year, month and day, in Gregorian `YYYY-MM-DD`: `1405/9/10` and `۱۴۰۵-۰۹-۱۰` by the solar calendar,
 * `2026-12-01` by the Gregorian one. Undefined for what is no day of either.
 */
export function typedDay(typed: string): string | undefined {
  const parts = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(inAsciiDigits(typed.trim()));
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  const date = new CalendarDate(
    year < GREGORIAN_YEAR_MIN ? new PersianCalendar() : new GregorianCalendar(),
    year,
    month,
    day,
  );
  // A day that the month does not have is moved into it, which is not what was typed.
  if (date.month !== month || date.day !== day) return undefined;
  return toCalendar(date, new GregorianCalendar()).toString();
}
