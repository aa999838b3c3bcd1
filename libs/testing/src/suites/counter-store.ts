import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Claim, type CounterStore, StoreClosedError } from '@redress/eventing';

/** The functions an engine provides to run the contract suite. */
export interface CounterStoreHarness {
  /** An empty store whose clock reads this many milliseconds, from an arbitrary beginning. */
  open(nowMs: () => number): Promise<CounterStore>;
  /** Another process on the same counters. Absent for an engine of one process. */
  join?(nowMs: () => number): Promise<CounterStore>;
  /** Removes everything that `open` created, closed or not. */
  destroy(): Promise<void>;
}

const START_MS = 1_790_000_000_000;
const MINUTE: Claim = { key: 'a', amount: 1, max: 3, seconds: 60 };

/** The contract of the counter store port. */
export function counterStoreContract(name: string, harness: CounterStoreHarness): void {
  const shared = harness.join === undefined ? it.skip : it;

  describe(`The counter store on ${name}`, () => {
    let store: CounterStore;
    let nowMs: number;
    const clock = () => nowMs;
    /** How many of a number of claims, one after another, are counted. */
    const countedOf = async (times: number, claim: Claim): Promise<number> => {
      let counted = 0;
      for (let time = 0; time < times; time += 1) if ((await store.add(claim)) === undefined) counted += 1;
      return counted;
    };

    beforeEach(async () => {
      nowMs = START_MS;
      store = await harness.open(clock);
    });
    afterEach(async () => {
      await store.close();
      await harness.destroy();
    });

    it('counts up to the limit, and then says how long the window lasts', async () => {
      expect(await countedOf(3, MINUTE)).toBe(3);
      nowMs += 20_000;
      expect(await store.add(MINUTE)).toBe(40_000);
    });

    it('counts amounts, and what still fits after one that does not', async () => {
      const bytes = { key: 'b', max: 100, seconds: 60 };
      expect(await store.add({ ...bytes, amount: 60 })).toBeUndefined();
      expect(await store.add({ ...bytes, amount: 41 })).toBe(60_000);
      expect(await store.add({ ...bytes, amount: 40 })).toBeUndefined();
      expect(await store.add({ ...bytes, amount: 1 })).toBe(60_000);
    });

    it('never counts an amount that is more than a window may hold', async () => {
      const much = { key: 'b', amount: 101, max: 100, seconds: 60 };
      expect(await store.add(much)).toBe(60_000);
      expect(await store.add({ ...much, amount: 100 })).toBeUndefined();
      nowMs += 1_000;
      expect(await store.add(much)).toBe(59_000);
    });

    it('counts nothing that it refuses, so that no window is prolonged', async () => {
      await countedOf(10, MINUTE);
      nowMs += 60_000;
      expect(await countedOf(10, MINUTE)).toBe(3);
    });

    it('begins a window with the first claim after the last one ended', async () => {
      await store.add(MINUTE);
      nowMs += 59_999;
      await store.add(MINUTE);
      await store.add(MINUTE);
      expect(await store.add(MINUTE)).toBe(1);
      nowMs += 1;
      expect(await countedOf(5, MINUTE)).toBe(3);
      expect(await store.add(MINUTE)).toBe(60_000);
    });

    it('counts each key by itself', async () => {
      await countedOf(3, MINUTE);
      expect(await countedOf(5, { ...MINUTE, key: 'b'.repeat(255) })).toBe(3);
    });

    it('takes back what came to nothing, and no more than there is', async () => {
      await countedOf(3, MINUTE);
      await store.takeBack({ key: 'a', amount: 2 });
      expect(await countedOf(5, MINUTE)).toBe(2);
      await store.takeBack({ key: 'a', amount: 50 });
      expect(await countedOf(5, MINUTE)).toBe(3);
      await store.takeBack({ key: 'never counted', amount: 1 });
      expect(await countedOf(5, { ...MINUTE, key: 'never counted' })).toBe(3);
    });

    it('takes nothing back out of a window that began since', async () => {
      await countedOf(3, MINUTE);
      nowMs += 60_000;
      await store.takeBack({ key: 'a', amount: 3 });
      expect(await countedOf(5, MINUTE)).toBe(3);
    });

    it('lets no more through when many claim at once, also at the end of a window', async () => {
      const atOnce = () => Promise.all(Array.from({ length: 20 }, () => store.add(MINUTE)));
      expect((await atOnce()).filter((left) => left === undefined)).toHaveLength(3);
      nowMs += 60_000;
      expect((await atOnce()).filter((left) => left === undefined)).toHaveLength(3);
    });

    it('refuses a claim of nothing, of a part, and under no key or too long a one', async () => {
      for (const fault of [
        { amount: 0 },
        { amount: 1.5 },
        { max: 0 },
        { seconds: 0 },
        { key: '' },
        { key: 'a'.repeat(256) },
      ]) {
        await expect(store.add({ ...MINUTE, ...fault })).rejects.toBeInstanceOf(RangeError);
      }
    });

    it('refuses everything once it is closed', async () => {
      await store.close();
      await expect(store.add(MINUTE)).rejects.toBeInstanceOf(StoreClosedError);
      await expect(store.takeBack(MINUTE)).rejects.toBeInstanceOf(StoreClosedError);
    });

    shared('counts what all its processes claim', async () => {
      const other = await harness.join!(clock);
      try {
        expect(await store.add(MINUTE)).toBeUndefined();
        expect(await other.add(MINUTE)).toBeUndefined();
        expect(await other.add(MINUTE)).toBeUndefined();
        expect(await store.add(MINUTE)).toBe(60_000);
      } finally {
        await other.close();
      }
    });
  });
}
