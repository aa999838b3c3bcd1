import type { Reference } from '@redress/contracts';
import { toReference } from '@redress/domain';
import type { Json, RecordedEvent, StreamName } from '@redress/eventing';
import Type from 'typebox';

/** Prefix of every complaint's stream, followed by its reference. */
export const COMPLAINT_STREAM_PREFIX = 'complaint-';

/** `7K3M9QXD41PD` -> `complaint-7K3M9QXD41PD`: the public reference is the identity, so no mapping table is needed. */
export function complaintStream(reference: Reference): StreamName {
  return `${COMPLAINT_STREAM_PREFIX}${reference}`;
}

/** The name of a stream in a stored document. */
export const streamName = () => Type.Unsafe<StreamName>(Type.String({ minLength: 1 }));

/** Returns the reference in a stream's name. Throws a `TypeError` for a stream that is not a complaint's. */
export function referenceOf(stream: string): Reference {
  if (!stream.startsWith(COMPLAINT_STREAM_PREFIX)) throw new TypeError(`${stream} is not the stream of a complaint.`);
  return toReference(stream.slice(COMPLAINT_STREAM_PREFIX.length));
}

/** Fields of events that name another existing complaint. The target of a split is not one: it is received after the event. */
export const NAMING_FIELDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  ComplaintReceived: [['splitFrom', 'complaint']],
  ComplaintLinked: [['complaint'], ['decidedOn']],
  ComplaintUnlinked: [['complaint'], ['decidedOn']],
  ComplaintMerged: [['into']],
  ComplaintUnmerged: [['from']],
  ComplaintAbsorbed: [['complaint']],
  ComplaintReleased: [['complaint']],
};

/** Returns the streams of other complaints that an event names. */
export function streamsNamedIn({ type, data }: RecordedEvent): readonly StreamName[] {
  const paths = Object.hasOwn(NAMING_FIELDS, type) ? (NAMING_FIELDS[type] ?? []) : [];
  return paths.flatMap((path) => {
    const named = path.reduce<Json | undefined>((value, field) => fieldOf(value, field), data);
    return typeof named === 'string' ? [`${COMPLAINT_STREAM_PREFIX}${named}` as const] : [];
  });
}

function fieldOf(value: Json | undefined, field: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)[field]
    : undefined;
}
