import { LOG_START, type LogPlace, type Position, toPosition } from './event.js';

// Type assertions for `npm run typecheck`: this file is never run. Each line that must not compile says so.

/** Any number that is no position. */
declare const count: bigint;

export const place: LogPlace = { position: toPosition(7n) };
export const asNumber: bigint = place.position;
export const start: Position = LOG_START;
// @ts-expect-error A number becomes a position by passing its check only.
export const unchecked: Position = count;
// @ts-expect-error The sum of a position and a number is a number: an engine may not have that position.
export const next: Position = place.position + 1n;
