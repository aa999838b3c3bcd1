import { describe, expect, it } from '@jest/globals';
import { vocabulary } from '@redress/contracts';
import { instantOf, parseInstant } from '@redress/domain';
import { isInstant } from '@redress/eventing';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';

const schema = Compile(vocabulary.instant());
const anyTime = fc.integer({
  min: Date.parse('0000-01-01T00:00:00.000Z'),
  max: Date.parse('9999-12-31T23:59:59.999Z'),
});
/** Nearly an instant: one character of it is another, or stands twice, or is missing. */
const almost = fc
  .tuple(anyTime, fc.nat({ max: 23 }), fc.constantFrom('', ' ', '0', '9', '-', ':', '.', 'T', 'Z', '+', '00', '\n'))
  .map(([time, index, other]) => instantOf(time).slice(0, index) + other + instantOf(time).slice(index + 1));

describe('The form of instants', () => {
  it('is one in domain, contracts and eventing, which cannot import it from each other', () => {
    const property = fc.property(fc.oneof(anyTime.map(instantOf), almost), (text) => {
      expect(isInstant(text)).toBe(schema.Check(text));
      if (parseInstant(text) === text) expect(isInstant(text)).toBe(true);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('is that of what the domain makes', () => {
    fc.assert(fc.property(anyTime, (time) => expect(isInstant(instantOf(time))).toBe(true)));
  });
});
