import { describe, expect, it } from '@jest/globals';
import { phoneForms } from './telephone.js';
import { folded, joined, wordsIn } from './words.js';

const spellings = (text: string): readonly string[] => wordsIn(text, 100).map(joined);

describe('Words as they are compared', () => {
  it.each([
    ['case', 'KETTLE', 'kettle'],
    ['accents, composed and not', 'Caf\u00e9 Cafe\u0301', 'cafe cafe'],
    ['letters without a decomposition', 'Groß Łódź Ærø Þór Ørsted', 'gross lodz aero thor orsted'],
    ['width', 'Ｆｅｅ １２', 'fee 12'],
    ['ligatures', 'ﬁne', 'fine'],
    ['the Turkish i', 'DIŞ İstanbul', 'dis istanbul'],
    ['Arabic letters on Persian words', 'كي علي موسى', 'کی علی موسی'],
    ['hamza', 'مسئول مؤمن أحمد آب ۀ ماء', 'مسیول مومن احمد اب ه ما'],
    ['teh marbuta', 'فاطمة', 'فاطمه'],
    ['vowel signs and tatweel', 'مُهَنـدِّس', 'مهندس'],
    ['forms for display', 'ﻋﻠﻲ', 'علی'],
    ['digits', '۱۲۳ ٤٥٦ 789', '123 456 789'],
  ])('do not differ by %s', (_, typed, plain) => {
    expect(folded(typed)).toBe(plain);
    expect(folded(plain)).toBe(plain);
  });

  it.each([
    ['a half-space', 'می‌خواهم', ['میخواهم']],
    ['a space behind a prefix', 'نمی خواهم بروم', ['نمیخواهم', 'بروم']],
    ['a space before a suffix', 'کتاب های خوب', ['کتابهای', 'خوب']],
    ['no suffix after a stop', 'کتاب. ها', ['کتاب', 'ها']],
    ['no suffix of a Latin word', 'app ها', ['app', 'ها']],
    ['hyphens and apostrophes', "e-mail don't O’Brien", ['email', 'dont', 'obrien']],
    ['an address', 'robin.hood@example.org,', ['robinhoodexampleorg']],
    ['a number in groups', '1,200.50 ۱٬۲۰۰', ['120050', '1200']],
    ['a comma between words', 'one,two', ['one', 'two']],
    ['marks at their ends', "'quoted' -dash- (12)", ['quoted', 'dash', '12']],
    ['nothing', ' ?! ‌ ', []],
  ])('are joined or parted by %s', (_, text, words) => {
    expect(spellings(text)).toEqual(words);
  });

  it('know their parts and where they stand', () => {
    const [first, second] = wordsIn('Der O’Brien', 10);
    expect([first, second]).toEqual([
      { start: 0, end: 3, parts: ['der'] },
      { start: 4, end: 11, parts: ['o', 'brien'] },
    ]);
  });

  it('are not more than are wanted', () => {
    expect(wordsIn('one two three', 2)).toHaveLength(2);
  });
});

describe('A telephone number', () => {
  it.each([
    ['an Iranian mobile', '0912 345 6789', '+98 912 345 6789'],
    ['a call from abroad', '00989123456789', '+98-912-345-6789'],
    ['Persian digits', '۰۹۱۲۳۴۵۶۷۸۹', '09123456789'],
    ['a British number', '(020) 7946 0101', '+44 20 7946 0101'],
    ['a zero in brackets', '+44 (0)20 7946 0101', '020 7946 0101'],
    ['an American number', '(212) 555-0143', '+1 212 555 0143'],
    ['a number of the own town', '946 0101', '020 7946 0101'],
  ])('has a form in common with itself in another spelling: %s', (_, one, other) => {
    expect(phoneForms(one).filter((form) => phoneForms(other).includes(form))).not.toEqual([]);
  });

  it.each([['12345'], ['123456789012345678'], ['no number'], ['']])('is not %j', (text) => {
    expect(phoneForms(text)).toEqual([]);
  });
});
