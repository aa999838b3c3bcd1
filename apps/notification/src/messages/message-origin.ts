import { isOf } from '@redress/complaints';
import type { OpenedEvent, Revision } from '@redress/eventing';
import { nameOfMessage } from './message-id.js';

/**
 * The event that first caused the message which the event at `revision` sends again, however often it was sent again before; the same
 * revision where it sends nothing again. Throws for a message id that was not made here.
 */
export function originOf(history: readonly OpenedEvent[], revision: Revision): Revision {
  const event = history[revision];
  if (event === undefined || !isOf('MessageResent')(event)) return revision;
  const earlier = nameOfMessage(event.data.messageId);
  if (earlier === undefined || earlier.revision >= revision)
    throw new Error(`${event.data.messageId} was not sent before.`);
  return originOf(history, earlier.revision);
}
