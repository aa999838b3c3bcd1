import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { greetingName } from './letter-lines.js';

describe('A name in a greeting', () => {
  it.each([
    ['Parisa Example', 'Parisa Example'],
    ['  Parisa \t Example ', 'Parisa Example'],
    ['Parisa\r\n\r\nYou have won a prize', 'Parisa You have won a prize'],
    ['Parisa\u2028Example', 'Parisa Example'],
    ['\u202Eelpmaxe', 'elpmaxe'],
    ['نگار می\u200Cدوست', 'نگار می\u200Cدوست'],
  ])('of %j is %j', (name, greeted) => {
    expect(greetingName(name)).toBe(greeted);
  });

  it.each([[''], [' \n '], ['\u202E\u200F']])('is left out when there is none: %j', (name) => {
    expect(greetingName(name)).toBeUndefined();
  });

  it('is always one line of at most 100 characters, and greeting it again changes nothing', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const greeted = greetingName(name) ?? '';
      expect(Array.from(greeted).length).toBeLessThanOrEqual(100);
      expect(greeted).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(greetingName(greeted) ?? '').toBe(greeted);
    });
    fc.assert(property);
  });
});
