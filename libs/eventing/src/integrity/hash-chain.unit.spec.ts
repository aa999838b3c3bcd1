import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './hash-chain.js';

describe('Canonical JSON', () => {
  it('is what RFC 8785 section 3.2.2 shows', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('orders names by UTF-16 code units, as section 3.2.3 shows', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map(([, digit]) => digit).join('')).toBe('2467153');
  });

  it('does not depend on the order in which names were written, and parses back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
        expect(JSON.parse(canonicalJson(object))).toEqual(JSON.parse(JSON.stringify(object)));
      }),
    );
  });

  it.each([
    ['NaN', NaN],
    ['an infinity', -Infinity],
    ['a lone surrogate', '\udead'],
    ['a bigint', 1n],
  ])('does not exist for %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalJson({ deep: [value] })).toThrow(TypeError);
  });

  it('leaves out what is undefined, and does not exist for undefined itself', () => {
    expect(canonicalJson({ one: 1, none: undefined })).toBe('{"one":1}');
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
  });
});
