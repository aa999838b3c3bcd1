import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { breakLines } from './break-lines.js';

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
