import { complaintProcess } from '@redress/complaints';
import { hasOwnKey, type EventStore, type KeyRing, type ProcessManager, type Revision } from '@redress/eventing';

/** The name under which the process keeps its position. */
export const REDACTION_PROCESS = 'redactions';

/** The keys of single messages. Errors: those of `EventStore` and `KeyRing`. */
export class MessageKeys {
  constructor(
    private readonly store: EventStore,
    private readonly keys: KeyRing,
    /** The present instant, ISO 8601 in UTC. */
    private readonly now: () => string,
  ) {}

  /**
   * Destroys the key of the message that an event holds, for ever; durable when it resolves, and may be repeated. Rejects with a `RangeError`
   * when the event has no key of its own: what is sealed under a person's key is never erased by way of a message.
   */
  async destroy(stream: string, message: Revision): Promise<void> {
    for await (const event of this.store.read(stream, { from: message, to: message })) {
      if (event.personal === undefined || !hasOwnKey(event)) break;
      return this.keys.destroy(event.personal.subject, this.now());
    }
    throw new RangeError(`Revision ${message} of ${stream} is no message with a key of its own.`);
  }
}

/** Destroys the key of every message whose redaction was recorded, also when whoever recorded it died before doing so. */
export function redaction(keys: MessageKeys): ProcessManager {
  return complaintProcess(REDACTION_PROCESS, {
    MessageRedacted: ({ stream, data }) => keys.destroy(stream, data.message),
  });
}
