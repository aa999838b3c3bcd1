import { complaintProcess, referenceOf } from '@redress/complaints';
import type { Instant } from '@redress/domain';
import {
  contentSubject,
  type EventStore,
  hasOwnKey,
  type KeyRing,
  type ProcessManager,
  type Revision,
  type StreamName,
} from '@redress/eventing';

/** Name under which the process stores its position. */
export const REDACTION_PROCESS = 'redactions';

/** Keys of the words of single events, and of the files that they add. Throws the errors of `EventStore` and `KeyRing`. */
export class MessageKeys {
  constructor(
    private readonly store: EventStore,
    private readonly keys: KeyRing,
    /** The present instant, ISO 8601 in UTC. */
    private readonly now: () => Instant,
  ) {}

  /**
   * Destroys the key of an event's words permanently, and that of the file that it adds; durable once it resolves, and idempotent. Rejects
   * with a `RangeError` when the event has no key of its own: values sealed under a person's key are not erased by redacting a message. A
   * file added without a name has no words, only its own key.
   */
  async destroy(stream: StreamName, message: Revision): Promise<void> {
    for await (const event of this.store.read(stream, { from: message, to: message })) {
      const { personal, type, data } = event;
      const file =
        type === 'AttachmentAdded' && typeof data['attachment'] === 'string' ? data['attachment'] : undefined;
      const hasWords = personal !== undefined;
      if (hasWords ? !hasOwnKey(event) : file === undefined) break;
      if (hasWords) await this.keys.destroy(personal.subject, this.now());
      // Evidence names the file that holds it, too, and does not own it.
      if (file === undefined) return;
      return this.keys.destroy(contentSubject({ subject: referenceOf(stream), name: file }), this.now());
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
