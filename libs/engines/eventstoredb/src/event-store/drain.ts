import type { ResolvedEvent } from '@eventstore/db-client';
import type { StreamingRead } from '@eventstore/db-client';
import { StoreUnavailableError } from '@redress/eventing';
import type { StoredEvent } from './event-format.js';

/** How long a read may stay silent before it counts as failed. The client itself would wait for ever. */
export const READ_SILENCE_MS_MAX = 5_000;

/**
 * Hands each event of a read to `take`, until it answers false or the read ends. Rejects with what the client reports, or with a
 * `StoreUnavailableError` after a long silence. A read that is left is cancelled: else it would stay open on the server.
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
    // An error may also come after it was left, and must find a listener.
    read.on('error', (error) => leave(() => reject(error)));
    read.on('end', () => leave(resolve));
  });
}
