import type { Position } from './event.js';

/** Decimal digits of the largest position of any store, 2^128 - 1. */
const DIGITS = 39;

/** A position as text of always the same length, so that texts compare as the positions do. For stores without integers this wide. */
export function positionText(position: Position): string {
  return position.toString().padStart(DIGITS, '0');
}

/** The position in such a text. */
export function positionOfText(text: string): Position {
  return BigInt(text);
}
