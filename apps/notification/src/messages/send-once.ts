import type { NotificationFacts } from '@redress/contracts';
import { OutOfReachError } from '@redress/eventing';
import type { MessageChannel, OutgoingMessage } from '../channels/message-channel.js';
import type { MessageRecorder, Occasion } from './message-recorder.js';

/** One message, by the channel that takes it. */
export interface Sending {
  readonly channel: MessageChannel;
  readonly occasion: Occasion;
  readonly facts: NotificationFacts;
  readonly message: OutgoingMessage;
}

/**
 * Sends a message at most once and records what became of it. Rejects with `OutOfReachError`, having done nothing, while the channel is out
 * of reach.
 */
export async function sendOnce(
  recorder: MessageRecorder,
  { channel, occasion, facts, message }: Sending,
): Promise<void> {
  await channel.ready().catch((cause: unknown) => {
    throw new OutOfReachError(`The way of messages by ${channel.name} is out of reach.`, { cause });
  });
  // Written first, so that after a kill between sending and recording nobody takes the message for unsent.
  const isOurs = channel.repeatable || (await recorder.attempted(occasion, facts));
  // Another process was faster with the same message, and sends it.
  if (!isOurs) return;
  const outcome = await channel.send(message);
  if (outcome.sent) return recorder.sent(occasion, facts);
  const { failure, uncertain } = outcome;
  return recorder.failed(occasion, facts, { failure, uncertain });
}
