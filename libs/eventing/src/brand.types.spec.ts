import {
  type EventMetadata,
  type Instant,
  LOG_START,
  type LogPlace,
  type Position,
  type StreamName,
  toInstant,
  toPosition,
  toStreamName,
} from './event.js';

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

export const recorded = ({ recordedAt }: EventMetadata): Instant => recordedAt;
export const stored: Instant = toInstant(text);
// @ts-expect-error A text becomes an instant by passing its check only.
export const uncheckedInstant: Instant = text;
// @ts-expect-error Texts without milliseconds would not stand in the order of time.
export const short: Instant = '2026-11-02T08:00:00Z';
