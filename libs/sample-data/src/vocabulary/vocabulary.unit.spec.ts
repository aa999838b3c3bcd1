import { describe, expect, it } from '@jest/globals';
import { vocabularies, type Vocabulary } from './vocabulary.js';

/** Every sentence of a language, with where it stands. */
function sentencesOf(part: unknown, at: string): readonly (readonly [at: string, text: string])[] {
  if (typeof part === 'string') return [[at, part]];
  return Object.entries(part as object).flatMap(([name, value]) => sentencesOf(value, `${at}.${name}`));
}

const all = Object.entries(vocabularies).flatMap(([language, words]) =>
  sentencesOf(words satisfies Vocabulary, language),
);

describe('The vocabulary', () => {
  it('names only what the words of a complaint are filled with', () => {
    const named = all.flatMap(([, text]) => [...text.matchAll(/\{(\w*)\}?/g)].map(([, name]) => name));
    expect([...new Set(named)].sort()).toEqual(['amount', 'day', 'order', 'place', 'product']);
  });

  it('writes Persian with Persian letters and digits', () => {
    const persian = all
      .filter(([at]) => at.startsWith('fa.'))
      .map(([at, text]) => [at, text.replaceAll(/\{\w+\}/g, '')]);
    expect(persian.filter(([, text]) => /[A-Za-z0-9يك٠-٩]/.test(text ?? ''))).toEqual([]);
    expect(persian.length).toBeGreaterThan(150);
  });

  it('says each thing once in a list', () => {
    const lists = Object.values(vocabularies).flatMap((words) => Object.values(words).filter(Array.isArray));
    expect(lists.filter((list) => new Set(list).size !== list.length)).toEqual([]);
  });
});
