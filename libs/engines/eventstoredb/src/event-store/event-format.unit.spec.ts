import { describe, expect, it } from '@jest/globals';
import { bytesBetween, logPositionOf, positionOf } from './event-format.js';

describe('A position in the log of EventStoreDB', () => {
  it('keeps both of its parts, whatever their size', () => {
    const largest = (1n << 64n) - 1n;
    for (const commit of [0n, 1n, largest]) {
      for (const prepare of [0n, 7n, largest]) {
        expect(logPositionOf(positionOf({ commit, prepare }))).toEqual({ commit, prepare });
      }
    }
  });

  it('orders by the commit, and within one commit by the prepare', () => {
    const ordered = [
      positionOf({ commit: 5n, prepare: 900n }),
      positionOf({ commit: 6n, prepare: 1n }),
      positionOf({ commit: 6n, prepare: 2n }),
    ];
    expect([...ordered].sort((one, other) => (one < other ? -1 : 1))).toEqual(ordered);
  });

  it('is as far from another as there are bytes between them', () => {
    const after = positionOf({ commit: 1_000n, prepare: 990n });
    expect(bytesBetween(after, positionOf({ commit: 251_000n, prepare: 3n }))).toBe(250_000);
  });
});
