import type { EventData, ResolvedEvent } from '@eventstore/db-client';
import {
  type EventMetadata,
  InvalidAppendError,
  type JsonObject,
  parseJson,
  type Position,
  type PreparedAppend,
  type RecordedEvent,
  type Sealed,
  type SerializedEvent,
  StoreCorruptError,
  toStreamName,
} from '@redress/eventing';

/**
 * Marks the metadata of every event written by Redress. These names are the storage format. The event's own data is stored as is, for
 * people and projections that read EventStoreDB directly; the rest of the event is under these names.
 */
const FORMAT = 'redress-event-1';

interface StoredMetadata {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly personal?: Sealed;
  readonly metadata: EventMetadata;
}

/** One event as recorded by the server. */
export type StoredEvent = NonNullable<ResolvedEvent['event']>;

/** The event as the client sends it. Shares nothing with the caller's objects. */
export function eventDataOf({ id, type, version, data, personal, metadata }: SerializedEvent): EventData {
  const sealed = personal === null ? '' : `"personal":${personal},`;
  const envelope = `{"format":"${FORMAT}","version":${version},${sealed}"metadata":${metadata}}`;
  return {
    id,
    type,
    contentType: 'application/json',
    data: parseJson(data) as JsonObject,
    metadata: Uint8Array.from(Buffer.from(envelope)),
  };
}

/** Whether Redress wrote this event. `$all` also holds events of the server and of other programs. */
export function isOurs({ metadata }: StoredEvent): boolean {
  return isObject(metadata) && 'format' in metadata && metadata['format'] === FORMAT;
}

/** Throws `StoreCorruptError`, naming the place, for an event that Redress cannot have written. */
export function recordedEventOf(stored: StoredEvent): RecordedEvent {
  const { id, streamId, revision, type, data, metadata } = stored;
  if (!isOurs(stored)) throw corrupt(stored, 'was not written by Redress');
  const envelope = metadata as unknown as StoredMetadata;
  const { version, personal } = envelope;
  const whole = isObject(data) && isObject(envelope.metadata) && Number.isSafeInteger(version) && version >= 1;
  if (!whole || (personal !== undefined && !isObject(personal))) throw corrupt(stored, 'cannot be read');
  return {
    id,
    stream: toStreamName(streamId),
    revision: Number(revision),
    position: storedPositionOf(stored),
    type,
    version,
    data: data as JsonObject,
    ...(personal === undefined ? {} : { personal }),
    metadata: envelope.metadata,
  };
}

export function storedPositionOf(stored: StoredEvent): Position {
  if (stored.position === undefined) throw corrupt(stored, 'has no position');
  return positionOf(stored.position);
}

function corrupt({ streamId, revision }: StoredEvent, what: string): StoreCorruptError {
  const place = `revision ${revision.toString()} of stream ${streamId}`;
  return new StoreCorruptError(`The event at ${place} ${what}. Restore the event store from a backup.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** The place of an event in `$all`. Several events may share a commit position, so neither part alone orders them. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

const PREPARE_BITS = 64n;
const PREPARE_MASK = (1n << PREPARE_BITS) - 1n;

/** Combines both parts into one number that sorts in the server's order. */
export function positionOf({ commit, prepare }: LogPosition): Position {
  // Asserted, not checked: both parts are unsigned on the wire, and the client's callback for checkpoints must never throw.
  return ((commit << PREPARE_BITS) | prepare) as Position;
}

export function logPositionOf(position: Position): LogPosition {
  return { commit: position >> PREPARE_BITS, prepare: position & PREPARE_MASK };
}

/** Bytes of the log between two positions. */
export function bytesBetween(after: Position, upTo: Position): number {
  return Number(logPositionOf(upTo).commit - logPositionOf(after).commit);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Checks the rules that EventStoreDB adds to the port's: ids are UUIDs, which come back in lower case, and names beginning with `$` are
 * reserved for the server. Throws `InvalidAppendError`.
 */
export function requireStorable({ stream, events }: PreparedAppend): void {
  if (stream.startsWith('$'))
    throw new InvalidAppendError('The name of a stream must not begin with $ on EventStoreDB.');
  for (const { id, type, revision } of events) {
    const place = `Event ${revision} of stream ${stream}`;
    if (!UUID.test(id)) throw new InvalidAppendError(`${place}: on EventStoreDB its id must be a UUID in lower case.`);
    if (type.startsWith('$')) throw new InvalidAppendError(`${place}: on EventStoreDB its type must not begin with $.`);
  }
}

/** Estimates a value's length as JSON, in characters: the client parses events before handing them over, so the exact length is unknown. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 4;
  if (value instanceof Uint8Array) return value.length;
  let weight = 2;
  for (const [key, part] of Object.entries(value)) weight += key.length + 4 + weightOf(part);
  return weight;
}
