import {
  AnotherLogError,
  EventingError,
  type FollowedBatch,
  parseJson,
  type Position,
  type RecordedEvent,
  StoreCorruptError,
  StoreUnavailableError,
  toPosition,
} from '@redress/eventing';
import { on, once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** The thread's program. Resolves to the built file, also in specs, whose sources Node cannot run by itself. */
const PROGRAM = '@redress/engine-eventstoredb/following-thread';
/** Batches processed, in transit and waiting. Beyond them the thread applies back-pressure to the server. */
const BATCHES_MAX = 2;
/** How long a thread may take to cancel its subscription before it is terminated. */
const ENDING_MS_MAX = 2_000;
/** The id of a thread that has ended. */
const EXITED = -1;

/**
 * Follows in a separate thread, as a `Follower` does in this one: receiving, parsing and the garbage of both then cost this thread little.
 * Ends when the signal is aborted. Throws errors that a retry would meet again, and the error that ended the thread.
 */
export async function* followInThread(order: ThreadOrder, signal: AbortSignal): AsyncGenerator<FollowedBatch> {
  if (signal.aborted) return;
  const thread = new Worker(createRequire(import.meta.url).resolve(PROGRAM), { workerData: order, name: 'following' });
  // Listens even while no message is awaited: an error without a listener would end this process.
  thread.on('error', () => undefined);
  try {
    for (let batch = 0; batch < BATCHES_MAX; batch += 1) tell(thread, 'next');
    for await (const [message] of on(thread, 'message', { signal, close: ['exit'] }) as AsyncIterable<[FromThread]>) {
      if (message.kind === 'failure') throw failureOf(message);
      yield batchOf(message);
      tell(thread, 'next');
    }
    throw new Error('The thread that follows EventStoreDB has ended.');
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await end(thread);
  }
}

function tell(thread: Worker, message: ToThread): void {
  thread.postMessage(message);
}

async function end(thread: Worker): Promise<void> {
  if (thread.threadId === EXITED) return;
  tell(thread, 'stop');
  const exited = once(thread, 'exit', { signal: AbortSignal.timeout(ENDING_MS_MAX) });
  await exited.catch(() => thread.terminate());
}

/** The order to a thread to follow. Stays in this process: the URL may hold a password. */
export interface ThreadOrder {
  readonly url: string;
  /** Position after which to follow. */
  readonly after: Position;
  readonly batchSize: number;
  readonly silence_ms: number;
  /** Time without any answer after which it reconnects. */
  readonly patience_ms: number;
}

/** A message to the thread: request one more batch, or stop. */
export type ToThread = 'next' | 'stop';

/** A message from the thread: a batch, or why there are no more. A stopped thread sends none. */
type FromThread = BatchMessage | FailureMessage;

interface BatchMessage extends Omit<FollowedBatch, 'events'> {
  readonly kind: 'batch';
  /** One JSON string: it crosses as a single copy of memory, at half the cost of objects. */
  readonly events: string;
}

/** Errors that a follower may end with. Any other counts as an unavailable store. */
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

function batchOf({ events, position, caughtUp }: BatchMessage): FollowedBatch {
  const parsed = parseJson(events) as (Omit<RecordedEvent, 'position'> & { readonly position: string })[];
  return {
    events: parsed.map((event) => ({ ...event, position: toPosition(BigInt(event.position)) })),
    position,
    caughtUp,
  };
}

/** The message for an error of the port. Rethrows every other error, which no follower should end with. */
export function failureMessageOf(error: unknown): FailureMessage {
  if (!(error instanceof EventingError)) throw error;
  return { kind: 'failure', code: isKnown(error.code) ? error.code : 'store-unavailable', message: error.message };
}

function failureOf({ code, message }: FailureMessage): EventingError {
  return new FAILURES[code](message);
}

function isKnown(code: string): code is FailureCode {
  return Object.hasOwn(FAILURES, code);
}
