import type { Json, RecordedEvent } from '@redress/eventing';

/** Every complaint's stream is named by this and its reference. */
export const COMPLAINT_STREAM_PREFIX = 'complaint-';

/** `7K3M9QXD41PD` -> `complaint-7K3M9QXD41PD`: the reference people use is the identity, so no table maps one to the other. */
export function complaintStream(reference: string): string {
  return `${COMPLAINT_STREAM_PREFIX}${reference}`;
}

/** The reference in a stream's name. Throws a `TypeError` for a stream that is not a complaint's. */
export function referenceOf(stream: string): string {
  if (!stream.startsWith(COMPLAINT_STREAM_PREFIX)) throw new TypeError(`${stream} is not the stream of a complaint.`);
  return stream.slice(COMPLAINT_STREAM_PREFIX.length);
}

/**
 * Where the events of a complaint name another one that is there already. One that it was split into is no such: that is promised first and
 * received later.
 */
export const NAMING_FIELDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  ComplaintReceived: [['splitFrom', 'complaint']],
  ComplaintLinked: [['complaint'], ['decidedOn']],
  ComplaintUnlinked: [['complaint'], ['decidedOn']],
  ComplaintMerged: [['into']],
  ComplaintUnmerged: [['from']],
  ComplaintAbsorbed: [['complaint']],
  ComplaintReleased: [['complaint']],
};

/** Streams of the other complaints that an event names. */
export function streamsNamedIn({ type, data }: RecordedEvent): readonly string[] {
  const paths = Object.hasOwn(NAMING_FIELDS, type) ? (NAMING_FIELDS[type] ?? []) : [];
  return paths.flatMap((path) => {
    const named = path.reduce<Json | undefined>((value, field) => fieldOf(value, field), data);
    return typeof named === 'string' ? [complaintStream(named)] : [];
  });
}

function fieldOf(value: Json | undefined, field: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)[field]
    : undefined;
}
