import type { Json, RecordedEvent } from '@redress/eventing';
import { complaintStream } from './stream.js';

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
