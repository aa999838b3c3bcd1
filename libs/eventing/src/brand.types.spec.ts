import { LOG_START, type LogPlace, type Position, type StreamName, toPosition, toStreamName } from './event.js';

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

/** A text that is no stream's name: the reference of a complaint, for example. */
declare const text: string;

export const composed: StreamName = `complaint-${text}`;
export const read: StreamName = toStreamName(text);
// @ts-expect-error A text becomes the name of a stream by passing its check only.
export const uncheckedName: StreamName = text;
// @ts-expect-error A reference written in the code is no stream's name either.
export const reference: StreamName = '7K3M9QXD41PD';
