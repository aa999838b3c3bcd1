import { parseReference } from '@redress/domain';
import type { Reference } from '@redress/contracts';
import { phoneForms } from './telephone.js';
import { emailToken, phoneToken, tokenOfBeginning, tokensToFind, type Token } from './tokens.js';
import { folded, isArabic, joined, wordsIn, type Word } from './words.js';

/** Parts of what was typed that are looked for; those behind them are ignored. */
export const PARTS_MAX = 12;

/** One thing that a case must say: all parts of a search must be found in it. */
export type SearchPart =
  | {
      readonly kind: 'word';
      readonly word: Word;
      /** The same with a neighbour as one word, where the script is often written so: `محمد رضا`, `محمدرضا`. */
      readonly withNeighbours?: readonly Word[];
    }
  | { readonly kind: 'email'; readonly email: string; readonly word: Word }
  | { readonly kind: 'phone'; readonly forms: readonly string[]; readonly word: Word };

/** What somebody typed into the search, or pasted. */
export interface TypedSearch {
  /** The case that it names, wherever in the text: `Complaint #7K3M-9QXD-41PC`. */
  readonly reference?: Reference;
  /** Everything else. */
  readonly parts: readonly SearchPart[];
}

/** Twelve symbols or fourteen digits, in fours or not. */
const REFERENCE =
  /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}]{4}[-\s\u2010-\u2015]?){2}(?:[\p{L}\p{N}]{4}[-\s\u2010-\u2015]?\p{Nd}{2}|[\p{L}\p{N}]{4})(?![\p{L}\p{N}])/gu;
/** What stands around a reference that is pasted. */
const AROUND_REFERENCE = new Set(
  [
    'complaint',
    'complaints',
    'case',
    'ref',
    'reference',
    'no',
    'nr',
    'number',
    'شکایت',
    'پرونده',
    'شماره',
    'کد',
    'پیگیری',
  ].map(folded),
);

const PHRASE = /["\u201c\u201d«»]([^"\u201c\u201d«»]+)["\u201c\u201d«»]/gu;
const EMAIL = /[^\s"<>()«»,;:]+@[^\s"<>()«»,;:]+/gu;
/** Not a part of a longer word: `INS-2024/0042`. */
const PHONE =
  /(?<![\p{L}\p{N}._/@-])[+＋]?\(?\p{Nd}[\p{Nd}\s().\u2010\u2011/-]{5,}\p{Nd}(?![\p{L}\p{N}]|[._/@-][\p{L}\p{N}])/gu;

/** Reads what was typed, as far as it can be looked for. As `words`, also of what could be a reference. */
export function readSearch(text: string, as: 'anything' | 'words' = 'anything'): TypedSearch {
  const rest = { text };
  const reference = as === 'words' ? undefined : takeReference(rest);
  const phrases = taken(rest, PHRASE, ([, phrase = '']) => phraseOf(phrase));
  const emails = taken(rest, EMAIL, ([email]) => emailPart(email));
  const phones = taken(rest, PHONE, ([phone]) => phonePart(phone));
  const words = wordsIn(rest.text, PARTS_MAX * 2)
    .filter((word) => reference === undefined || !AROUND_REFERENCE.has(joined(word)))
    .map(wordPart);
  const parts = [...emails, ...phones, ...phrases, ...words].slice(0, PARTS_MAX);
  return { parts, ...(reference && { reference }) };
}

/** For each part the tokens that a case has one of. Parts that few cases have come first: contacts, then long words. */
export function tokensOfParts(parts: readonly SearchPart[]): readonly (readonly Token[])[] {
  const rarity = (part: SearchPart): number =>
    part.kind === 'word' ? joined(part.word).length : Number.POSITIVE_INFINITY;
  return parts
    .toSorted((one, other) => (rarity(one) === rarity(other) ? 0 : rarity(other) - rarity(one)))
    .map(tokensOfPart);
}

function tokensOfPart(part: SearchPart): readonly Token[] {
  switch (part.kind) {
    case 'word':
      return [...tokensToFind(part.word), ...(part.withNeighbours ?? []).map(tokenOfBeginning)];
    case 'email':
      // Somebody may have written only a part of it.
      return [emailToken(part.email), ...tokensToFind(part.word)];
    case 'phone':
      // A number may also be another system's reference.
      return [...part.forms.map(phoneToken), ...tokensToFind(part.word)];
  }
}

function wordPart(word: Word, at: number, words: readonly Word[]): SearchPart {
  const pairs = [words.slice(Math.max(0, at - 1), at + 1), words.slice(at, at + 2)].filter(
    (pair) => pair.length === 2 && pair.every(({ parts }) => isArabic(parts[0]!)),
  );
  const withNeighbours = pairs.map((pair) => wordOf(pair.flatMap(({ parts }) => parts)));
  return { kind: 'word', word, ...(withNeighbours.length > 0 && { withNeighbours }) };
}

/** Takes the first reference with a right check symbol out of the text. */
function takeReference(rest: { text: string }): Reference | undefined {
  for (const { 0: found, index } of rest.text.matchAll(REFERENCE)) {
    const parsed = parseReference(found);
    if (!parsed.ok) continue;
    rest.text = `${rest.text.slice(0, index)} ${rest.text.slice(index + found.length)}`;
    return parsed.reference;
  }
  return undefined;
}

/** Takes what a pattern finds out of the text; leaves what `read` has no use for. */
function taken(
  rest: { text: string },
  form: RegExp,
  read: (found: RegExpExecArray) => SearchPart | undefined,
): readonly SearchPart[] {
  const parts: SearchPart[] = [];
  const remaining = [...rest.text.matchAll(form)].reduceRight((text, found) => {
    const part = read(found);
    if (part === undefined) return text;
    parts.unshift(part);
    return `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  }, rest.text);
  rest.text = remaining;
  return parts;
}

/** The words of a phrase are parts of one word: they follow one another. */
function phraseOf(phrase: string): SearchPart | undefined {
  const parts = wordsIn(phrase, PARTS_MAX).flatMap((word) => word.parts);
  return parts.length === 0 ? undefined : { kind: 'word', word: wordOf(parts) };
}

function emailPart(text: string): SearchPart | undefined {
  const email = folded(text).trim();
  const [word] = wordsIn(email, 1);
  return word === undefined ? undefined : { kind: 'email', email, word };
}

function phonePart(text: string): SearchPart | undefined {
  const forms = phoneForms(text);
  const groups = wordsIn(text, PARTS_MAX).flatMap(({ parts }) => parts);
  return forms.length === 0 ? undefined : { kind: 'phone', forms, word: wordOf(groups) };
}

function wordOf(parts: readonly string[]): Word {
  return { start: 0, end: 0, parts };
}
