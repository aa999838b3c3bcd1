/**
 * Words as they are compared in a search: whatever people type for the same word becomes the same text. Unicode's own decomposition does most
 * of it; the rest is what keyboards, habits and half-spaces make different.
 */

/** Letters that have no decomposition, by what people type for them. */
const ALIKE: Readonly<Record<string, string>> = {
  // Arabic letters of Arabic keyboards, and forms of Persian ones.
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ة: 'ه',
  ە: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ٱ: 'ا',
  ء: '',
  ـ: '',
  // Latin letters.
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** The zeros of the decimal digits that keyboards of Persian and Arabic write. */
const ZEROS = ['۰', '٠'].map((zero) => zero.charCodeAt(0));

/**
 * The text in which words are compared: letters without case, width, marks above and below, and Arabic for Persian ones; digits as 0 to 9. Leaves
 * blanks and punctuation.
 */
export function folded(text: string): string {
  const plain = text.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '').normalize('NFC');
  return plain.replaceAll(/[^\x20-\x7e]/gu, (letter) => ALIKE[letter] ?? digitIn(letter) ?? letter);
}

function digitIn(letter: string): string | undefined {
  const values = ZEROS.map((zero) => letter.charCodeAt(0) - zero);
  const value = values.find((one) => one >= 0 && one <= 9);
  return value === undefined ? undefined : String(value);
}

/** A word in a text. */
export interface Word {
  /** Where it stands in the text, in UTF-16 code units; `end` is behind it. */
  readonly start: number;
  readonly end: number;
  /** What it is made of, folded: one part, or several that a half-space, hyphen, apostrophe, stop or the like joins. Never empty. */
  readonly parts: readonly string[];
}

const LETTERS = '[\\p{L}\\p{N}\\p{M}\u0640]+';
/** Between parts of one word: half-space and joiner, hyphens, apostrophes, and what stands within addresses and numbers. */
const JOINT = "[\u200c\u200d\u2010\u2011'\u2019._/@+-]{1,3}";
/** Between groups of digits of one number. */
const GROUPING = '(?<=\\p{Nd})[,\u066b\u066c](?=\\p{Nd})';
const WORD = new RegExp(`${LETTERS}(?:(?:${JOINT}|${GROUPING})${LETTERS})*`, 'gu');
const BETWEEN_PARTS = new RegExp(`${JOINT}|${GROUPING}`, 'u');

/** What Persian writes before or behind a word, with a half-space, a space or nothing between. */
const PREFIXES = new Set(['می', 'نمی']);
const SUFFIXES = new Set(
  'ها های هایی هایم هایت هایش هایمان هایتان هایشان ام ات اش ای ایم اید اند تر تری ترین مان تان شان'.split(' '),
);

/** The words of a text in their order, at most `max` of them. */
export function wordsIn(text: string, max: number): readonly Word[] {
  const words: Word[] = [];
  for (const { 0: found, index } of text.matchAll(WORD)) {
    const parts = found
      .split(BETWEEN_PARTS)
      .map(folded)
      .filter((part) => part !== '');
    if (parts.length === 0) continue;
    const word = { start: index, end: index + found.length, parts };
    const before = words.at(-1);
    if (before !== undefined && isOneWord(text, before, word)) {
      words[words.length - 1] = { start: before.start, end: word.end, parts: [...before.parts, ...parts] };
    } else if (words.length === max) break;
    else words.push(word);
  }
  return words;
}

/** Whether Persian counts two neighbours as one word although a space stands between them. */
function isOneWord(text: string, before: Word, word: Word): boolean {
  const gap = text.slice(before.end, word.start);
  if (gap.trim() !== '' || gap.length > 2) return false;
  const [first, last] = [before.parts.at(-1)!, word.parts[0]!];
  return (
    (PREFIXES.has(first) && before.parts.length === 1 && isArabic(last)) || (SUFFIXES.has(last) && isArabic(first))
  );
}

/** Whether a folded text is written in the Arabic script, whose words are often written without a space between them. */
export function isArabic(text: string): boolean {
  return /^\p{Script=Arabic}/u.test(text);
}

/** A word as if nothing stood between its parts. */
export function joined({ parts }: Pick<Word, 'parts'>): string {
  return parts.join('');
}
