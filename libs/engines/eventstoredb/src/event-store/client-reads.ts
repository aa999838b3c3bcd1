import {
  CancelledError,
  NotLeaderError,
  type ResolvedEvent,
  type StreamingRead,
  UnavailableError,
} from '@eventstore/db-client';
import { StoreUnavailableError } from '@redress/eventing';
import { setTimeout as pause } from 'node:timers/promises';
import type { StoredEvent } from './event-format.js';

/** Silence after which a read counts as failed. The client itself would wait for ever. */
const READ_SILENCE_MS_MAX = 5_000;

/**
 * Hands each event of a read to `take`, until it answers false or the read ends. Rejects with what the client reports, or with a
 * `StoreUnavailableError` after a long silence. A read that is given up is cancelled: otherwise it would stay open on the server.
 */
export function drain(
  read: StreamingRead<ResolvedEvent>,
  take: (event: StoredEvent) => boolean,
  silence_ms = READ_SILENCE_MS_MAX,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let over = false;
    const leave = (settle: () => void) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      settle();
    };
    const cancel = () => void read.cancel().catch(() => undefined);
    const silent = () => {
      cancel();
      leave(() => reject(new StoreUnavailableError('EventStoreDB does not answer.')));
    };
    const timer = setTimeout(silent, silence_ms);
    read.on('data', ({ event }: ResolvedEvent) => {
      if (over) return;
      timer.refresh();
      if (event === undefined || take(event)) return;
      cancel();
      leave(resolve);
    });
    // An error may also come after the read was given up, and must find a listener.
    read.on('error', (error) => leave(() => reject(error)));
    read.on('end', () => leave(resolve));
  });
}

/** Pauses before a read is repeated. It may meet the moment in which a connection breaks or a cluster changes its leader, and no more. */
const PAUSES_MS: readonly number[] = [50, 300];

/** Repeats reads that failed for a passing reason, which is safe since they change nothing. */
export class ReadAttempts {
  async attempt<T>(read: () => Promise<T>): Promise<T> {
    for (const pause_ms of PAUSES_MS) {
      try {
        return await read();
      } catch (error) {
        if (!isPassing(error)) throw error;
        await pause(pause_ms);
      }
    }
    return read();
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof UnavailableError || error instanceof CancelledError || error instanceof NotLeaderError;
}
