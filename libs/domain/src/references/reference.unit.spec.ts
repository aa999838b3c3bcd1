import { describe, expect, it } from '@jest/globals';
import { vocabulary } from '@redress/contracts';
import fc from 'fast-check';
import {
  checkDigitOf,
  checkSymbolOf,
  endsInCheckDigit,
  formatReference,
  formatTrackingCode,
  isReference,
  parseReference,
  parseTrackingCode,
  referenceFromBytes,
  referenceFromDigits,
  referenceFromSymbols,
  SYMBOLS,
  symbolsFromBytes,
  trackingCodeFromBytes,
  toReference,
} from './reference.js';

const reference = fc
  .uint8Array({ minLength: 7, maxLength: 7 })
  .map((bytes) => referenceFromSymbols(symbolsFromBytes(bytes, 11)));

const place = fc.nat(11);

describe('A reference', () => {
  it('is eleven symbols and the check symbol that belongs to them', () => {
    expect(referenceFromSymbols('7K3M9QXD41P')).toBe('7K3M9QXD41PD');
    expect(referenceFromSymbols('00000000000')).toBe('000000000000');
    expect(referenceFromSymbols('00000000001')).toBe('000000000012');
    expect(referenceFromSymbols('ZZZZZZZZZZZ')).toHaveLength(12);
  });

  it('is taken in its stored form where only references stand', () => {
    expect(['7K3M9QXD41PD', '12345678901232'].map(toReference)).toEqual(['7K3M9QXD41PD', '12345678901232']);
  });

  it.each([
    ['nothing', ''],
    ['one as it is shown', '7K3M-9QXD-41PD'],
    ['one in small letters', '7k3m9qxd41pd'],
    ['one without its check symbol', '7K3M9QXD41P'],
    ['one with a line after it', '7K3M9QXD41PD\n'],
    ['digits of which the first is 0', '01234567890123'],
    ['the name of a stream', 'complaint-7K3M9QXD41PD'],
  ])('is not %s', (_, text) => {
    expect(() => toReference(text)).toThrow(RangeError);
  });

  it('has the form that events require', () => {
    const form = new RegExp((vocabulary.reference() as { readonly pattern?: string }).pattern ?? '');
    const symbol = fc.constantFrom(...SYMBOLS, 'I', 'L', 'O', 'U', 'k', '-');
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: symbol, minLength: 11, maxLength: 14 }), fc.stringMatching(/^\d{14}$/)),
        (text) => {
          expect(isReference(text)).toBe(form.test(text));
        },
      ),
    );
  });

  it('is shown in fours', () => {
    expect(formatReference(toReference('7K3M9QXD41PD'))).toBe('7K3M-9QXD-41PD');
  });

  it.each([
    ['as it is shown', '7K3M-9QXD-41PD'],
    ['as it is stored', '7K3M9QXD41PD'],
    ['in small letters with spaces', ' 7k3m 9qxd 41pd '],
    ['with I, l and other dashes', '7K3M–9QXD–4IPD'],
    ['with a small L', '7K3M-9QXD-4lPD'],
    ['with Persian digits', '۷K۳M-۹QXD-۴۱PD'],
    ['with Arabic-Indic digits', '٧K٣M-٩QXD-٤١PD'],
    ['with the invisible marks of a right-to-left text', '\u200E7K3M-9QXD-41PD\u200F'],
  ])('is read %s', (_, text) => {
    expect(parseReference(text)).toEqual({ ok: true, reference: '7K3M9QXD41PD' });
  });

  it('is read with O for zero in every place', () => {
    expect(parseReference('oooo-OOOO-0000')).toEqual({ ok: true, reference: '000000000000' });
  });

  it('is told apart from a slip of the pen', () => {
    expect(parseReference('7K3M-9QXD-41PB')).toEqual({ ok: false, reason: 'wrong-check-symbol' });
    expect(parseReference('K73M-9QXD-41PD')).toEqual({ ok: false, reason: 'wrong-check-symbol' });
  });

  it.each([
    ['nothing', ''],
    ['too few symbols', '7K3M-9QXD-41P'],
    ['too many symbols', '7K3M-9QXD-41PD-D'],
    ['a U, which is no symbol', '7K3M-9QXD-41PU'],
    ['a letter that is a symbol only when made capital by a locale', '7K3M-9QXD-41Pſ'],
    ['punctuation', '7K3M/9QXD/41PD'],
    ['a text without end', `7K3M-9QXD-41PD${' '.repeat(1_000_000)}`],
  ])('is not read from %s', (_, text) => {
    expect(parseReference(text)).toEqual({ ok: false, reason: 'malformed' });
  });

  it.each(['7K3M9QXD41', '7K3M9QXD41PD', '7k3m9qxd41p', '7K3M9QXD41U'])('is not made of %s', (symbols) => {
    expect(() => referenceFromSymbols(symbols)).toThrow(RangeError);
  });

  it('is read back whatever the symbols', () => {
    fc.assert(
      fc.property(reference, (made) => {
        expect(parseReference(formatReference(made).toLowerCase())).toEqual({ ok: true, reference: made });
      }),
    );
  });

  it('is never read with one wrong symbol, wherever it is', () => {
    fc.assert(
      fc.property(reference, place, (made, index) => {
        for (const wrong of [...SYMBOLS].filter((symbol) => symbol !== made[index])) {
          const slipped = made.slice(0, index) + wrong + made.slice(index + 1);
          expect(parseReference(slipped)).toEqual({ ok: false, reason: 'wrong-check-symbol' });
        }
      }),
    );
  });

  it('is never read with two different symbols swapped, however far apart', () => {
    fc.assert(
      fc.property(reference, place, place, (made, one, other) => {
        fc.pre(made[one] !== made[other]);
        const symbols = [...made];
        [symbols[one], symbols[other]] = [symbols[other] ?? '', symbols[one] ?? ''];
        expect(parseReference(symbols.join(''))).toEqual({ ok: false, reason: 'wrong-check-symbol' });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('A reference of 14 digits', () => {
  const made = fc
    .uint8Array({ minLength: 10, maxLength: 32 })
    .map((bytes) => referenceFromBytes('ir-14-digits', bytes));

  it('is thirteen digits and the check digit that belongs to them, shown in fours', () => {
    expect(referenceFromDigits('1234567890123')).toBe('12345678901232');
    expect(formatReference(toReference('12345678901232'))).toBe('1234-5678-9012-32');
    expect(referenceFromBytes('ir-14-digits', new Uint8Array(10))).toMatch(/^1000000000000\d$/);
  });

  it.each([
    ['as it is shown', '1234-5678-9012-32'],
    ['in Persian digits', '۱۲۳۴-۵۶۷۸-۹۰۱۲-۳۲'],
    ['in Arabic digits, with spaces and marks of a right-to-left text', '\u200f١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٢'],
    ['with letters for digits', 'l234-5678-9oI2-32'],
  ])('is read %s', (_, text) => {
    expect(parseReference(text)).toEqual({ ok: true, reference: '12345678901232' });
  });

  it('is told apart from a slip of the pen, and from what is none', () => {
    expect(parseReference('1234-5678-9012-31')).toEqual({ ok: false, reason: 'wrong-check-symbol' });
    expect(parseReference('1234-5678-9012-3')).toEqual({ ok: false, reason: 'malformed' });
    expect(parseReference('1234-5678-9012-3A')).toEqual({ ok: false, reason: 'malformed' });
  });

  it.each(['123456789012', '0123456789012', '12345678901232', '123456789012A'])('is not made of %s', (digits) => {
    expect(() => referenceFromDigits(digits)).toThrow(RangeError);
  });

  it('is read back whatever the bytes, and never begins with 0', () => {
    fc.assert(
      fc.property(made, (reference) => {
        expect(reference).toMatch(/^[1-9]\d{13}$/);
        expect(parseReference(formatReference(reference))).toEqual({ ok: true, reference });
      }),
    );
  });
});

describe('A reference from bytes', () => {
  it('needs ten of them, whatever the format', () => {
    expect(referenceFromBytes('crockford', new Uint8Array(10))).toBe('000000000000');
    expect(() => referenceFromBytes('crockford', new Uint8Array(9))).toThrow(RangeError);
    expect(() => referenceFromBytes('ir-14-digits', new Uint8Array(9))).toThrow(RangeError);
  });
});

/** The weight of each of the first eleven places, measured from outside: the check symbol of a 1 there and zeros elsewhere. */
const weights = Array.from({ length: 11 }, (_, place) =>
  SYMBOLS.indexOf(checkSymbolOf(`${'0'.repeat(place)}1${'0'.repeat(10 - place)}`)),
);

describe('The check symbol', () => {
  it('weighs every place differently, none with zero, and none like its own place', () => {
    expect(new Set([...weights, 1]).size).toBe(12);
    expect(weights).not.toContain(0);
  });

  it('is a sum over the field: that of a sum is the sum of those', () => {
    const [a, b] = ['7K3M9QXD41P', 'ZY0W8VTS5RN'].map((symbols) =>
      [...symbols].map((symbol) => SYMBOLS.indexOf(symbol)),
    );
    const sum = (a ?? []).map((value, place) => SYMBOLS[value ^ (b?.[place] ?? 0)]).join('');
    const checks = ['7K3M9QXD41P', 'ZY0W8VTS5RN'].map((symbols) => SYMBOLS.indexOf(checkSymbolOf(symbols)));
    expect(SYMBOLS.indexOf(checkSymbolOf(sum))).toBe((checks[0] ?? 0) ^ (checks[1] ?? 0));
  });

  it('never changes its weights: references already given out depend on them', () => {
    expect(weights).toEqual([7, 17, 26, 13, 20, 10, 5, 16, 8, 4, 2]);
  });
});

describe('The check digit', () => {
  it.each([
    // Worked example in ISO/IEC 7064, for 0794.
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

describe('A tracking code', () => {
  it('is the first fifty bits of its bytes, five to a symbol', () => {
    expect(trackingCodeFromBytes(Uint8Array.from([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xff]))).toBe('0123456789');
    expect(trackingCodeFromBytes(new Uint8Array(32).fill(0xff))).toBe('ZZZZZZZZZZ');
  });

  it('needs seven bytes', () => {
    expect(() => trackingCodeFromBytes(new Uint8Array(6))).toThrow(RangeError);
  });

  it('is shown in fives, and read back as people type it', () => {
    expect(formatTrackingCode('0123456789')).toBe('01234-56789');
    expect(parseTrackingCode(' o1234-56789 ')).toBe('0123456789');
    expect(parseTrackingCode('۰۱۲۳۴ ٥٦٧٨٩')).toBe('0123456789');
  });

  it.each(['', '01234', '01234-5678U', '01234-56789-0', '0?'])('is not read from "%s"', (text) => {
    expect(parseTrackingCode(text)).toBeUndefined();
  });

  it('is read back whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 7, maxLength: 32 }), (bytes) => {
        const code = trackingCodeFromBytes(bytes);
        expect(parseTrackingCode(formatTrackingCode(code).toLowerCase())).toBe(code);
      }),
    );
  });
});

describe('Symbols from bytes', () => {
  it('are the base32 digits of the bytes as one number', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (bytes) => {
        const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
        const digits = number.toString(32).toUpperCase().padStart(8, '0');
        const decimal = [...symbolsFromBytes(bytes, 8)].map((symbol) =>
          '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(symbol),
        );
        expect(decimal).toEqual([...digits].map((digit) => Number.parseInt(digit, 32)));
      }),
    );
  });
});
