import { type LogPlace, type Position, toPosition, toInstant } from './event.js';

/** Decimal digits of the largest position of any store, 2^128 - 1. */
const DIGITS = 39;

/** A position as fixed-width text, so that texts compare like positions. For stores without integers this wide. */
export function positionText(position: Position): string {
  return position.toString().padStart(DIGITS, '0');
}

/** Reads {@link positionText}. */
export function positionOfText(text: string): Position {
  return toPosition(BigInt(text));
}

/** A place as text that sorts by position, and after the same position without an id: so adding an id moves a checkpoint forward. */
export function placeText({ position, eventId, recordedAt }: LogPlace): string {
  if (eventId === undefined) return positionText(position);
  const text = `${positionText(position)} ${eventId}`;
  return recordedAt === undefined ? text : `${text} ${recordedAt}`;
}

/** Reads {@link placeText} or {@link positionText}. */
export function placeOfText(text: string): LogPlace {
  const [digits = '', eventId, recordedAt] = text.split(' ');
  const position = positionOfText(digits);
  if (eventId === undefined) return { position };
  return recordedAt === undefined ? { position, eventId } : { position, eventId, recordedAt: toInstant(recordedAt) };
}
