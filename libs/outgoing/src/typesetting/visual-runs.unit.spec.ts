import { describe, expect, it } from '@jest/globals';
import { paragraphOf, visualRuns, type Direction } from './visual-runs.js';

/** Imitates a shaper, which reverses a run that begins with Arabic letters. */
function shaped(run: string): string {
  const first = /[^\p{Script=Common}\p{Script=Inherited}]/u.exec(run)?.[0] ?? '';
  return /\p{Script=Arabic}/u.test(first) ? Array.from(run).reverse().join('') : run;
}

/** Returns the characters of a text in visual order, from left to right. */
function seen(text: string, direction: Direction, [start, end] = [0, text.length]): string {
  return visualRuns(paragraphOf(text, direction), start, end).map(shaped).join('');
}

describe('What is seen from left to right', () => {
  it.each([
    ['of Persian letters is the last first', 'سلام', 'مالس'],
    ['of Persian words is the last first', 'با سلام', 'مالس اب'],
    ['of digits of the Persian script is the first first', '۱۴۰۵', '۱۴۰۵'],
    ['of a Persian date is its year first', '۱۱ آبان ۱۴۰۵', '۱۴۰۵ نابآ ۱۱'],
    ['of a fraction keeps its order', 'پلاک ۱۲/۸', '۱۲/۸ کالپ'],
    [
      'of a Latin code in Persian text is the code as it is written',
      'شماره: \u20667K3M-9QXD\u2069 بود',
      'دوب 7K3M-9QXD :هرامش',
    ],
    ['of brackets around Persian words is turned around with them', '(سلام)', '(مالس)'],
    ['of brackets around Latin words in Persian text', 'یک (iPhone 15) بود', 'دوب (iPhone 15) کی'],
    ['of two scripts side by side keeps each in its order', 'A۱۲B', 'A۱۲B'],
  ])('%s', (_what, text, expected) => {
    expect(seen(text, 'rtl')).toBe(expected);
  });

  it.each([
    ['of English is English', 'Dear Parisa,', 'Dear Parisa,'],
    ['of a Persian name in English is turned around where it stands', 'Dear پریسا, hello', 'Dear اسیرپ, hello'],
  ])('%s', (_what, text, expected) => {
    expect(seen(text, 'ltr')).toBe(expected);
  });

  it('is told for each line of a paragraph by itself', () => {
    const text = 'یک دو سه';
    expect([seen(text, 'rtl', [0, 5]), seen(text, 'rtl', [6, 8])]).toEqual(['ود کی', 'هس']);
  });

  it('keeps the joiners that Persian is written with, and shows no mark of direction', () => {
    expect(seen('می\u200Cشود', 'rtl')).toContain('\u200C');
    expect(seen('\u2067سلام\u2069 \u202Ax\u202C', 'rtl')).toBe('x مالس');
  });

  it('never tears a character of two units apart', () => {
    expect(seen('سلام 😀', 'rtl')).toBe('😀 مالس');
  });
});
