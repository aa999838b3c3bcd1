import { describe, expect, it } from '@jest/globals';
import { epochMsOf, instantOf } from './instants.js';

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
