import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { symbolsFromBytes } from './symbols.js';
import { formatTrackingCode, parseTrackingCode, trackingCodeFromBytes } from './tracking-code.js';

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

  it.each(['', '01234', '01234-5678U', '01234-56789-0'])('is not read from "%s"', (text) => {
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
