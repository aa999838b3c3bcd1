import { type ForgetOrder, toStreamName } from '@redress/eventing';
import type { StoredEvent } from './event-format.js';

/** The metadata of a stream, which any authorized user may write. */
export type StreamMetadata = Readonly<Record<string, unknown>>;

const METADATA_TYPE = '$metadata';
const METADATA_STREAM = '$$';
const TOMBSTONE_TYPE = '$streamDeleted';
/** Metadata keys that limit how much of a stream the server shows to readers. */
const LIMITS: readonly string[] = ['$maxCount', '$maxAge', '$tb'];
/** The server deletes a stream by hiding everything before its greatest revision, 2^63-1; none of our revisions comes near. */
const DELETED_FROM = Number.MAX_SAFE_INTEGER;

/** The remedy for a stream with only a tombstone left. */
export const TOMBSTONED =
  'It was tombstoned in EventStoreDB, which cannot be taken back: nothing can be read from it or appended to it again. ' +
  'Export the log before the next scavenge removes its events from there too, or restore it from a backup.';

/** The remedy for a stream that was restarted behind its hidden events. */
export const DELETED_BEFORE =
  'The stream was deleted in EventStoreDB before, and what it held is hidden: run "redress verify", and restore it from a backup.';

const BY_SCAVENGE =
  'Its metadata in EventStoreDB hide nothing now, so a scavenge has removed what they hid before. Restore it from a backup.';

/** Whether a stream's metadata delete it, so that it is not found. */
export function isDeletion({ $tb }: StreamMetadata): boolean {
  return typeof $tb === 'number' && $tb >= DELETED_FROM;
}

/** Explains why events of a stream are hidden, as far as its metadata show, and how to recover them. */
export function whyCut(metadata: StreamMetadata): string {
  const order = inWords(metadata);
  return order === undefined
    ? BY_SCAVENGE
    : `In EventStoreDB it ${order}. ${remedyOf(metadata)} What is missing then was removed by a scavenge: restore it from a backup.`;
}

/** The order to forget, or its withdrawal, in a record of the log; undefined for other records. */
export function forgetOrderIn(stored: StoredEvent): ForgetOrder | undefined {
  const { streamId, type } = stored;
  if (type === TOMBSTONE_TYPE) return { stream: toStreamName(streamId), order: 'was tombstoned', remedy: TOMBSTONED };
  if (type !== METADATA_TYPE || !streamId.startsWith(METADATA_STREAM)) return undefined;
  const metadata = metadataIn(stored);
  return {
    stream: toStreamName(streamId.slice(METADATA_STREAM.length)),
    order: inWords(metadata),
    remedy: remedyOf(metadata),
  };
}

/** The metadata in a metadata record. */
export function metadataIn({ data }: StoredEvent): StreamMetadata {
  return typeof data === 'object' && data !== null && !(data instanceof Uint8Array) ? (data as StreamMetadata) : {};
}

function inWords(metadata: StreamMetadata): string | undefined {
  if (isDeletion(metadata)) return 'was deleted ($tb beyond its end)';
  const limits = LIMITS.filter((name) => metadata[name] !== undefined).map(
    (name) => `${name}: ${String(metadata[name])}`,
  );
  return limits.length === 0 ? undefined : `was told to forget by its metadata (${limits.join(', ')})`;
}

function remedyOf(metadata: StreamMetadata): string {
  const names = isDeletion(metadata) ? '$tb' : LIMITS.filter((name) => metadata[name] !== undefined).join(' and ');
  return `Take it back before the next scavenge makes it final: write its metadata again without ${names}.`;
}
