import { setTimeout as pause } from 'node:timers/promises';
import { CancelledError, NotLeaderError, UnavailableError } from '@eventstore/db-client';

/** A read may meet the moment in which a connection breaks, or a cluster changes its leader; more than that is for the caller to know. */
const PAUSES_MS: readonly number[] = [50, 300];

/** Reads change nothing, so they are simply made again. */
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
