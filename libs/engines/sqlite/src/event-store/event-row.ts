import type { RecordedEvent, SerializedEvent } from '@redress/eventing';
import { parseJson, StoreCorruptError } from '@redress/eventing';

export interface RecordedRow extends SerializedEvent {
  readonly position: number;
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

function objectOf<T extends object>(text: string): T {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return value as T;
}
