import type { ExpectedRevision, SealedEvent } from '@redress/eventing';
import { InvalidAppendError } from '@redress/eventing';
import { lengthOf, rowOf } from './event-row.js';
import type { EventRow } from './event-row.js';

/** An append that keeps the rules, ready to be written. */
export interface PreparedAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly rows: readonly EventRow[];
  /** Characters of JSON in all rows. */
  readonly length: number;
}

const eventsMax = 100;
const eventBytesMax = 2 * 1024 * 1024;
const nameLengthMax = 255;

/** Checks an append against the rules of the port, and makes its rows. Throws `InvalidAppendError`. */
export function prepareAppend(
  stream: string,
  expected: ExpectedRevision,
  events: readonly SealedEvent[],
): PreparedAppend {
  if (!isName(stream)) throw new InvalidAppendError(`A stream needs a name of 1 to ${nameLengthMax} characters.`);
  if (expected !== 'none' && !isCount(expected)) {
    throw new InvalidAppendError(`The expected revision of stream ${stream} must be 'none' or a whole number from 0.`);
  }
  if (!Array.isArray(events) || events.length < 1 || events.length > eventsMax) {
    throw new InvalidAppendError(`An append to stream ${stream} must have 1 to ${eventsMax} events.`);
  }
  const first = expected === 'none' ? 0 : expected + 1;
  const rows = events.map((event: SealedEvent, index) => rowAt(stream, first + index, event));
  if (rows.length > 1 && new Set(rows.map(({ id }) => id)).size < rows.length) {
    throw new InvalidAppendError(`Two events of one append to stream ${stream} have the same id.`);
  }
  return { stream, expected, rows, length: rows.reduce((sum, row) => sum + lengthOf(row), 0) };
}

function rowAt(stream: string, revision: number, event: SealedEvent): EventRow {
  const fault = faultOf(stream, revision, event);
  if (fault !== undefined) throw new InvalidAppendError(`Event ${revision} of stream ${stream}: ${fault}.`);
  const row = attempt(() => rowOf(event));
  if (row === undefined)
    throw new InvalidAppendError(`Event ${revision} of stream ${stream}: it cannot be written as JSON.`);
  if (isTooLarge(row)) throw new InvalidAppendError(`Event ${revision} of stream ${stream}: it is larger than 2 MB.`);
  return row;
}

function faultOf(stream: string, revision: number, event: SealedEvent): string | undefined {
  if (!isObject(event)) return 'it is not an event';
  if (event.stream !== stream) return 'it names another stream';
  if (event.revision !== revision) return 'its revision does not follow';
  if (!isName(event.id)) return 'it has no id';
  if (!isName(event.type)) return 'it has no type';
  if (!isCount(event.version) || event.version < 1) return 'its version is not a whole number from 1';
  if (!isObject(event.data)) return 'its data is not an object';
  if (event.personal !== undefined && !isObject(event.personal)) return 'its personal data is not an object';
  if (!isObject(event.metadata)) return 'its metadata is not an object';
  return undefined;
}

function isTooLarge(row: EventRow): boolean {
  if (lengthOf(row) * 3 <= eventBytesMax) return false; // a UTF-16 unit takes at most three bytes of UTF-8
  return (
    Buffer.byteLength(row.data) + Buffer.byteLength(row.personal ?? '') + Buffer.byteLength(row.metadata) >
    eventBytesMax
  );
}

function isName(value: unknown): boolean {
  // A lone surrogate has no UTF-8: it would come back as another name.
  return typeof value === 'string' && value.length > 0 && value.length <= nameLengthMax && value.isWellFormed();
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
