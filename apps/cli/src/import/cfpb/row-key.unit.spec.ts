import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RowKeys } from './row-key.js';

let keys: RowKeys;
beforeEach(() => {
  keys = new RowKeys();
});
afterEach(() => keys.close());

describe('the key of a row', () => {
  it("is the Bureau's number where there is one", () => {
    expect(keys.keyOf('900001', ['a'])).toBe('900001');
  });

  it('tells identical rows without a number apart, by their order', () => {
    const [first, second, other] = [
      keys.keyOf(undefined, ['a', 'b']),
      keys.keyOf(undefined, ['a', 'b']),
      keys.keyOf(undefined, ['ab', '']),
    ];
    expect(new Set([first, second, other]).size).toBe(3);
  });

  it('is the same in every import', () => {
    const again = new RowKeys();
    const rows = [['a'], ['b'], ['a']];
    expect(rows.map((row) => again.keyOf(undefined, row))).toEqual(rows.map((row) => keys.keyOf(undefined, row)));
    again.close();
  });
});
