import { describe, expect, it } from '@jest/globals';
import { Dice } from './dice.js';

const DRAWS = 20_000;

/** The share of draws of which something holds. */
function shareOf(draw: (dice: Dice) => boolean): number {
  const dice = new Dice(1);
  return Array.from({ length: DRAWS }, () => draw(dice)).filter(Boolean).length / DRAWS;
}

const some = (dice: Dice): readonly number[] => Array.from({ length: 5 }, () => dice.next());

describe('Dice', () => {
  it('fall the same for the same seed and stream, and otherwise for any other', () => {
    expect(some(new Dice(7, 3))).toEqual(some(new Dice(7, 3)));
    const firsts = [new Dice(7, 3), new Dice(7, 4), new Dice(8, 3), new Dice(3, 7), new Dice(7, 2 ** 33 + 3)].map(some);
    expect(new Set(firsts.map(String)).size).toBe(firsts.length);
  });

  it('give neighbouring streams numbers that have nothing in common', () => {
    const rises = Array.from({ length: DRAWS }, (_, stream) => {
      const [one, next] = [new Dice(1, stream).next(), new Dice(1, stream + 1).next()];
      return next > one;
    });
    expect(rises.filter(Boolean).length / DRAWS).toBeCloseTo(0.5, 1);
  });

  it('let happen what has a share as often', () => {
    expect(shareOf((dice) => dice.happens(0.07))).toBeCloseTo(0.07, 2);
    expect([shareOf((dice) => dice.happens(0)), shareOf((dice) => dice.happens(1))]).toEqual([0, 1]);
  });

  it('choose by weight, and from a list each item as often', () => {
    expect(shareOf((dice) => dice.weighted({ rare: 1, usual: 3 }) === 'rare')).toBeCloseTo(0.25, 1);
    expect(shareOf((dice) => dice.one(['a', 'b', 'c', 'd']) === 'd')).toBeCloseTo(0.25, 1);
    expect(shareOf((dice) => dice.whole(1, 6) === 6)).toBeCloseTo(1 / 6, 1);
  });

  it('spread amounts around their median', () => {
    const usual = { median: 8, spread: 0.5 };
    expect(shareOf((dice) => dice.amount(usual) < 8)).toBeCloseTo(0.5, 1);
    expect(shareOf((dice) => dice.amount(usual) < 8 * Math.exp(0.5))).toBeCloseTo(0.84, 1);
    expect(shareOf((dice) => dice.amount(usual) <= 0)).toBe(0);
  });

  it('cannot choose from nothing', () => {
    expect(() => new Dice(1).one([])).toThrow(RangeError);
  });
});
