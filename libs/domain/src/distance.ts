/**
 * How many slips lie between two texts: a character too many, missing, wrong, or two neighbours exchanged (optimal string alignment).
 * Texts whose lengths already differ by more than `max` are not compared: `max + 1`.
 */
export function distance(one: string, other: string, max: number): number {
  const [from, to] = [Array.from(one), Array.from(other)];
  if (Math.abs(from.length - to.length) > max) return max + 1;
  let before: readonly number[] = [];
  let last: readonly number[] = to.map((_, index) => index).concat(to.length);
  for (const [row, letter] of from.entries()) {
    const next = [row + 1];
    for (const [column, wanted] of to.entries()) {
      const cost = letter === wanted ? 0 : 1;
      const steps = [next[column]! + 1, last[column + 1]! + 1, last[column]! + cost];
      const isExchanged = row > 0 && column > 0 && letter === to[column - 1] && from[row - 1] === wanted;
      next.push(Math.min(...steps, isExchanged ? before[column - 1]! + 1 : Infinity));
    }
    [before, last] = [last, next];
  }
  return last[to.length]!;
}

const NEAREST_MAX = 3;
/** Of so many characters, one may be wrong. */
const CHARACTERS_PER_SLIP = 3;

/** Of texts by their keys, those whose key is nearest to this one, likeliest first: at most three, and only with few slips. */
export function nearest(key: string, known: ReadonlyMap<string, string>): readonly string[] {
  const slipsMax = Math.max(1, Math.floor(key.length / CHARACTERS_PER_SLIP));
  const near = [...known].map(([other, text]) => ({ text, slips: distance(key, other, slipsMax) }));
  return near
    .filter(({ slips }) => slips <= slipsMax)
    .sort((a, b) => a.slips - b.slips)
    .slice(0, NEAREST_MAX)
    .map(({ text }) => text);
}
