import type { LogPlace, Position } from './event.js';

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

/** A place as text that compares as positions do, and at one position above the place without an id: so what takes on an id moves on. */
export function placeText({ position, eventId, recordedAt }: LogPlace): string {
  if (eventId === undefined) return positionText(position);
  const text = `${positionText(position)} ${eventId}`;
  return recordedAt === undefined ? text : `${text} ${recordedAt}`;
}

/** The place in such a text, or in the text of a position. */
export function placeOfText(text: string): LogPlace {
  const [digits = '', eventId, recordedAt] = text.split(' ');
  const position = positionOfText(digits);
  if (eventId === undefined) return { position };
  return recordedAt === undefined ? { position, eventId } : { position, eventId, recordedAt };
}
