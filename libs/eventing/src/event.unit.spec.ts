import { describe, expect, it } from '@jest/globals';
import { LOG_START, toPosition } from './event.js';

describe('A position in the log', () => {
  it('is a number from 0, which stands before the first event', () => {
    expect([toPosition(0n), toPosition(2n ** 128n - 1n)]).toEqual([LOG_START, 2n ** 128n - 1n]);
  });

  it('is never negative', () => {
    expect(() => toPosition(-1n)).toThrow(RangeError);
  });
});
