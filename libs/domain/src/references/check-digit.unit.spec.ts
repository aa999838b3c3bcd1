import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkDigitOf, endsInCheckDigit } from './check-digit.js';

describe('The check digit', () => {
  it.each([
    // Worked in ISO/IEC 7064, for 0794.
    ['0794', '5'],
    // Published examples of numbers by the same system: a German VAT number, and a German tax identification number.
    ['13669597', '6'],
    ['8609574271', '9'],
  ])('of %s is %s', (digits, check) => {
    expect(checkDigitOf(digits)).toBe(check);
    expect(endsInCheckDigit(digits + check)).toBe(true);
  });

  it('notices every single wrong digit, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999_999), fc.nat(13), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
        const digits = String(number).padStart(13, '7');
        const whole = digits + checkDigitOf(digits);
        const wrong = String((Number(whole[place]) + by) % 10);
        expect(endsInCheckDigit(whole.slice(0, place) + wrong + whole.slice(place + 1))).toBe(false);
      }),
    );
  });
});
