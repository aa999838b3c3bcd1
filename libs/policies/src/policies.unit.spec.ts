import { describe, expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { SharedReading } from './policies.js';

/** Reads that end on command, numbered in order of start. */
function readings() {
  const begun: PromiseWithResolvers<number>[] = [];
  const reading = new SharedReading(() => {
    begun.push(Promise.withResolvers<number>());
    return begun.at(-1)!.promise;
  });
  return { begun, reading };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await setImmediate();
}

describe('A shared reading', () => {
  it('is one for all who ask at once', async () => {
    const { begun, reading } = readings();
    const asked = [reading.ask(), reading.ask()];
    await turns();
    expect(begun).toHaveLength(1);
    begun[0]!.resolve(1);
    await expect(Promise.all(asked)).resolves.toEqual([1, 1]);
  });

  it('is one for requests that are handed out one after another', async () => {
    const { begun, reading } = readings();
    const first = reading.ask();
    for (let microtask = 0; microtask < 20; microtask += 1) await Promise.resolve();
    const second = reading.ask();
    await turns();
    expect(begun).toHaveLength(1);
    begun[0]!.resolve(1);
    await expect(Promise.all([first, second])).resolves.toEqual([1, 1]);
  });

  it('is never one that began before it was asked for', async () => {
    const { begun, reading } = readings();
    const first = reading.ask();
    await turns();
    const later = [reading.ask(), reading.ask()];
    await turns();
    expect(begun).toHaveLength(1);
    begun[0]!.resolve(1);
    await expect(first).resolves.toBe(1);
    await turns();
    expect(begun).toHaveLength(2);
    begun[1]!.resolve(2);
    await expect(Promise.all(later)).resolves.toEqual([2, 2]);
  });

  it('fails those who share it, and nobody after them', async () => {
    const { begun, reading } = readings();
    const first = reading.ask();
    await turns();
    begun[0]!.reject(new RangeError('away'));
    await expect(first).rejects.toThrow('away');
    const later = reading.ask();
    await turns();
    begun[1]!.resolve(2);
    await expect(later).resolves.toBe(2);
  });
});
