import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@redress/domain';
import { ATTEMPTS_MAX, nextAttemptAt } from './webhook-deliverer.js';

const NOW: Instant = '2026-11-02T09:00:00.000Z';

describe('After a failed attempt', () => {
  it('the first pause is seconds, each is longer than the one before, and together they last three days', () => {
    let at: Instant = NOW;
    const waits = Array.from({ length: ATTEMPTS_MAX - 1 }, (_, index) => {
      const next = nextAttemptAt(at, index + 1, 0) ?? at;
      const wait_ms = Date.parse(next) - Date.parse(at);
      at = next;
      return wait_ms;
    });
    expect(waits[0]).toBe(5_000);
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect((Date.parse(at) - Date.parse(NOW)) / 86_400_000).toBeGreaterThan(3);
  });

  it('chance adds at most a tenth', () => {
    expect(nextAttemptAt(NOW, 2, 1)).toBe('2026-11-02T09:05:30.000Z');
  });

  it('the last one is not followed by another', () => {
    expect(nextAttemptAt(NOW, ATTEMPTS_MAX, 0)).toBeUndefined();
  });
});
