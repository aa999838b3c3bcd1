import { distance } from '@redress/domain';
import { phoneForms } from './telephone.js';
import { SLIP_LETTERS_MIN, WORDS_OF_TEXT_MAX } from './tokens.js';
import type { SearchPart } from './typed-search.js';
import { folded, isArabic, joined, wordsIn, type Word } from './words.js';

/** Where a search can find something in a case. */
export const searchedFields = [
  'externalReference',
  'name',
  'principal',
  'email',
  'phone',
  'description',
  'desiredOutcome',
  'note',
  'finding',
] as const;
export type SearchedField = (typeof searchedFields)[number];

/** How a field is compared: names allow for slips, and texts count less than what names one case. */
const KINDS = {
  externalReference: 'reference',
  name: 'name',
  principal: 'name',
  email: 'email',
  phone: 'phone',
  description: 'text',
  desiredOutcome: 'text',
  note: 'text',
  finding: 'text',
} as const satisfies { readonly [field in SearchedField]: string };

/** A text of a case that can be read. */
export interface SearchedText {
  readonly field: SearchedField;
  readonly text: string;
}

/** A piece of a text in UTF-16 code units; `to` is behind it. */
export interface TextMark {
  readonly from: number;
  readonly to: number;
}

/** A text in which something was found, and where. */
export interface MatchedText extends SearchedText {
  readonly marks: readonly TextMark[];
  readonly weight: number;
}

/** How much it says that a part was found: as a whole detail, as its beginning or with a slip, or in words. */
const WEIGHT = { whole: 4, begun: 3, near: 2, words: 1 } as const;

/** What was found in a case. */
export interface Found {
  /** The sum over the parts of the best of each. */
  readonly weight: number;
  /** How often anything was found. */
  readonly count: number;
  /** By weight, each text once. */
  readonly texts: readonly MatchedText[];
}

/** Looks for all parts in the texts of a case; undefined unless each is in one of them. */
export function findIn(texts: readonly SearchedText[], parts: readonly SearchPart[]): Found | undefined {
  const read = texts.map((text) => new ReadText(text));
  const perPart = parts.map((part) => read.map((text) => text.matchesOf(part)));
  const best = perPart.map((matches) => Math.max(0, ...matches.flat().map(({ weight }) => weight)));
  if (best.includes(0)) return undefined;
  const matched = texts.flatMap((text, at) => {
    const matches = perPart.flatMap((found) => found[at]!);
    return matches.length === 0 ? [] : [{ ...text, marks: inOrder(matches), weight: weightOf(matches) }];
  });
  return {
    weight: best.reduce((sum, one) => sum + one, 0),
    count: matched.reduce((sum, { marks }) => sum + marks.length, 0),
    texts: matched.toSorted((one, other) => other.weight - one.weight),
  };
}

interface Match extends TextMark {
  readonly weight: number;
}

function weightOf(matches: readonly Match[]): number {
  return matches.reduce((most, { weight }) => Math.max(most, weight), 0);
}

/** Marks from first to last, none within another. */
function inOrder(matches: readonly Match[]): readonly TextMark[] {
  const sorted = matches.map(({ from, to }) => ({ from, to })).sort((one, other) => one.from - other.from);
  return sorted.reduce<TextMark[]>((marks, mark) => {
    const last = marks.at(-1);
    if (last === undefined || mark.from >= last.to) marks.push(mark);
    else if (mark.to > last.to) marks[marks.length - 1] = { from: last.from, to: mark.to };
    return marks;
  }, []);
}

/** A part of a word of a text, and how it follows the one before. */
interface Unit {
  readonly text: string;
  readonly word: Word;
  /** Whether it continues a word, or a word of the Arabic script follows another: those are often written as one. */
  readonly isJoined: boolean;
}

class ReadText {
  private readonly units: readonly Unit[];
  private readonly kind: (typeof KINDS)[SearchedField];

  constructor(private readonly searched: SearchedText) {
    this.kind = KINDS[searched.field];
    this.units = unitsOf(searched.text, this.kind === 'name');
  }

  matchesOf(part: SearchPart): readonly Match[] {
    const { text } = this.searched;
    const isWhole =
      (part.kind === 'email' && this.kind === 'email' && folded(text).trim() === part.email) ||
      (part.kind === 'phone' && this.kind === 'phone' && phoneForms(text).some((form) => part.forms.includes(form)));
    if (isWhole) return [{ from: 0, to: text.length, weight: WEIGHT.whole }];
    const spelled = [part.word, ...(part.kind === 'word' ? (part.withNeighbours ?? []) : [])];
    const begun = this.units.flatMap((_, at) => spelled.flatMap((word) => this.begunAt(at, word) ?? []));
    return begun.length > 0 || this.kind !== 'name' ? begun : this.nearOf(joined(part.word));
  }

  /** The match that begins with a unit. */
  private begunAt(first: number, typed: Word): Match | undefined {
    const wanted = joined(typed);
    const seams = seamsOf(typed);
    for (let at = first, length = 0; at < this.units.length; at += 1) {
      const { text, isJoined } = this.units[at]!;
      if (at > first && !isJoined && !seams.has(length)) return undefined;
      const left = wanted.slice(length);
      if (text.startsWith(left)) return this.matched(first, at, { isWhole: text === left, letters: wanted.length });
      if (!left.startsWith(text)) return undefined;
      length += text.length;
    }
    return undefined;
  }

  private matched(
    first: number,
    last: number,
    { isWhole, letters }: { readonly isWhole: boolean; readonly letters: number },
  ): Match | undefined {
    // The beginning of nearly every word says nothing.
    if (!isWhole && letters < (this.kind === 'name' ? 2 : 3)) return undefined;
    const weight = this.kind === 'text' ? WEIGHT.words : isWhole ? WEIGHT.whole : WEIGHT.begun;
    return { from: this.units[first]!.word.start, to: this.units[last]!.word.end, weight };
  }

  private nearOf(wanted: string): readonly Match[] {
    if (wanted.length < SLIP_LETTERS_MIN) return [];
    return this.units.flatMap(({ text, word }) => {
      const spelled = [text, joined(word)].filter((one) => one.length >= SLIP_LETTERS_MIN);
      const isNear = spelled.some((one) => distance(wanted, one, 1) <= 1);
      return isNear ? [{ from: word.start, to: word.end, weight: WEIGHT.near }] : [];
    });
  }
}

function unitsOf(text: string, isName: boolean): readonly Unit[] {
  return wordsIn(text, WORDS_OF_TEXT_MAX).flatMap((word, at, words) =>
    word.parts.map((part, place): Unit => {
      const before = words[at - 1]?.parts.at(-1);
      const isJoined = place > 0 || isName || (before !== undefined && isArabic(before) && isArabic(part));
      return { text: part, word, isJoined };
    }),
  );
}

/** After how many letters a part of a word ends: there its writer may have begun another word. */
function seamsOf({ parts }: Word): ReadonlySet<number> {
  let letters = 0;
  return new Set(parts.map((part) => (letters += part.length)));
}
