import { describe, expect, it } from '@jest/globals';
import { SIDE_BY_SIDE_MAX, sideBySide, Turns } from './turns.js';

const full = (): Error => new Error('full');

describe('Turns', () => {
  it('come in the order they were asked for, one after the other', async () => {
    const turns = new Turns();
    const happened: string[] = [];
    const work = (name: string) => async () => {
      happened.push(`${name} begins`);
      await Promise.resolve();
      happened.push(`${name} ends`);
    };
    await Promise.all(['one', 'two', 'three'].map((name) => turns.take('stream', work(name), full)));
    expect(happened).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends']);
  });

  it('asked for while others still wait come after them', async () => {
    const turns = new Turns();
    const happened: string[] = [];
    const second = Promise.withResolvers<void>();
    const first = turns.take('stream', async () => happened.push('first'), full);
    const waiting = turns.take('stream', () => second.promise.then(() => happened.push('second')), full);
    await first;
    const third = turns.take('stream', async () => happened.push('third'), full);
    await new Promise((resolve) => setImmediate(resolve));
    expect(happened).toEqual(['first']);
    second.resolve();
    await Promise.all([waiting, third]);
    expect(happened).toEqual(['first', 'second', 'third']);
  });

  it('of different things do not wait for one another', async () => {
    const turns = new Turns();
    const never = turns.take('one', () => new Promise<void>(() => {}), full);
    expect(await turns.take('two', async () => 'done', full)).toBe('done');
    void never;
  });

  it('go on after one that failed', async () => {
    const turns = new Turns();
    const failing = turns.take('stream', () => Promise.reject(new Error('failed')), full);
    const next = turns.take('stream', async () => 'done', full);
    await expect(failing).rejects.toThrow('failed');
    expect(await next).toBe('done');
  });

  it('are refused when too many wait, and given again when there is room', async () => {
    const turns = new Turns(2);
    const waiting = [turns.take('stream', async () => 1, full), turns.take('stream', async () => 2, full)];
    await expect(turns.take('stream', async () => 3, full)).rejects.toThrow('full');
    expect(await Promise.all(waiting)).toEqual([1, 2]);
    expect(await turns.take('stream', async () => 4, full)).toBe(4);
  });
});

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
