import { describe, expect, it } from '@jest/globals';
import { DeclaredView } from './declared-view.js';

const keysOf = (count: number): readonly string[] => {
  const fields = Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 'number' as const]));
  const { indexes } = new DeclaredView({ name: 'wide', fields, indexes: [], wideIndexes: [['f9', 'f1']] });
  return [...indexes.values()].flatMap((key) => Object.keys(key));
};

describe('A wide index on MongoDB', () => {
  it('holds every field of the view, those that it is sorted by first', () => {
    const others = [0, 2, 3, 4, 5, 6, 7, 8, 10].map((index) => `fields.f${index}`);
    expect(keysOf(11)).toEqual(['fields.f9', 'fields.f1', '_id', ...others]);
  });

  it('holds as many as an index may have, 32', () => {
    expect([keysOf(30), keysOf(31), keysOf(32), keysOf(60)].map(({ length }) => length)).toEqual([31, 32, 32, 32]);
  });
});
