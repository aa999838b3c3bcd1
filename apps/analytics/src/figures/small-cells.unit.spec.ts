import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyst, supervisor } from '../facts/facts.fixture.spec.js';
import { CELL_MIN, hiddenCells } from './small-cells.js';

describe('The cells that are hidden from somebody who may see figures alone', () => {
  it.each([
    ['none that has nobody', [0, 7, 0], []],
    ['none that has enough', [5, 6, 7], []],
    ['those with few', [3, 40, 2, 50], [0, 2]],
    ['with a single small one the next smallest, which would tell it by the total', [1, 40, 30, 50], [0, 2]],
    ['all, when all together are few', [1, 2, 0], [0, 1]],
  ])('are %s: of %j, %j', (_what, counts, places) => {
    expect([...hiddenCells(counts, analyst)].sort()).toEqual(places);
  });

  it('are none for somebody who may see cases', () => {
    expect(hiddenCells([1, 2, 30], supervisor).size).toBe(0);
  });

  it('are never few together while another cell is shown, and leave no small cell', () => {
    const property = fc.property(fc.array(fc.nat(12), { maxLength: 12 }), (counts) => {
      const hidden = hiddenCells(counts, analyst);
      const shown = counts.filter((count, place) => !hidden.has(place) && count > 0);
      const together = [...hidden].reduce((sum, place) => sum + counts[place]!, 0);
      expect(shown.every((count) => count >= CELL_MIN)).toBe(true);
      if (hidden.size > 0 && shown.length > 0) expect(together).toBeGreaterThanOrEqual(CELL_MIN);
      for (const place of hidden) expect(counts[place]).toBeGreaterThan(0);
    });
    fc.assert(property);
  });
});
