import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { pseudo } from './pseudo-locale.mjs';
import { hardCodedFinder, unaccentedIn } from './pseudo-texts.js';

const root = `${import.meta.dirname}/../..`;

describe('A text in the language that nobody speaks', () => {
  it('has accents, stands in brackets and is longer', () => {
    expect(pseudo('Received')).toBe('‹Ŕéçéíÿéď ····›');
    expect(pseudo('No')).toBe('‹Ñó ···›');
  });

  it('is filled with the same values, and chooses among its words by the same numbers', () => {
    expect(pseudo("It's {name}'s, since {at, date, day}")).toBe("‹Íť'š {name}'š, šíñçé {at, date, day} ······›");
    expect(pseudo('{n, plural, one {# day} other {# days}} left')).toMatch(
      /^‹\{n, plural, one \{# ďáý\} other \{# ďáýš\}\} ĺéƒť ·+›$/,
    );
  });
});

describe('What has no accents', () => {
  it('is told from what has, and from references, codes and versions', () => {
    expect(unaccentedIn('‹Ŕéçéíÿéď ···› (7K3M-9QXD-41PC), generic@3, 7FAR1-P1T8P')).toEqual([]);
    expect(unaccentedIn('‹Ŕéçéíÿéď by ···›: 3 files')).toEqual(['by', '3 files']);
  });

  it('is hard-coded unless it is known, as a whole, as data', () => {
    const hardCodedIn = hardCodedFinder(['hana']);
    expect(hardCodedIn('hana: ‹Ŕéçéíÿéď ···› – Our organization')).toEqual([]);
    expect(hardCodedIn('hana said ‹Ŕéçéíÿéď ···›')).toEqual(['hana said']);
  });
});

describe('The language that nobody speaks', () => {
  it('is named by nothing that is shipped', () => {
    const shipped = globSync(
      ['{libs,apps}/**/src/**/*.{ts,tsx}', 'apps/web/vite.config.mjs', 'tools/{web,bootstrap}/*.mjs'],
      {
        cwd: root,
        exclude: (path) => /node_modules|dist/.test(path),
      },
    ).filter((path) => readFileSync(`${root}/${path}`, 'utf8').includes('pseudo-locale'));
    expect(shipped).toEqual([]);
  });
});
