import { describe, expect, it } from '@jest/globals';
import { findIn, type SearchedField } from './matching.js';
import { readSearch } from './typed-search.js';

const isFound = (typed: string, text: string, field: SearchedField = 'note'): boolean =>
  findIn([{ field, text }], readSearch(typed).parts) !== undefined;

describe('A word that was typed', () => {
  it.each([
    ['credit-card', 'My credit card', true],
    ['credit card', 'My credit-card', true],
    ['"credit card"', 'My credit-card', true],
    ['"credit card"', 'My creditcard', true],
    ['"credit card"', 'My card, on credit', false],
    ['"credit card"', 'Credit for a card', false],
    ['therapist', 'the rapist', false],
    ['حساببانکی', 'حساب بانکی', true],
    ['سابب', 'حساب بانکی', false],
    ['ket', 'kettle', true],
    ['ke', 'kettle', false],
    ['ke', 'ke', true],
    ['ettle', 'kettle', false],
    ['kettel', 'kettle', false],
    ['kettle lid', 'The kettle.', false],
  ])('%s in the text %s: %s', (typed, text, expected) => {
    expect(isFound(typed, text)).toBe(expected);
  });

  it.each([
    ['ke', 'Kettle', true],
    ['k', 'Kettle', false],
    ['kettel', 'Kettle', true],
    ['kttle', 'Kettle', true],
    ['kettlle', 'Kettle', true],
    ['kittle', 'Kettle', true],
    ['kittel', 'Kettle', false],
    ['kim', 'Tim', false],
    ['macdonald', 'Mac Donald', true],
  ])('%s in the name %s: %s', (typed, name, expected) => {
    expect(isFound(typed, name, 'name')).toBe(expected);
  });

  it('counts for more as a whole detail than as its beginning, a slip, or a word of a text', () => {
    const weightIn = (field: SearchedField, text: string) =>
      findIn([{ field, text }], readSearch('kettle').parts)?.weight ?? 0;
    const weights = [
      weightIn('name', 'Kettle'),
      weightIn('name', 'Kettleman'),
      weightIn('name', 'Kettel'),
      weightIn('note', 'A kettle.'),
    ];
    expect(weights).toEqual([...weights].sort((one, other) => other - one));
    expect(new Set(weights).size).toBe(4);
  });
});
