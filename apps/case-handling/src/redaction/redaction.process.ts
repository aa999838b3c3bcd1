import { complaintProcess } from '@redress/complaints';
import {
  type EventStore,
  hasOwnKey,
  type KeyRing,
  type ProcessManager,
  type Revision,
  type StreamName,
} from '@redress/eventing';

/** Name under which the process stores its position. */
export const REDACTION_PROCESS = 'redactions';

/** Keys of single messages. Throws the errors of `EventStore` and `KeyRing`. */
export class MessageKeys {
  constructor(
    private readonly store: EventStore,
    private readonly keys: KeyRing,
    /** The present instant, ISO 8601 in UTC. */
    private readonly now: () => string,
  ) {}

  /**
   * Destroys the key of a message permanently; durable once it resolves, and idempotent. Rejects with a `RangeError` when the event has no
   * key of its own: values sealed under a person's key are not erased by redacting a message.
   */
  async destroy(stream: StreamName, message: Revision): Promise<void> {
    for await (const event of this.store.read(stream, { from: message, to: message })) {
      if (event.personal === undefined || !hasOwnKey(event)) break;
      return this.keys.destroy(event.personal.subject, this.now());
    }
    throw new RangeError(`Revision ${message} of ${stream} is no message with a key of its own.`);
  }
}

/** Destroys the key of every message whose redaction was recorded, including when the command handler died before doing so. */
export function redaction(keys: MessageKeys): ProcessManager {
  return complaintProcess(REDACTION_PROCESS, {
    MessageRedacted: ({ stream, data }) => keys.destroy(stream, data.message),
  });
}
