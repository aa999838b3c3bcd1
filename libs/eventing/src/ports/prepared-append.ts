import { InvalidAppendError } from '../errors.js';
import type { SealedEvent, StreamName } from '../event.js';
import type { ExpectedRevision } from './event-store.js';

/** A valid append, ready to be written. */
export interface PreparedAppend {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly events: readonly SerializedEvent[];
  /** Total length of the events' JSON, in characters. */
  readonly length: number;
}

const eventsMax = 100;
const eventBytesMax = 2 * 1024 * 1024;
const nameLengthMax = 255;

/** Checks an append against the rules of the port, and serializes its events. Throws `InvalidAppendError`. */
export function prepareAppend(
  stream: StreamName,
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
  const serialized = events.map((event: SealedEvent, index) => serializedAt(stream, first + index, event));
  if (serialized.length > 1 && new Set(serialized.map(({ id }) => id)).size < serialized.length) {
    throw new InvalidAppendError(`Two events of one append to stream ${stream} have the same id.`);
  }
  const length = serialized.reduce((sum, event) => sum + serializedLength(event), 0);
  return { stream, expected, events: serialized, length };
}

function serializedAt(stream: StreamName, revision: number, event: SealedEvent): SerializedEvent {
  const fault = faultOf(stream, revision, event);
  if (fault !== undefined) throw new InvalidAppendError(`Event ${revision} of stream ${stream}: ${fault}.`);
  const serialized = attempt(() => serializeEvent(event));
  if (serialized === undefined)
    throw new InvalidAppendError(`Event ${revision} of stream ${stream}: it cannot be written as JSON.`);
  if (isTooLarge(serialized))
    throw new InvalidAppendError(`Event ${revision} of stream ${stream}: it is larger than 2 MB.`);
  return serialized;
}

function faultOf(stream: StreamName, revision: number, event: SealedEvent): string | undefined {
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

function isTooLarge(event: SerializedEvent): boolean {
  if (serializedLength(event) * 3 <= eventBytesMax) return false; // a UTF-16 unit takes at most three bytes of UTF-8
  const { data, personal, metadata } = event;
  return Buffer.byteLength(data) + Buffer.byteLength(personal ?? '') + Buffer.byteLength(metadata) > eventBytesMax;
}

function isName(value: unknown): boolean {
  // A lone surrogate has no UTF-8 form: it would come back as another name.
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

/** An event as stores write it, before it has a position: its objects as JSON text. */
export interface SerializedEvent {
  readonly stream: StreamName;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: string;
  readonly personal: string | null;
  readonly metadata: string;
}

/** Throws the errors of `JSON.stringify` for a value that JSON cannot hold. */
function serializeEvent(event: SealedEvent): SerializedEvent {
  return {
    stream: event.stream,
    revision: event.revision,
    id: event.id,
    type: event.type,
    version: event.version,
    data: JSON.stringify(event.data),
    personal: event.personal === undefined ? null : JSON.stringify(event.personal),
    metadata: JSON.stringify(event.metadata),
  };
}

/** Length of an event's JSON, in characters. */
export function serializedLength({ data, personal, metadata }: SerializedEvent): number {
  return data.length + (personal?.length ?? 0) + metadata.length;
}
