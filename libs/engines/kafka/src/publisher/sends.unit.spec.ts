import { describe, expect, it } from '@jest/globals';
import { FixtureLog } from '../recorded-events.fixture.spec.js';
import { inSends } from './sends.js';

describe('Events in sends', () => {
  const sizes = (textLengths: readonly number[]) => {
    const log = new FixtureLog();
    const events = textLengths.flatMap((textLength, from) => log.next('complaint-A', { from, textLength }));
    const sends = [...inSends(events)];
    const revisions = sends.flat().map(({ value }) => (JSON.parse(value) as { revision: number }).revision);
    expect(revisions).toEqual(events.map(({ revision }) => revision));
    return sends.map(({ length }) => length);
  };

  it('share one as long as they are small', () => {
    expect(sizes(Array.from({ length: 300 }, () => 20))).toEqual([300]);
  });

  it('begin another when a megabyte is full', () => {
    expect(sizes([400_000, 400_000, 20, 400_000, 20])).toEqual([1, 2, 2]);
  });

  it('have one for themselves when they are larger than that', () => {
    expect(sizes([20, 1_300_000, 20, 1_300_000])).toEqual([1, 1, 1, 1]);
  });
});
