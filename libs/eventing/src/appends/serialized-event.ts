import type { SealedEvent } from '../event.js';

/** An event as stores write it, before it has a position: its objects as JSON text. */
export interface SerializedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: string;
  readonly personal: string | null;
  readonly metadata: string;
}

/** Throws what `JSON.stringify` throws for a value that JSON cannot hold. */
export function serializeEvent(event: SealedEvent): SerializedEvent {
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

/** Characters of JSON in an event. */
export function serializedLength({ data, personal, metadata }: SerializedEvent): number {
  return data.length + (personal?.length ?? 0) + metadata.length;
}
