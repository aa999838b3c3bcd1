import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { breakLines, LINE_LENGTH_MAX } from './break-lines.js';

/** Breaks lines with every character one unit wide. */
function linesOf(text: string, width: number): readonly string[] {
  return breakLines(text, width, (start, end) => end - start).map(([start, end]) => text.slice(start, end));
}

describe('A paragraph', () => {
  it.each<[string, number, readonly string[]]>([
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 100, ['one two three']],
    ['one  two', 3, ['one', 'two']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['a bcdefgh', 3, ['a', 'bcd', 'efg', 'h']],
    ['', 3, ['']],
    ['   ', 3, ['']],
  ])('%j on lines of %d is %j', (text, width, lines) => {
    expect(linesOf(text, width)).toEqual(lines);
  });

  it('loses no word, and has no line that is too long', () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 20 });
    const property = fc.property(words, fc.integer({ min: 2, max: 20 }), (parts, width) => {
      const text = parts.join(' ');
      const lines = linesOf(text, width);
      expect(lines.join('').replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    });
    fc.assert(property);
  });

  it('never tears a character of two units apart', () => {
    expect(linesOf('😀😀', 3)).toEqual(['😀', '😀']);
  });
});

/** Counts the characters that are measured to break a text, each of the given width. */
function workOn(text: string, widthOf: (character: string) => number): number {
  let measured = 0;
  breakLines(text, 40, (start, end) => {
    measured += end - start;
    return [...text.slice(start, end)].reduce((sum, character) => sum + widthOf(character), 0);
  });
  return measured;
}

const widthless = (character: string): number => (/[\p{Mn}\p{Cf}]/u.test(character) ? 0 : 1);
const parts = ['a', ' ', 'ab ', '\u00A0', '😀', '\u0301', '\u200B', '\uFEFF', '\u200B\uFEFF', 'س', '(', '-'];

describe('The work on a paragraph', () => {
  it('grows with its length alone, whatever is repeated in it', () => {
    const pattern = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }).map((some) => some.join(''));
    const property = fc.property(pattern, fc.nat(3), (repeated, begin) => {
      const text = (length: number) => parts.slice(0, begin).join('') + repeated.repeat(length / repeated.length);
      const [once, twice] = [workOn(text(8_000), widthless), workOn(text(16_000), widthless)];
      expect(twice).toBeLessThanOrEqual(2.2 * once);
    });
    fc.assert(property, { numRuns: 40, endOnFailure: true });
  });

  it('is bounded for characters without a width', () => {
    const lines = breakLines('\u0301'.repeat(3 * LINE_LENGTH_MAX), 40, () => 0);
    expect(lines).toHaveLength(3);
  });
});
