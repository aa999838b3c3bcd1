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

/** Silence after which a read fails. The client itself would wait forever. */
const READ_SILENCE_MS_MAX = 5_000;

/**
 * Passes each event of a read to `take` until it returns false or the read ends. Rejects with the client's error, or with a
 * `StoreUnavailableError` after a long silence. Cancels an abandoned read, which would otherwise stay open on the server.
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
    // An error may also arrive after the read was abandoned, and must find a listener.
    read.on('error', (error) => leave(() => reject(error)));
    read.on('end', () => leave(resolve));
  });
}

/** Pauses before a read is retried: it may coincide with a broken connection or a change of leader. */
const PAUSES_MS: readonly number[] = [50, 300];

/** Retries reads after temporary failures, which is safe because reads change nothing. */
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
