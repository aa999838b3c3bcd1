import { describe, expect, it } from '@jest/globals';
import { findIn, type MatchedText } from './matching.js';
import { snippetsOf } from './snippets.js';
import { readSearch } from './typed-search.js';

const matchedIn = (text: string, typed: string): readonly MatchedText[] =>
  findIn([{ field: 'note', text }], readSearch(typed).parts)?.texts ?? [];
/** What is marked in the first snippet. */
const marked = (text: string, typed: string): readonly string[] =>
  snippetsOf(matchedIn(text, typed)).flatMap(({ text: shown, marks }) =>
    marks.map(({ from, to }) => shown.slice(from, to)),
  );

describe('A snippet', () => {
  const long = `${'before '.repeat(40)}the kettle burst ${'behind '.repeat(80)}`;

  it('is the whole of a short text', () => {
    expect(snippetsOf(matchedIn('The kettle burst.', 'kettle'))).toEqual([
      { field: 'note', text: 'The kettle burst.', marks: [{ from: 4, to: 10 }] },
    ]);
  });

  it('is cut between words around the first match of a long one', () => {
    const [{ text } = { text: '' }] = snippetsOf(matchedIn(long, 'kettle'));
    expect(text).toMatch(/^…before .*the kettle burst behind .*behind…$/);
    expect(text.length).toBeLessThan(250);
    expect(marked(long, 'kettle')).toEqual(['kettle']);
  });

  it('marks every match that it shows, and none that it does not', () => {
    expect(marked(`kettle kettles ${'x '.repeat(300)}kettle`, 'kettle')).toEqual(['kettle', 'kettles']);
  });

  it('marks a phrase from its first to its last word, and overlapping matches once', () => {
    expect(marked('It was hot water that ran.', '"hot water"')).toEqual(['hot water']);
    expect(marked('It was hot water that ran.', '"hot water" water')).toEqual(['hot water']);
  });

  it('marks words of Persian as they are written', () => {
    expect(marked('نمی خواهم دوباره تماس بگیرم.', 'نمی‌خواهم')).toEqual(['نمی خواهم']);
  });

  it('does not cut a character in two', () => {
    const [{ text } = { text: '' }] = snippetsOf(matchedIn(`${'😀'.repeat(100)} kettle ${'😀'.repeat(200)}`, 'kettle'));
    expect(text.isWellFormed()).toBe(true);
  });

  it('shows five texts at most, the best first', () => {
    const texts = Array.from({ length: 9 }, (_, at) => ({ field: 'note' as const, text: `kettle ${at}` }));
    const found = findIn([...texts, { field: 'name', text: 'Kettle' }], readSearch('kettle').parts);
    const shown = snippetsOf(found?.texts ?? []);
    expect(shown.map(({ field }) => field)).toEqual(['name', 'note', 'note', 'note', 'note']);
  });
});
