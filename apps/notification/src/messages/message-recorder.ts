import {
  isOf,
  type CommandContent,
  type CommandSource,
  type Complaints,
  type OpenedComplaintEvent,
} from '@redress/complaints';
import type { NotificationFacts } from '@redress/contracts';
import { OutOfReachError, type OpenedEvent } from '@redress/eventing';
import type { MessageChannel, OutgoingMessage } from '../channels/channels.js';

/** As whom this service records what it did. */
export const SERVICE: CommandSource = { caller: 'service:notification', actor: { id: 'notification', role: 'system' } };

/** The complaint, and the event for whose sake something is recorded. */
export interface Occasion {
  readonly reference: string;
  readonly causationId: string;
}

export interface Failure {
  readonly failure: string;
  readonly uncertain: boolean;
  readonly bounced?: boolean;
}

type NotificationCommand = 'record-notification-attempted' | 'record-notification-sent' | 'record-notification-failed';

/** Writes into a complaint what became of its messages. Saying the same twice records it once. */
export class MessageRecorder {
  constructor(private readonly complaints: Complaints) {}

  /** Answers whether this call recorded it: false when it was recorded before. */
  attempted(occasion: Occasion, facts: NotificationFacts): Promise<boolean> {
    return this.record(occasion, 'record-notification-attempted', facts);
  }

  async sent(occasion: Occasion, facts: NotificationFacts): Promise<void> {
    await this.record(occasion, 'record-notification-sent', facts);
  }

  async failed(occasion: Occasion, facts: NotificationFacts, failure: Failure): Promise<void> {
    await this.record(occasion, 'record-notification-failed', { ...facts, ...failure });
  }

  private async record(
    { reference, causationId }: Occasion,
    type: NotificationCommand,
    data: NotificationFacts | (NotificationFacts & Failure),
  ): Promise<boolean> {
    const content = { type, data } as CommandContent<NotificationCommand>;
    // Another failure of the same message, such as a second bounce for another reason, is another fact.
    const failure = 'failure' in data ? `:${data.failure}` : '';
    const idempotencyKey = `${type}:${data.messageId}${failure}`;
    const outcome = await this.complaints.execute(reference, content, { ...SERVICE, causationId, idempotencyKey });
    if (outcome.kind !== 'accepted') throw new Error(`${type} was answered with ${outcome.kind}.`);
    return outcome.events.length > 0 && !outcome.replayed;
  }
}

/** What was recorded of a message when its sending was begun; undefined when it never was. */
export function attemptAt(messageId: string, history: readonly OpenedEvent[]): NotificationFacts | undefined {
  return attemptsIn(history).find(({ data }) => data.messageId === messageId)?.data;
}

/** What was begun to be sent about a complaint, oldest first. */
export function attemptsIn(history: readonly OpenedEvent[]): readonly OpenedComplaintEvent<'NotificationAttempted'>[] {
  return history.filter(isOf('NotificationAttempted'));
}

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
