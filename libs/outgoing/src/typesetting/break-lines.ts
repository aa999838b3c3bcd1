/** Measures a range of a paragraph's characters, in points. */
export type WidthOf = (start: number, end: number) => number;

/** A line as a range of characters, `end` exclusive. */
export type Line = readonly [start: number, end: number];

/** Most characters of a line: far more than fit on a page, so only characters without a width reach it. Bounds each measurement. */
export const LINE_LENGTH_MAX = 500;
/** Length at which the search for the first line's end begins; for a later line, the length of the line before. */
const LENGTH_GUESSED = 80;
/** How far from the guess the search looks first. */
const FIRST_STEP = 4;

/**
 * Breaks a paragraph at blanks into lines of at most `width`. Breaks a word longer than a line anywhere, so that a long address stays on
 * the page. An empty paragraph is one empty line. Takes time proportional to the text's length, whatever the text: strangers write it.
 */
export function breakLines(text: string, width: number, measure: WidthOf): readonly Line[] {
  const textEnd = text.trimEnd().length;
  const lines: Line[] = [];
  let guess = LENGTH_GUESSED;
  for (let start = 0; ; start = firstOfWord(text, lines.at(-1)?.[1] ?? 0)) {
    const endMax = Math.min(textEnd, start + LINE_LENGTH_MAX);
    const fitting = longestFitting(start, endMax, guess, (end) => measure(start, end) <= width);
    guess = fitting - start;
    if (fitting >= textEnd) return [...lines, [start, textEnd]];
    lines.push([start, lastOfWord(text, start, fitting)]);
  }
}

/**
 * Returns the latest end up to `endMax` that fits, at least one character from the start. Searches outwards from the guess, so that its
 * work depends on the line's length alone.
 */
function longestFitting(start: number, endMax: number, guess: number, fits: (end: number) => boolean): number {
  let fitting = start + 1;
  let beyond = endMax + 1;
  let probe = start + guess;
  for (let step = FIRST_STEP; probe > fitting && probe < beyond; step *= 2) {
    if (fits(probe)) fitting = probe;
    else beyond = probe;
    probe += fitting === probe ? step : -step;
  }
  while (beyond - fitting > 1) {
    const middle = Math.floor((fitting + beyond) / 2);
    if (fits(middle)) fitting = middle;
    else beyond = middle;
  }
  return fitting;
}

/** Returns the end of the last whole word up to `end`, or `end` itself within a word that is longer than the line. */
function lastOfWord(text: string, start: number, end: number): number {
  const line = text.slice(start, end + 1);
  const words = /^(.*\S)\s/su.exec(line)?.[1];
  if (words !== undefined) return start + words.length;
  // Never between the two units of one character.
  if (!/[\uDC00-\uDFFF]/.test(text[end] ?? '')) return end;
  return end - 1 > start ? end - 1 : end + 1;
}

/** Returns where the next word begins: here, if the last line broke a word. */
function firstOfWord(text: string, from: number): number {
  let start = from;
  while (/\s/.test(text[start] ?? '')) start += 1;
  return start;
}
