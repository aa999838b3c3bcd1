import type { EventData, OpenedEventData } from '@redress/contracts';
import type { Clock } from './clocks/clocks.js';
import type { Complaint } from './complaint/complaint.js';
import { type Instant, instantOf, isAfter, parseInstant } from './instant.js';

// Type assertions for `npm run typecheck`: this file is never run. Each line that must not compile says so.

/** What somebody typed, or an instant with another offset. */
declare const text: string;

export const made: Instant = instantOf(0);
export const asText: string = made;
export const read: Instant | undefined = parseInstant(text);
export const written: Instant = '2026-11-02T08:00:00.000Z';
// @ts-expect-error A text becomes an instant by passing its check only.
export const unchecked: Instant = text;
// @ts-expect-error A day is no instant: it begins at another time in every zone.
export const day: Instant = '2026-11-02';
// @ts-expect-error Texts without milliseconds would not stand in the order of time.
export const short: Instant = '2026-11-02T08:00:00Z';
// @ts-expect-error So would those with an offset.
export const elsewhere: Instant = '2026-11-02T11:30:00.000+03:30';
// @ts-expect-error Whether a text is a day is not known here.
export const beginning: Instant = `${text}T00:00:00.000Z`;
// @ts-expect-error An instant is compared with instants only.
export const compared = isAfter(made, '');

/** Events, and the state and clocks that they lead to, hold instants without anybody saying so again. */
export const decided = (event: EventData<'DeadlineMissed'>): Instant => event.dueAt;
export const opened = (event: OpenedEventData<'EmergencyAccessTaken'>): Instant => event.until;
export const received = ({ receivedAt }: Complaint): Instant => receivedAt;
export const due = ({ dueAt }: Clock): Instant | undefined => dueAt;
