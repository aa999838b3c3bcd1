import { describe, expect, it } from '@jest/globals';
import { hasTyped } from './typed-words.js';

describe('What was typed into the command palette', () => {
  it.each([
    ['Record a finding', 'find rec', true],
    ['Record a finding', 'FINDING', true],
    ['Record a finding', 'finding close', false],
    ['Record a finding', '', true],
    ['بازگشایی پرونده', 'بازگشايي', true],
    ['پرونده‌ها', 'پروندهها', true],
    ['ادامهٔ مهلت‌ها', 'ادامه مهلت', true],
    ['آمار', 'امار', true],
    ['کارها', 'كار', true],
    ['کارها', 'پرونده', false],
  ])('finds in "%s" for "%s": %s', (text, typed, isFound) => {
    expect(hasTyped(text, typed)).toBe(isFound);
  });
});
