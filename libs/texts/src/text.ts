import type { CalendarDate, Language } from '@redress/contracts';
import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues, type TextKey } from './catalogues.js';
import { beginningOf, DAY_FORMAT, LOCALES } from './days.js';

/** What a text is filled with: words, which are isolated; numbers and days, which the text itself formats. */
export type TextValues = Readonly<Record<string, string | number | { readonly day: CalendarDate }>>;

/** A day as `{value, date, day}`: under a name of ours, so that it cannot mix with the parts of the formats that ICU has by itself. */
const FORMATS = { date: { day: DAY_FORMAT } } as const;

/** How the parser marks an element that is plain words. */
const LITERAL = 0;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

const parsed = new Map<string, IntlMessageFormat>();

/**
 * A text of the catalogue, in a language, filled with values. Throws when a value that the text names is missing.
 *
 * Values keep their own direction (UAX #9, isolates): in Persian always, in English when they hold a letter that is read from right to left.
 */
export function text(language: Language, key: TextKey, values: TextValues = {}): string {
  const filled = Object.entries(values).map(([value, said]) => [
    value,
    typeof said === 'object'
      ? beginningOf(said.day)
      : typeof said === 'string'
        ? withOwnDirection(said, language)
        : said,
  ]);
  return String(messageOf(language, key).format(Object.fromEntries(filled) as Record<string, string | number | Date>));
}

/** Parsed when it is first needed, and kept. */
function messageOf(language: Language, key: TextKey): IntlMessageFormat {
  const name = `${language} ${key}`;
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const message = new IntlMessageFormat(catalogues[language][key], LOCALES[language], FORMATS, { ignoreTag: true });
  parsed.set(name, message);
  return message;
}

/** The names of the values that a text must be filled with, each once, sorted. */
export function placeholdersOf(language: Language, key: TextKey): readonly string[] {
  const named = (elements: ReturnType<IntlMessageFormat['getAst']>): readonly string[] =>
    elements.flatMap((element) => [
      ...('value' in element && Number(element.type) !== LITERAL ? [element.value] : []),
      ...('options' in element ? Object.values(element.options).flatMap((option) => named(option.value)) : []),
    ]);
  return [...new Set(named(messageOf(language, key).getAst()))].sort();
}

/** Words within a text of another language, so that neither tears the other apart. Marks of direction in them that do not pair are removed. */
function withOwnDirection(words: string, language: Language): string {
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
