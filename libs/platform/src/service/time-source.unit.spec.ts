import { describe, expect, it } from '@jest/globals';
import { MovedTime, SystemTime } from './time-source.js';

describe('A moved clock', () => {
  it('begins where it was set and runs as fast as it was told', () => {
    let real = 1_000_000;
    const clock = new MovedTime({ start: '2026-11-02T08:00:00.000Z', rate: 60 }, () => real);
    expect(clock.now()).toBe('2026-11-02T08:00:00.000Z');
    real += 1_500;
    expect(clock.now()).toBe('2026-11-02T08:01:30.000Z');
  });
});

describe('The system clock', () => {
  it('tells UTC with milliseconds', () => {
    expect(new SystemTime().now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});
