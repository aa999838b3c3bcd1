import { AnotherLogError, EventingError, parseJson, StoreCorruptError, StoreUnavailableError } from '@redress/eventing';
import type { FollowedBatch, RecordedEvent } from '@redress/eventing';

/** What a thread is to follow. Stays in this process: the URL may hold a password. */
export interface ThreadOrder {
  readonly url: string;
  /** Follow behind this position. */
  readonly after: bigint;
  readonly batchSize: number;
  readonly silence_ms: number;
  /** After so long without any answer it connects anew. */
  readonly patience_ms: number;
}

/** To the thread: one batch more is wanted; or none any more. */
export type ToThread = 'next' | 'stop';

/** From the thread: a batch, or why there will be none. A thread that was stopped says nothing. */
export type FromThread = BatchMessage | FailureMessage;

interface BatchMessage extends Omit<FollowedBatch, 'events'> {
  readonly kind: 'batch';
  /** As JSON in one string: it crosses as one copy of memory, and costs half of what objects do. */
  readonly events: string;
}

/** What a follower may end with. Anything else is that the store cannot be used now. */
const FAILURES = {
  'store-corrupt': StoreCorruptError,
  'another-log': AnotherLogError,
  'store-unavailable': StoreUnavailableError,
};
type FailureCode = keyof typeof FAILURES;

interface FailureMessage {
  readonly kind: 'failure';
  readonly code: FailureCode;
  readonly message: string;
}

export function batchMessageOf({ events, ...batch }: FollowedBatch): BatchMessage {
  const texts = events.map((event) => ({ ...event, position: String(event.position) }));
  return { kind: 'batch', ...batch, events: JSON.stringify(texts) };
}

export function batchOf({ events, position, caughtUp }: BatchMessage): FollowedBatch {
  const parsed = parseJson(events) as (Omit<RecordedEvent, 'position'> & { readonly position: string })[];
  return { events: parsed.map((event) => ({ ...event, position: BigInt(event.position) })), position, caughtUp };
}

/** What no repeat can help, and the port knows. Throws everything else, which nobody expects of a follower. */
export function failureMessageOf(error: unknown): FailureMessage {
  if (!(error instanceof EventingError)) throw error;
  return { kind: 'failure', code: isKnown(error.code) ? error.code : 'store-unavailable', message: error.message };
}

export function failureOf({ code, message }: FailureMessage): EventingError {
  return new FAILURES[code](message);
}

function isKnown(code: string): code is FailureCode {
  return Object.hasOwn(FAILURES, code);
}
