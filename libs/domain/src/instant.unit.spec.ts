import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byTime, epochMsOf, instantOf, isAfter, latest, nearestInstant, parseInstant } from './instant.js';

const BEGINNING_MS = Date.parse('0000-01-01T00:00:00.000Z');
const END_MS = Date.parse('9999-12-31T23:59:59.999Z');
const anyTime = fc.integer({ min: BEGINNING_MS, max: END_MS });

describe('The order of instants', () => {
  it('is that of time, from the first year to the last', () => {
    const property = fc.property(anyTime, anyTime, (one, other) => {
      const [a, b] = [instantOf(one), instantOf(other)];
      expect(isAfter(a, b)).toBe(one > other);
      expect(Math.sign(byTime(a, b))).toBe(Math.sign(one - other));
      expect(latest(a, b)).toBe(one > other ? a : b);
    });
    fc.assert(property, { examples: [[BEGINNING_MS, END_MS]] });
  });
});

describe('An instant', () => {
  it('is the same as text and as a number, also when more were asked for than are kept', () => {
    const first = Date.parse('2026-11-02T10:00:00.123Z');
    for (const step of [...Array(10_500).keys(), 0, 1]) {
      expect(instantOf(first + step)).toBe(new Date(first + step).toISOString());
      expect(epochMsOf(instantOf(first + step))).toBe(first + step);
    }
  });

  it.each([BEGINNING_MS - 1, END_MS + 1, 0.5, Number.NaN, Infinity])('is not made of %d milliseconds', (epochMs) => {
    expect(() => instantOf(epochMs)).toThrow(RangeError);
  });
});

describe('The nearest instant', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000Z'],
    [BEGINNING_MS - 1, '0000-01-01T00:00:00.000Z'],
    [END_MS + 1, '9999-12-31T23:59:59.999Z'],
  ])('to %d milliseconds is %s', (epochMs, instant) => {
    expect(nearestInstant(epochMs)).toBe(instant);
  });
});

describe('A text that people write', () => {
  it.each([
    ['2026-11-02T08:00:00.000Z', '2026-11-02T08:00:00.000Z'],
    ['2026-11-02T08:00Z', '2026-11-02T08:00:00.000Z'],
    ['2026-11-02T11:30:00+03:30', '2026-11-02T08:00:00.000Z'],
    ['2026-11-01T23:30:00.123456789-08:30', '2026-11-02T08:00:00.123Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('%s is the instant %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    ['a word', 'yesterday'],
    ['nothing', ''],
    ['a day', '2026-11-02'],
    ['without an offset', '2026-11-02T08:00:00'],
    ['of a day that no month has', '2026-02-30T08:00:00Z'],
    ['of an hour that no day has', '2026-11-02T24:00:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['with letters of another case', '2026-11-02t08:00:00z'],
    ['with a zone', '2026-11-02T08:00:00+03:30[Asia/Tehran]'],
    ['of a long year', '+012026-11-02T08:00:00Z'],
    ['of a year that is longer in UTC', '9999-12-31T23:59:59-00:01'],
    ['before the first year in UTC', '0000-01-01T00:00:00+00:01'],
  ])('is no instant: %s', (_what, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
