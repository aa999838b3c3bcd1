import type { RecordedEvent, SealedEvent } from '@redress/eventing';
import { StoreCorruptError } from '@redress/eventing';

/** An event as the table holds it, before it has a position: objects as JSON text. */
export interface EventRow {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: string;
  readonly personal: string | null;
  readonly metadata: string;
}

export interface RecordedRow extends EventRow {
  readonly position: number;
}

/** Throws what `JSON.stringify` throws for a value that JSON cannot hold. */
export function rowOf(event: SealedEvent): EventRow {
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

/** Throws `StoreCorruptError`, naming the place, for a row that nobody can have written. */
export function eventOf(row: RecordedRow): RecordedEvent {
  try {
    return {
      id: row.id,
      stream: row.stream,
      revision: row.revision,
      position: BigInt(row.position),
      type: row.type,
      version: row.version,
      data: objectOf(row.data),
      ...(row.personal === null ? {} : { personal: objectOf(row.personal) }),
      metadata: objectOf(row.metadata),
    };
  } catch {
    // Without a cause: a syntax error quotes the text that it could not parse.
    const place = `position ${row.position}, stream ${row.stream}, revision ${row.revision}`;
    throw new StoreCorruptError(`The event at ${place} cannot be read. Restore the event store from a backup.`);
  }
}

/** Characters of JSON in a row. */
export function lengthOf(row: EventRow): number {
  return row.data.length + (row.personal?.length ?? 0) + row.metadata.length;
}

function objectOf<T extends object>(text: string): T {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return value as T;
}
