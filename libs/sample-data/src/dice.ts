/** How often each of some values occurs, as weights of any sum. */
export type Weights<Value extends string> = { readonly [value in Value]: number };

/**
 * Random choices that follow from a seed alone: the same seed and numbers give the same choices on every machine. Not for secrets. The
 * generator is sfc32, of 128 bits of state.
 */
export class Dice {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** @param seed and `stream`, whole numbers: each pair gives choices of its own. */
  constructor(seed: number, stream = 0) {
    this.a = mixed(seed);
    this.b = mixed(stream ^ 0x9e3779b9);
    this.c = mixed(Math.floor(stream / 0x1_0000_0000) ^ mixed(seed + 0x85ebca6b));
    // The first numbers of similar seeds are similar.
    for (let round = 0; round < 12; round += 1) this.next();
  }

  /** From 0 up to, but not, 1. */
  next(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  }

  /** Whether something happens that has this share, from 0 to 1. */
  happens(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number from `least` to `most`, each as likely. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of a list that is not empty, each as likely. */
  one<Item>(of: readonly Item[]): Item {
    const item = of[Math.floor(this.next() * of.length)];
    if (item === undefined) throw new RangeError('There is nothing to choose from.');
    return item;
  }

  /** One of the values, by weight. */
  weighted<Value extends string>(weights: Weights<Value>): Value {
    const entries = Object.entries(weights) as [Value, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of entries) {
      left -= weight;
      if (left < 0) return value;
    }
    return (entries.at(-1) as [Value, number])[0];
  }

  /**
   * An amount of time or text as offices know it: half of them below `median`, few far above (log-normal). `spread` 0.5: two of three lie
   * between 0.6 and 1.65 times the median; 1: between 0.37 and 2.7 times.
   */
  amount({ median, spread }: { readonly median: number; readonly spread: number }): number {
    // Box and Muller; 1 - next() is never 0.
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return median * Math.exp(spread * normal);
  }
}

/** Spreads the bits of a whole number (the finalizer of MurmurHash3). */
function mixed(number: number): number {
  let bits = number | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
