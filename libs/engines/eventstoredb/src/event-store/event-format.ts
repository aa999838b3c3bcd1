import type { EventData, ResolvedEvent } from '@eventstore/db-client';
import {
  parseJson,
  StoreCorruptError,
  type JsonObject,
  type Position,
  type RecordedEvent,
  type Sealed,
} from '@redress/eventing';
import type { EventMetadata, SerializedEvent } from '@redress/eventing';
import { positionOf } from './log-position.js';

/**
 * The mark in the metadata of every event that Redress wrote. These names are the storage format. The event's own data are stored as
 * they are, for people and projections that look into EventStoreDB; everything else about it is under these names.
 */
const FORMAT = 'redress-event-1';

interface StoredMetadata {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly personal?: Sealed;
  readonly metadata: EventMetadata;
}

/** One event as the server recorded it. */
export type StoredEvent = NonNullable<ResolvedEvent['event']>;

/** The event as the client sends it. Nothing in it is shared with the caller's objects. */
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

/** Whether Redress wrote this event. `$all` also has the server's own events and those of other programs. */
export function isOurs({ metadata }: StoredEvent): boolean {
  return isObject(metadata) && 'format' in metadata && metadata['format'] === FORMAT;
}

/** Throws `StoreCorruptError`, naming the place, for what Redress cannot have written. */
export function recordedEventOf(stored: StoredEvent): RecordedEvent {
  const { id, streamId, revision, type, data, metadata } = stored;
  if (!isOurs(stored)) throw corrupt(stored, 'was not written by Redress');
  const envelope = metadata as unknown as StoredMetadata;
  const { version, personal } = envelope;
  const whole = isObject(data) && isObject(envelope.metadata) && Number.isSafeInteger(version) && version >= 1;
  if (!whole || (personal !== undefined && !isObject(personal))) throw corrupt(stored, 'cannot be read');
  return {
    id,
    stream: streamId,
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
