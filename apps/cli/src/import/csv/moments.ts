import { type Instant, instantOf } from '@redress/domain';
import { type DateOrder, dayOf } from './days.js';

/** How the dates of a column are written. */
export interface DateReading {
  /** The zone of what names none. */
  readonly zone: string;
  readonly calendar: 'gregorian' | 'persian';
  /** Of dates that are only numbers, where the file has such. */
  readonly order?: DateOrder | undefined;
}

const TIME =
  /(?:[T ]|, )(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?: ?([AaPp])[Mm])?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/;
const PERSIAN_DATE = /^(1[34]\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?=$|[T ,])/;

/** Writes the digits of Persian and Arabic as those of ASCII. */
export function withAsciiDigits(text: string): string {
  return text.replaceAll(/[\u06f0-\u06f9\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) % 16));
}

/** A date in the form that {@link dayOf} reads: digits of ASCII, and a date of the Persian calendar as the Gregorian one; undefined for none. */
export function asGregorian(text: string, calendar: DateReading['calendar']): string | undefined {
  const ascii = withAsciiDigits(text)
    .replaceAll(/[\u200e\u200f\u202a-\u202e]/g, '')
    .trim();
  if (calendar === 'gregorian') return ascii;
  const [whole, year, , month, day] = PERSIAN_DATE.exec(ascii) ?? [];
  if (whole === undefined) return undefined;
  const parts = { year: Number(year), month: Number(month), day: Number(day), calendar: 'persian' };
  try {
    const date = Temporal.PlainDate.from(parts, { overflow: 'reject' });
    return date.withCalendar('iso8601').toString() + ascii.slice(whole.length);
  } catch {
    return undefined;
  }
}

/** A date as read. */
export interface WrittenDate {
  /** ISO 8601 in UTC; of a day without a time its beginning. */
  readonly at: Instant;
  /** The day as written, without a zone. */
  readonly day: string;
  readonly hasTime: boolean;
}

/** Reads a date with or without a time; undefined for anything else, and for a day that does not exist. */
export function momentOf(text: string, { zone, calendar, order }: DateReading): WrittenDate | undefined {
  const written = asGregorian(text, calendar);
  const day = written === undefined ? undefined : dayOf(written, order);
  if (written === undefined || day === undefined) return undefined;
  const [time, hour = '0', minute = '0', second = '0', fraction = '0', half, offset] = TIME.exec(written) ?? [];
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const clock = { hour: hours, minute: Number(minute), second: Number(second) };
  try {
    const plain = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(clock, { overflow: 'reject' }));
    const milliseconds = Number(`0.${fraction}`) * 1_000;
    const at = plain.toZonedDateTime(zoneOf(offset) ?? zone).epochMilliseconds + Math.floor(milliseconds);
    return { at: instantOf(at), day, hasTime: time !== undefined };
  } catch {
    return undefined;
  }
}

function zoneOf(offset: string | undefined): string | undefined {
  if (offset === undefined) return undefined;
  return offset.startsWith('+') || offset.startsWith('-') ? `${offset.slice(0, 3)}:${offset.slice(-2)}` : 'UTC';
}
