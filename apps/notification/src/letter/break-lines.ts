/** Measures a range of a paragraph's characters, in points. */
export type Measure = (start: number, end: number) => number;

/** A line as a range of characters, `end` exclusive. */
export type Line = readonly [start: number, end: number];

/**
 * Breaks a paragraph at blanks into lines of at most `width`. Breaks a word longer than a line anywhere, so that a long address stays on
 * the page. An empty paragraph is one empty line.
 */
export function breakLines(text: string, width: number, measure: Measure): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  let end = 0;
  for (const { index, 0: word } of text.matchAll(/\S+/gu)) {
    if (measure(start, index + word.length) > width && end > start) {
      lines.push([start, end]);
      start = index;
    }
    end = index + word.length;
    for (
      let fitting = fits(start, end, width, measure, text);
      fitting < end;
      fitting = fits(start, end, width, measure, text)
    ) {
      lines.push([start, fitting]);
      start = fitting;
    }
  }
  lines.push([start, end]);
  return lines;
}

/** Returns the latest end of a line that begins at `start`: at least one character further on. */
function fits(start: number, end: number, width: number, measure: Measure, text: string): number {
  let last = end;
  while (last > start + 1 && measure(start, last) > width) last -= 1;
  const splitsPair = last < end && /[\uDC00-\uDFFF]/.test(text[last] ?? '');
  if (!splitsPair) return last;
  return last - 1 > start ? last - 1 : last + 1;
}
