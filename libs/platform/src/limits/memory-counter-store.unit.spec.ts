import { describe, expect, it } from '@jest/globals';
import { counterStoreContract } from '@redress/testing';
import { MemoryCounterStore } from './memory-counter-store.js';

counterStoreContract('memory', {
  open: async (nowMs) => new MemoryCounterStore(nowMs),
  destroy: async () => undefined,
});

describe('Counters in memory', () => {
  it('are forgotten after their window, so that clients without number do not fill it', async () => {
    let nowMs = 0;
    const store = new MemoryCounterStore(() => nowMs);
    for (let client = 0; client < 10_000; client += 1) {
      await store.add({ key: `client ${client}`, amount: 1, max: 10, seconds: 10 });
      nowMs += 100;
    }
    expect(store.size).toBeLessThan(2_000);
  });
});
