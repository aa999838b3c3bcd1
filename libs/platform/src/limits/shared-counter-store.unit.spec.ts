import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Claim, type CounterStore, StoreClosedError, StoreUnavailableError } from '@redress/eventing';
import { counterStoreContract } from '@redress/testing';
import { MemoryCounterStore } from './memory-counter-store.js';
import { SharedCounterStore } from './shared-counter-store.js';

const CLAIM: Claim = { key: 'a', amount: 1, max: 2, seconds: 60 };

/** Closing a replica leaves the counters to the others. */
const keptOpen = (store: CounterStore): CounterStore => ({
  add: (claim) => store.add(claim),
  takeBack: (counted) => store.takeBack(counted),
  close: () => Promise.resolve(),
});

let common: MemoryCounterStore;
counterStoreContract('shared counters', {
  open: async (nowMs) => {
    common = new MemoryCounterStore(nowMs);
    return new SharedCounterStore({ open: async () => keptOpen(common), onFailure: () => undefined, nowMs });
  },
  join: async (nowMs) =>
    new SharedCounterStore({ open: async () => keptOpen(common), onFailure: () => undefined, nowMs }),
  destroy: async () => undefined,
});

describe('Shared counters that cannot be reached', () => {
  let nowMs: number;
  let calls: number;
  let failures: number;
  let answer: () => Promise<number | undefined>;
  let store: SharedCounterStore;
  beforeEach(() => {
    nowMs = 0;
    calls = 0;
    failures = 0;
    answer = () => Promise.reject(new StoreUnavailableError('away'));
    const broken: CounterStore = {
      add: () => {
        calls += 1;
        return answer();
      },
      takeBack: () => Promise.reject(new StoreUnavailableError('away')),
      close: () => Promise.resolve(),
    };
    store = new SharedCounterStore({ open: async () => broken, onFailure: () => (failures += 1), nowMs: () => nowMs });
  });

  it('let people through, up to the limit in each process, and are counted as failing', async () => {
    expect([await store.add(CLAIM), await store.add(CLAIM), await store.add(CLAIM)]).toEqual([
      undefined,
      undefined,
      60_000,
    ]);
    await expect(store.takeBack(CLAIM)).resolves.toBeUndefined();
    expect([calls, failures]).toEqual([1, 1]);
  });

  it('are asked again ten seconds later', async () => {
    await store.add(CLAIM);
    nowMs = 9_999;
    await store.add({ ...CLAIM, key: 'b' });
    answer = () => Promise.resolve(7);
    expect(calls).toBe(1);
    nowMs = 10_000;
    expect([await store.add(CLAIM), calls]).toEqual([7, 2]);
  });

  it('are waited for no longer than a second', async () => {
    jest.useFakeTimers();
    try {
      answer = () => new Promise(() => undefined);
      const added = store.add(CLAIM);
      await jest.advanceTimersByTimeAsync(999);
      expect(failures).toBe(0);
      await jest.advanceTimersByTimeAsync(1);
      expect([await added, failures]).toEqual([undefined, 1]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('are opened again when they could not be opened', async () => {
    let isAway = true;
    const open = async (): Promise<CounterStore> => {
      if (isAway) throw new StoreUnavailableError('away');
      return { add: async () => 5, takeBack: async () => undefined, close: async () => undefined };
    };
    const late = new SharedCounterStore({ open, onFailure: () => (failures += 1), nowMs: () => nowMs });
    expect([await late.add(CLAIM), failures]).toEqual([undefined, 1]);
    isAway = false;
    nowMs = 10_000;
    expect(await late.add(CLAIM)).toBe(5);
  });

  it('refuse after closing as any store does', async () => {
    await store.close();
    await expect(store.add(CLAIM)).rejects.toBeInstanceOf(StoreClosedError);
  });
});
