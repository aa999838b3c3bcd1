import { describe, expect, it } from '@jest/globals';
import { sealedEvents } from '@redress/testing';
import { prepareAppend } from '@redress/eventing';
import { RecentEvents } from './event-writer.js';

/** Adds appends of one event each, at positions from the first up to, but excluding, the last. */
function addTo(recent: RecentEvents, from: number, before: number, textLength = 20): void {
  for (let position = from; position < before; position += 1) {
    const stream = `complaint-${position}` as const;
    recent.add(prepareAppend(stream, 'none', sealedEvents(stream, { textLength })), position);
  }
}

const positionsAfter = (recent: RecentEvents, position: number, limit: number) =>
  recent.after(position, limit)?.map((event) => Number(event.position));

describe('Recent events', () => {
  it('are given after a position, at most so many', () => {
    const recent = new RecentEvents();
    addTo(recent, 11, 21);
    expect(positionsAfter(recent, 10, 3)).toEqual([11, 12, 13]);
    expect(positionsAfter(recent, 18, 3)).toEqual([19, 20]);
    expect(positionsAfter(recent, 20, 3)).toEqual([]);
  });

  it('are not given when one before them is not kept', () => {
    const recent = new RecentEvents();
    expect(recent.after(0, 3)).toBeUndefined();
    addTo(recent, 11, 21);
    expect(recent.after(9, 3)).toBeUndefined();
    recent.clear();
    expect(recent.after(15, 3)).toBeUndefined();
  });

  it('are as many as fit, and the newest ones, without a gap', () => {
    const recent = new RecentEvents();
    addTo(recent, 1, 10_001);
    expect(recent.after(2_000, 1)).toBeUndefined();
    const kept = positionsAfter(recent, 9_000, 5_000);
    expect(kept).toEqual(Array.from({ length: 1_000 }, (_, index) => 9_001 + index));
  });

  it('are fewer when they are large', () => {
    const recent = new RecentEvents();
    addTo(recent, 1, 101, 1_000_000);
    expect(recent.after(80, 1)).toBeUndefined();
    expect(positionsAfter(recent, 98, 5)).toEqual([99, 100]);
  });
});
