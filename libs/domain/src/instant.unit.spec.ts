import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { epochMsOf, instantOf, isAfter, latest } from './instant.js';

describe('The order of instants', () => {
  it('is that of time, however they are written', () => {
    const instant = fc
      .tuple(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), fc.boolean())
      .map(([date, short]) => [date.getTime(), short ? date.toISOString().replace('.000Z', 'Z') : date.toISOString()]);
    const property = fc.property(instant, instant, ([one, a], [other, b]) => {
      expect(isAfter(a as string, b as string)).toBe((one as number) > (other as number));
    });
    fc.assert(property);
  });

  it.each([
    ['2026-11-02T09:00:00Z', '2026-11-02T09:00:00.000Z', false],
    ['2026-11-02T09:00:00.000Z', '2026-11-02T09:00:00Z', false],
    ['2026-11-02T12:30:00+03:30', '2026-11-02T08:59:59.999Z', true],
  ])('%s is after %s: %s', (a, b, expected) => {
    expect(isAfter(a, b)).toBe(expected);
  });

  it('refuses what is no instant', () => {
    for (const text of ['yesterday', '2026-11-02', '']) {
      expect(() => isAfter(text, '2026-11-02T09:00:00.000Z')).toThrow(/Temporal|instant|valid/i);
      expect(() => latest('2026-11-02T09:00:00.000Z', text)).toThrow(/Temporal|instant|valid/i);
    }
  });
});

describe('An instant', () => {
  it('is the same as text and as a number, also when more were asked for than are kept', () => {
    const first = Temporal.Instant.from('2026-11-02T10:00:00.123Z').epochMilliseconds;
    for (const step of [...Array(10_500).keys(), 0, 1]) {
      const expected = Temporal.Instant.fromEpochMilliseconds(first + step).toString({ fractionalSecondDigits: 3 });
      expect(instantOf(first + step)).toBe(expected);
      expect(epochMsOf(expected)).toBe(first + step);
    }
  });

  it('is refused when it is none', () => {
    expect(() => epochMsOf('yesterday')).toThrow();
    expect(() => epochMsOf('yesterday')).toThrow();
  });
});
