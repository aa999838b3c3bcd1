import type { TextMark, MatchedText, SearchedField } from './matching.js';

/** Texts shown of one case. */
const SNIPPETS_MAX = 5;
/** Characters before the first and behind the first match. */
const BEFORE = 60;
const BEHIND = 140;
const CUT = '…';

/** A piece of a text around what was found. */
export interface Snippet {
  readonly field: SearchedField;
  readonly text: string;
  /** Where it was found in `text`. */
  readonly marks: readonly TextMark[];
}

/** Pieces of the texts in which something was found, the best first. */
export function snippetsOf(texts: readonly MatchedText[]): readonly Snippet[] {
  return texts.slice(0, SNIPPETS_MAX).map(snippetOf);
}

function snippetOf({ field, text, marks }: MatchedText): Snippet {
  const first = marks[0]?.from ?? 0;
  const from = startNear(text, first - BEFORE);
  const end = marks[0]?.to ?? 0;
  const to = Math.max(end, endNear(text, Math.max(first + BEHIND, end)));
  const head = from > 0 ? CUT : '';
  const shift = head.length - from;
  return {
    field,
    text: `${head}${text.slice(from, to)}${to < text.length ? CUT : ''}`,
    marks: marks.filter((mark) => mark.to <= to).map((mark) => ({ from: mark.from + shift, to: mark.to + shift })),
  };
}

/** The next blank from a place on, so that no word and no character is cut. */
function startNear(text: string, at: number): number {
  if (at <= 0) return 0;
  const blank = text.slice(at, at + BEFORE).search(/\s/u);
  return blank === -1 ? wholeAt(text, at) : at + blank + 1;
}

function endNear(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const blank = text.slice(0, at).search(/\s\S*$/u);
  return blank <= at - BEFORE ? wholeAt(text, at) : blank;
}

/** Not between the two halves of a character. */
function wholeAt(text: string, at: number): number {
  return /[\udc00-\udfff]/u.test(text.charAt(at)) ? at - 1 : at;
}
