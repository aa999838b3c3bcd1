import { describe, expect, it } from '@jest/globals';
import { SIDE_BY_SIDE_MAX, sideBySide } from './side-by-side.js';

const items = Array.from({ length: 100 }, (_, index) => index);
const turnOfTheLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('Work side by side', () => {
  it('is done on every item once', async () => {
    const results = await sideBySide(items, async (item) => item * 2);
    expect([...results].sort((one, other) => one - other)).toEqual(items.map((item) => item * 2));
  });

  it('is bounded, and uses its bound', async () => {
    let inHand = 0;
    let most = 0;
    await sideBySide(items, async () => {
      inHand += 1;
      most = Math.max(most, inHand);
      await turnOfTheLoop();
      inHand -= 1;
    });
    expect(most).toBe(SIDE_BY_SIDE_MAX);
  });

  it('begins nothing more after a failure, and rejects with it when what was in hand has settled', async () => {
    const begun: number[] = [];
    const settled: number[] = [];
    const failure = new Error('The third one failed.');
    const work = sideBySide(items, async (item) => {
      begun.push(item);
      if (item === 2) throw failure;
      await turnOfTheLoop();
      settled.push(item);
    });
    await expect(work).rejects.toBe(failure);
    expect(begun).toHaveLength(SIDE_BY_SIDE_MAX);
    expect(settled).toHaveLength(SIDE_BY_SIDE_MAX - 1);
  });

  it('is nothing for no items', async () => {
    expect(await sideBySide([], () => Promise.reject(new Error('Never called.')))).toEqual([]);
  });
});
