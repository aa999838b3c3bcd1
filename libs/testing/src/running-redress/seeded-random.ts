/** Repeatable random numbers: the same seed gives the same numbers. Not for secrets. */
export interface SeededRandom {
  readonly seed: number;
  /** From 0 (inclusive) to 1 (exclusive). */
  fraction(): number;
  /** A whole number from 0 (inclusive) to `end` (exclusive). */
  below(end: number): number;
  /** True this share of the time. */
  chance(share: number): boolean;
  /** One of the items; throws a `RangeError` when there are none. */
  oneOf<Item>(items: readonly Item[]): Item;
}

const SEED_END = 2 ** 32;

/** The mulberry32 generator: 32 bits of state are enough to choose test inputs. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / SEED_END;
  };
  const below = (end: number): number => Math.floor(fraction() * end);
  return {
    seed,
    fraction,
    below,
    chance: (share) => fraction() < share,
    oneOf: (items) => {
      if (items.length === 0) throw new RangeError('There is nothing to choose from.');
      return items[below(items.length)] as (typeof items)[number];
    },
  };
}

/** The seed in `REDRESS_SEED`, to repeat a run; a new one otherwise. Put it into the spec's title, so that a failure names it. */
export function seedOfRun(env: NodeJS.ProcessEnv = process.env): number {
  const given = env['REDRESS_SEED'];
  if (given === undefined) return Math.floor(Math.random() * SEED_END);
  const seed = Number(given);
  if (!Number.isInteger(seed) || seed < 0 || seed >= SEED_END) {
    throw new RangeError(`REDRESS_SEED must be a whole number from 0 to ${SEED_END - 1}.`);
  }
  return seed;
}
