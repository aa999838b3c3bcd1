import bidiFactory, { type EmbeddingLevels } from 'bidi-js';

export type Direction = 'ltr' | 'rtl';

/** A paragraph with the embedding level of each character. */
export interface Paragraph {
  readonly text: string;
  readonly levels: EmbeddingLevels;
}

/** Control characters that have no use once the levels are known. */
const DIRECTION_MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** Scripts that the shaper reverses by itself. */
const TURNED = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const WITH_SCRIPT = /[^\p{Script=Common}\p{Script=Inherited}]/u;

const bidi = bidiFactory();

export function paragraphOf(text: string, direction: Direction): Paragraph {
  return { text, levels: bidi.getEmbeddingLevels(text, direction) };
}

/**
 * Returns the characters from `start` to `end` (exclusive) as runs in visual order from left to right (UAX #9).
 *
 * Each run is written so that the shaper's glyphs come out in the right order. The shaper lays out one script at a time, and reverses every
 * run of Arabic letters. So right-to-left runs without such letters are reversed here, and so are digits of the Arabic script, which run
 * from left to right although the shaper treats them as letters.
 */
export function visualRuns(paragraph: Paragraph, start: number, end: number): readonly string[] {
  const { text, levels } = paragraph;
  const order = visualOrder(paragraph, start, end);
  const isRightToLeft = (index: number): boolean => (levels.levels[index] ?? 0) % 2 === 1;
  return neighbours(order, isRightToLeft).flatMap(([first, last]) => {
    const run = text.slice(Math.min(first, last), Math.max(first, last) + 1).replace(DIRECTION_MARKS, '');
    if (run === '') return [];
    return isRightToLeft(first) ? [fromRightToLeft(run)] : scriptsOf(run).map(fromLeftToRight);
  });
}

/** Returns the indices in visual order. Its work depends on the range alone, however long the paragraph is. */
function visualOrder({ text, levels }: Paragraph, start: number, end: number): readonly number[] {
  const order = Array.from({ length: end - start }, (_, offset) => start + offset);
  for (const [first, last] of bidi.getReorderSegments(text, levels, start, end - 1)) {
    order.splice(first - start, last + 1 - first, ...order.slice(first - start, last + 1 - start).reverse());
  }
  return order;
}

/** Returns the first and last index of each stretch whose visual order is its logical order, or the exact reverse. */
function neighbours(
  order: readonly number[],
  isRightToLeft: (index: number) => boolean,
): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  for (const index of order) {
    const open = stretches.at(-1);
    const step = isRightToLeft(index) ? -1 : 1;
    const goesOn = open !== undefined && open[1] + step === index && isRightToLeft(open[0]) === isRightToLeft(index);
    if (goesOn) open[1] = index;
    else stretches.push([index, index]);
  }
  return stretches;
}

function fromRightToLeft(run: string): string {
  const mirrored = Array.from(run, (character) => bidi.getMirroredCharacter(character) ?? character).join('');
  return isTurnedByShaper(run) ? mirrored : turned(mirrored);
}

function fromLeftToRight(run: string): string {
  return isTurnedByShaper(run) ? turned(run) : run;
}

/** The shaper decides by the first character that belongs to a script. */
function isTurnedByShaper(run: string): boolean {
  return TURNED.test(WITH_SCRIPT.exec(run)?.[0] ?? '');
}

function turned(run: string): string {
  return Array.from(run).reverse().join('');
}

/** Splits a run wherever the shaper's script changes; a character without a script belongs to the part before it. */
function scriptsOf(run: string): readonly string[] {
  const pieces: string[] = [];
  for (const character of run) {
    const before = pieces.at(-1);
    const script = WITH_SCRIPT.exec(before ?? '')?.[0];
    const changes =
      script !== undefined && WITH_SCRIPT.test(character) && TURNED.test(script) !== TURNED.test(character);
    if (before === undefined || changes) pieces.push(character);
    else pieces[pieces.length - 1] = before + character;
  }
  return pieces;
}
