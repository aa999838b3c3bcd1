import type { CalendarDate, Language, Money } from '@redress/contracts';
import { IntlMessageFormat } from 'intl-messageformat';

/** Persian letters carry Persian dates: the solar calendar, in Persian digits. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fa: 'fa-IR-u-ca-persian-nu-arabext' };

/** The locale by whose calendar and digits dates and numbers are written in a language. */
export function localeOf(language: Language): string {
  return LOCALES[language];
}

/** The direction in which a language is written, as HTML's `dir`. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'fa' ? 'rtl' : 'ltr';
}

/** A whole day, by the calendar of its reader. */
const DAY_FORMAT = { dateStyle: 'long', timeZone: 'UTC' } as const;

/**
 * Values that fill a text: words, which are isolated; numbers and days, which the text itself formats; and a `word` by which the text chooses
 * among its own (`select`).
 */
export type TextValues = Readonly<
  Record<string, string | number | { readonly day: CalendarDate } | { readonly word: string }>
>;

/** A day as `{value, date, day}`: a custom style, which cannot mix with ICU's own formats. */
const FORMATS = { date: { day: DAY_FORMAT } } as const;

/** The parser's mark of an element that is plain words. */
const LITERAL = 0;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** The texts of one set of catalogues. */
export interface Texts<Key extends string> {
  /**
   * Formats a text of the catalogue in a language. Throws if a value that the text names is missing.
   *
   * Isolates values in their own direction (UAX #9): in Persian always, in English if they contain a right-to-left letter.
   */
  readonly text: (language: Language, key: Key, values?: TextValues) => string;
  /** The names of the values that a text must be filled with, each once, sorted. */
  readonly placeholdersOf: (language: Language, key: Key) => readonly string[];
}

/** Reads texts from catalogues. Parses a text when it is first needed, and keeps it. */
export function createTexts<Key extends string>(
  catalogues: Readonly<Record<Language, Readonly<Record<Key, string>>>>,
): Texts<Key> {
  const messages = new Map<string, IntlMessageFormat>();
  const placeholders = new Map<string, readonly string[]>();
  const messageOf = (language: Language, key: Key): IntlMessageFormat =>
    kept(
      messages,
      `${language} ${key}`,
      () => new IntlMessageFormat(catalogues[language][key], LOCALES[language], FORMATS, { ignoreTag: true }),
    );
  return {
    text: (language, key, values = {}) => {
      const filled = Object.entries(values).map(([value, said]) => [value, formatted(said, language)] as const);
      return String(messageOf(language, key).format(Object.fromEntries(filled)));
    },
    placeholdersOf: (language, key) =>
      kept(placeholders, `${language} ${key}`, () =>
        [...new Set(placeholdersIn(messageOf(language, key).getAst()))].sort(),
      ),
  };
}

/** What a map holds under a name; made when it is first asked for. */
function kept<Value>(values: Map<string, Value>, name: string, make: () => Value): Value {
  const known = values.get(name);
  if (known !== undefined) return known;
  const made = make();
  values.set(name, made);
  return made;
}

/** A value as ICU takes it. */
function formatted(said: TextValues[string], language: Language): string | number | Date {
  // A selector of ICU has no hyphens.
  if (typeof said === 'object') return 'word' in said ? said.word.replaceAll('-', '_') : beginningOf(said.day);
  return typeof said === 'string' ? withOwnDirection(said, language) : said;
}

function placeholdersIn(elements: ReturnType<IntlMessageFormat['getAst']>): readonly string[] {
  return elements.flatMap((element) => [
    ...('value' in element && Number(element.type) !== LITERAL ? [element.value] : []),
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => placeholdersIn(value)) : []),
  ]);
}

/** Isolates words within a text of another direction, so that neither reorders the other. Removes marks of direction that do not pair. */
export function withOwnDirection(words: string, language: Language): string {
  if (language === 'en' && !RIGHT_TO_LEFT.test(words)) return words;
  return `${FIRST_STRONG_ISOLATE}${paired(words)}${POP_ISOLATE}`;
}

function paired(words: string): string {
  let open = 0;
  for (const character of words) {
    if (/[\u2066-\u2068]/.test(character)) open += 1;
    else if (character === POP_ISOLATE) open -= 1;
    if (open < 0) break;
  }
  const kept = words.replaceAll(/[\u202A-\u202E]/g, '');
  return open === 0 ? kept : kept.replaceAll(/[\u2066-\u2069]/g, '');
}

/** `2 November 2026`, `۱۱ آبان ۱۴۰۵`. */
export function dayWords(day: CalendarDate, language: Language): string {
  return dateFormat(language, DAY_FORMAT).format(beginningOf(day));
}

/** `2 November 2026 at 17:00`, `۱۱ آبان ۱۴۰۵ ساعت ۱۷:۰۰`, by the clock of a time zone (IANA name). */
export function instantWords(instant: string, language: Language, timeZone: string): string {
  return dateFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(new Date(instant));
}

/** The day on which an instant falls in a time zone (IANA name): `2 November 2026`. */
export function instantDayWords(instant: string, language: Language, timeZone: string): string {
  return dateFormat(language, { dateStyle: 'long', timeZone }).format(new Date(instant));
}

interface DateFormat {
  readonly dateStyle: 'long';
  readonly timeStyle?: 'short';
  readonly timeZone: string;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Kept, because making one costs far more than using it. */
function dateFormat(language: Language, format: DateFormat): Intl.DateTimeFormat {
  const name = `${language} ${format.timeStyle ?? ''} ${format.timeZone}`;
  return kept(dateFormats, name, () => new Intl.DateTimeFormat(LOCALES[language], format));
}

/** The day's first instant in UTC. Throws a `RangeError` for an instant: on which day that falls depends on where people are. */
function beginningOf(day: CalendarDate): Date {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`${day} is not a day.`);
  return new Date(day);
}

/**
 * An exact amount as its reader writes it, with as many decimals as it was given: `12.50 euros`, `۱۲٫۵۰ یورو`. A currency without a
 * name keeps its code.
 */
export function amountWords({ value, currency }: Money, language: Language): string {
  const decimals = value.split('.')[1]?.length ?? 0;
  // As text, since a number would round what has more digits than it can hold.
  return amountFormat(language, currency, decimals).format(value as `${number}`);
}

/** An organization has few currencies; a file to be imported may name any. */
const AMOUNT_FORMATS_MAX = 100;
const amountFormats = new Map<string, Intl.NumberFormat>();

function amountFormat(language: Language, currency: string, decimals: number): Intl.NumberFormat {
  if (amountFormats.size === AMOUNT_FORMATS_MAX) amountFormats.clear();
  return kept(
    amountFormats,
    `${language} ${currency} ${decimals}`,
    () =>
      new Intl.NumberFormat(language, {
        style: 'currency',
        currency,
        currencyDisplay: 'name',
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }),
  );
}
