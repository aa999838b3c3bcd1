import type { EventData, OpenedEventData, Reference } from '@redress/contracts';
import type { Complaint } from '../complaint/complaint.js';
import { formatReference, isReference, parseReference, toReference } from './reference.js';

// Type assertions for `npm run typecheck`: this file is never run. Each line that must not compile says so.

/** What somebody typed, or the form with hyphens. */
declare const text: string;

export const checked: Reference = toReference(text);
export const asText: string = checked;
export const guarded: Reference | undefined = isReference(text) ? text : undefined;
const parsed = parseReference(text);
export const read: Reference | undefined = parsed.ok ? parsed.reference : undefined;
// @ts-expect-error A text becomes a reference by passing its check only.
export const unchecked: Reference = text;
// @ts-expect-error One that is written in the code too.
export const written: Reference = '7K3M9QXD41PD';
// @ts-expect-error The form with hyphens, which people see, names no complaint.
export const shown: Reference = formatReference(checked);
// @ts-expect-error No reference is formatted twice.
export const twice = formatReference(formatReference(checked));

/** Events, and the state that they fold to, hold references without anybody saying so again. */
export const decided = (event: EventData<'ComplaintMerged'>): Reference => event.into;
export const opened = (event: OpenedEventData<'ComplaintLinked'>): Reference => event.complaint;
export const splitOff = ({ splits }: Complaint): readonly Reference[] => splits;
