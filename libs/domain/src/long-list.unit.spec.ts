import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasItem, longListOf, type LongList, withLast, withoutItem } from './long-list.js';

const items = fc.uniqueArray(fc.nat({ max: 2_000 }), { maxLength: 400, size: 'max' });

describe('A long list', () => {
  it('is the same whether its items come at once or one after another, and has each of them', () => {
    fc.assert(
      fc.property(items, (all) => {
        const list = all.reduce<LongList<number>>(withLast, []);
        expect(list).toEqual(longListOf(all));
        expect(list.flat()).toEqual(all);
        expect([all.every((item) => hasItem(list, item)), hasItem(list, -1)]).toEqual([true, false]);
      }),
    );
  });

  it('shares with what one item more makes of it all pieces but the last', () => {
    const list = longListOf(Array.from({ length: 300 }, (_, item) => item));
    const longer = withLast(list, 300);
    expect([longer.length, longer[0] === list[0], longer[1] === list[1]]).toEqual([3, true, true]);
    expect(Math.max(...longer.map(({ length }) => length))).toBe(128);
  });

  it('lacks an item that was taken out, and has no pieces when it is the only one', () => {
    fc.assert(
      fc.property(items, fc.nat({ max: 2_000 }), (all, gone) => {
        expect(withoutItem(longListOf(all), gone).flat()).toEqual(all.filter((item) => item !== gone));
      }),
    );
    expect(withoutItem(longListOf([7]), 7)).toEqual([]);
  });
});
