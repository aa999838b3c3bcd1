import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bitsOf, revisionsIn } from './revision-bits.js';

const revisions = fc.uniqueArray(fc.nat({ max: 9_000 })).map((some) => some.toSorted((one, other) => one - other));

describe('Revisions as bits', () => {
  it('are the same revisions when they are read', () => {
    fc.assert(fc.property(revisions, (some) => expect(revisionsIn(bitsOf(some))).toEqual(some)));
  });

  it('are nothing for none, and a sixth as many characters as there are revisions', () => {
    expect([bitsOf([]), bitsOf([0]), revisionsIn('')]).toEqual(['', 'AQ', []]);
    expect(bitsOf(Array.from({ length: 6_000 }, (_, revision) => revision))).toHaveLength(1_000);
  });
});
