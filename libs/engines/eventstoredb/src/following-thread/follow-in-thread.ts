import { on, once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { FollowedBatch } from '@redress/eventing';
import { batchOf, failureOf, type FromThread, type ThreadOrder, type ToThread } from './thread-messages.js';

/** Resolves to the built program, also in specs, whose sources Node cannot run by itself. */
const PROGRAM = '@redress/engine-eventstoredb/following-thread';
/** Batches in hand, on their way and waiting. Beyond them the thread lets the server wait. */
const BATCHES_MAX = 2;
/** How long a thread may take to cancel its subscription before it is ended. */
const ENDING_MS_MAX = 2_000;
/** The id of a thread that is over. */
const EXITED = -1;

/**
 * Follows in a thread of its own, as a `Follower` does in this one: receiving, parsing and the garbage of both then cost this thread
 * little. Ends when the signal is aborted. Throws what no repeat can help, and what ended the thread.
 */
export async function* followInThread(order: ThreadOrder, signal: AbortSignal): AsyncGenerator<FollowedBatch> {
  if (signal.aborted) return;
  const thread = new Worker(createRequire(import.meta.url).resolve(PROGRAM), { workerData: order, name: 'following' });
  // Also when nobody waits for a message: an error without a listener would end this process.
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
