/**
 * A language that nobody speaks, made from the English texts: every letter with an accent, every text in brackets and longer. Whatever is
 * shown without accents was never in a catalogue, and whatever does not fit would not fit in a language with longer words.
 */
import { IntlMessageFormat } from 'intl-messageformat';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
// Letters that the typeface of letters and reports has.
const ACCENTED = 'áßçďéƒĝĥíĵķĺµñóþģŕšťúÿŵœýžÁĐÇĎÉŦĜĤÍĴĶĹŊÑÓÞĢŔŠŤÚŸŴŒÝŽ';

/** Every letter of English, and in the same place how it is written here. */
export const LETTERS = { plain: PLAIN, accented: ACCENTED };
const accents = new Map([...PLAIN].map((letter, index) => [letter, [...ACCENTED][index]]));

/** What stands before and after every text. */
export const OPENING = '‹';
export const CLOSING = '›';

/** Translations of English are longer by about this; short ones by much more. */
const LONGER_BY = 0.4;
const LONGER_BY_LEAST = 3;
/** Added letters stand in words of this length, since a line breaks between words. */
const WORD_LENGTH = 8;

/** The parser's mark of an element that is plain words. */
const LITERAL = 0;

/** A text of a catalogue (ICU) in the language that nobody speaks: what it is filled with, and what chooses among its words, stays. */
export function pseudo(text) {
  const message = new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true, captureLocation: true });
  const words = message.getAst().flatMap(literalsIn);
  let [made, at, length] = ['', 0, 0];
  for (const { start, end } of words) {
    const said = text.slice(start.offset, end.offset);
    made += text.slice(at, start.offset) + accented(said);
    length += said.length;
    at = end.offset;
  }
  return `${OPENING}${made}${text.slice(at)}${padding(length)}${CLOSING}`;
}

/** A catalogue as its file holds it, in the language that nobody speaks. */
export function pseudoCatalogue(json) {
  return JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(json)).map(([key, text]) => [key, pseudo(text)])));
}

/** Whether a file is one of those that this language is made from. */
export function isSourceCatalogue(path) {
  return /\/libs\/texts\/(?:src|dist)\/catalogues\/en\/[a-z-]+\.json$/.test(path);
}

function literalsIn(element) {
  if (element.type === LITERAL) return [element.location];
  return Object.values(element.options ?? {}).flatMap(({ value }) => value.flatMap(literalsIn));
}

function accented(words) {
  return [...words].map((letter) => accents.get(letter) ?? letter).join('');
}

function padding(length) {
  const letters = Math.max(LONGER_BY_LEAST, Math.ceil(length * LONGER_BY));
  const words = Array.from({ length: Math.ceil(letters / WORD_LENGTH) }, (_, index) =>
    '·'.repeat(Math.min(WORD_LENGTH, letters - index * WORD_LENGTH)),
  );
  return ` ${words.join(' ')}`;
}
