import { SYMBOLS } from './symbols.js';

/**
 * The check symbol, over GF(32).
 *
 * Each symbol is an element of the field with 32 elements: five bits as a polynomial over GF(2) modulo x^5 + x^2 + 1, so that adding is
 * exclusive or. That polynomial is primitive: x has order 31, and the powers x^0 ... x^11 are twelve distinct, non-zero elements. They
 * are the weights of the twelve places, the last place, the check symbol's, having x^0 = 1. A reference is valid when its weighted sum is 0.
 *
 * One wrong symbol: the sum changes by w·(a + b), with w the place's weight, a the right and b the wrong symbol. Neither factor is 0, and a
 * field has no divisors of zero, so the sum is no longer 0.
 * Two swapped symbols, neighbours or not: the sum changes by (v + w)·(a + b). v and w are distinct, so v + w is not 0; the sum stays 0 only
 * when a = b, when nothing was changed.
 *
 * Both are thus always caught, with a symbol of the same alphabet; a random error of another kind passes once in 32 times.
 */
export function checkSymbolOf(symbols: string): string {
  return SYMBOLS.charAt(timesX(weightedSum(symbols)));
}

/** Whether symbols that end in their check symbol are consistent. */
export function isConsistent(symbols: string): boolean {
  return weightedSum(symbols) === 0;
}

/** By Horner's scheme: the last symbol has weight x^0, the one before it x^1, and so on. */
function weightedSum(symbols: string): number {
  let sum = 0;
  for (const symbol of symbols) sum = timesX(sum) ^ SYMBOLS.indexOf(symbol);
  return sum;
}

/** Multiplies by x; what rises to x^5 is replaced by x^2 + 1. */
function timesX(element: number): number {
  return element & 0b10000 ? ((element << 1) & 0b11111) ^ 0b00101 : element << 1;
}
