import type { Brand } from './brand.js';

/** Zero-based index of an event within its stream. */
export type Revision = number;

/** Order of an event in the whole store, ascending; {@link LOG_START} stands for "before the first event". */
export type Position = Brand<bigint, 'position'>;

/** A number that an engine or a stored document gives as a position. Throws a `RangeError` for a negative one. */
export function toPosition(number: bigint): Position {
  if (number < 0n) throw new RangeError(`${number} is no position in a log.`);
  return number as Position;
}

/** The position before the first event. */
export const LOG_START = toPosition(0n);

/**
 * Name of a stream: the kind of its subject, a hyphen and the subject's id, such as `complaint-7K3M9QXD41PD`. A name composed or written in
 * that form is one by its type; any other text, a reference for example, passes {@link toStreamName} first.
 */
export type StreamName = `${string}-${string}` | Brand<string, 'stream'>;

/** A text that an engine, a stored document or a message gives as a stream's name. Throws a `TypeError` for an empty one. */
export function toStreamName(text: string): StreamName {
  if (text === '') throw new TypeError('The name of a stream is empty.');
  return text as StreamName;
}

/**
 * An instant in UTC with milliseconds (RFC 3339): `2026-11-02T08:00:00.000Z`. The order of the texts is the order in time. One that is
 * written in the code in that form is one by its type; any other text passes {@link toInstant} first.
 */
export type Instant =
  `${number}-${number}-${number}T${number}:${number}:${number}.${number}Z` | Brand<string, 'instant'>;

/** Days are 01 to 31 in every month: whoever writes an instant knows its day. */
const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Whether a text has the form of an {@link Instant}. */
export function isInstant(text: string): text is Instant {
  return INSTANT.test(text);
}

/** A text that an engine or a machine's clock gives as an instant. Throws a `RangeError` for one in any other form. */
export function toInstant(text: string): Instant {
  if (!isInstant(text)) throw new RangeError('The text is no instant in UTC with milliseconds.');
  return text;
}

/** A place in the log: a position, and the id of its event, which tells this log from one that was restored, cut or exchanged. */
export interface LogPlace {
  readonly position: Position;
  /** Id of the event at the position. Absent at {@link LOG_START}, and in places stored before ids were. */
  readonly eventId?: string;
  /**
   * When the newest event up to here was recorded. After a restore, events up to this instant existed before and later
   * ones are new, which locates the last event common to both logs. Absent at {@link LOG_START}, and in places stored before this field existed.
   */
  readonly recordedAt?: Instant;
}

/** The id of whoever acted: a staff member's `sub`, `complainant`, or the name of a service. Never a person's name. */
export type ActorId = Brand<string, 'actor'>;

/** A text that a token, or a service of itself, gives as the id of whoever acts. Throws a `TypeError` for a blank one, which no event takes. */
export function toActorId(text: string): ActorId {
  if (text.trim() === '') throw new TypeError('The id of an actor is blank.');
  return text as ActorId;
}

/** Who acted, and in which role. */
export interface Actor {
  readonly id: ActorId;
  readonly role: string;
}

/** A JSON value as it is stored. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/**
 * One personal field, encrypted by AES-256-GCM under its data subject's key. Base64url throughout.
 * `type` and `field` are those under which it was sealed: they are part of the additional data, so an upcast keeps them.
 */
export interface SealedField {
  readonly field: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

/** The personal fields of one event. Keys are JSON pointers (RFC 6901) into the event: `/data/description`, `/metadata/reason`. */
export interface Sealed {
  readonly subject: string;
  readonly fields: { readonly [pointer: string]: SealedField };
}

export interface EventMetadata {
  /** When it was recorded. */
  readonly recordedAt: Instant;
  /** When it happened in the world: earlier for a letter entered the next day, or an import. Deadlines count from it. */
  readonly occurredAt: Instant;
  readonly actor: Actor;
  readonly onBehalfOf?: Actor;
  /** The command that decided this event; its repeats are recognized by this id. */
  readonly commandId: string;
  /** Keyed hash of the command's content: distinguishes a repeat from a reused id without revealing the content. */
  readonly commandHash: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
  /** The policy version in force at the decision; the new one in the event that replaces it. */
  readonly policyVersion?: string;
  /** Hash of the stream's previous event; 64 zeros for the first. */
  readonly previousHash: string;
  /** SHA-256, in lower-case hexadecimal, over the RFC 8785 canonical JSON of the event without `position` and `hash`. */
  readonly hash: string;
}

/** An event to be appended: sealed and chained, with its revision but no position yet. */
export interface SealedEvent {
  /** UUID v5 of (command id, index), so that a command can never be recorded twice. */
  readonly id: string;
  /** For example `complaint-7K3M9QXD41PD`. */
  readonly stream: StreamName;
  readonly revision: Revision;
  /** In the past tense and ISO 10002's own words: `ComplaintReceived`. */
  readonly type: string;
  /** Schema version of this type, from 1. Old versions are upcast on read and never rewritten. */
  readonly version: number;
  /** Non-personal facts. */
  readonly data: JsonObject;
  readonly personal?: Sealed;
  readonly metadata: EventMetadata;
}

/** A {@link SealedEvent} that a store has recorded. */
export interface RecordedEvent extends SealedEvent {
  readonly position: Position;
}
