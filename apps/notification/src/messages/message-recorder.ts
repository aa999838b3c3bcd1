import { isOf, type CommandContent, type CommandSource, type Complaints, type HistoryEvent } from '@redress/complaints';
import type { NotificationFacts, Reference } from '@redress/contracts';
import { OutOfReachError, type OpenedEvent, toActorId } from '@redress/eventing';
import type { MessageTransport, OutgoingMessage } from '@redress/outgoing';

/** Identity under which this service records events. */
export const SERVICE: CommandSource = {
  caller: 'service:notification',
  actor: { id: toActorId('notification'), role: 'system' },
};

/** The complaint, and the event that a record refers to. */
export interface Occasion {
  readonly reference: Reference;
  readonly causationId: string;
}

export interface SendingFailure {
  readonly failure: string;
  readonly uncertain: boolean;
  readonly bounced?: boolean;
}

type NotificationCommand = 'record-notification-attempted' | 'record-notification-sent' | 'record-notification-failed';

/** What became of a message. `uncertain`: nobody knows whether it was sent. */
export const MESSAGE_OUTCOMES = ['sent', 'failed', 'uncertain', 'bounced'] as const;
export type MessageOutcome = (typeof MESSAGE_OUTCOMES)[number];

/** Records the outcomes of messages in their complaint. Idempotent. */
export class MessageRecorder {
  /** `count` is called once for each outcome that this process records. */
  constructor(
    private readonly complaints: Complaints,
    private readonly count?: (outcome: MessageOutcome) => void,
  ) {}

  /** Returns whether this call recorded it: false when it was recorded before. */
  attempted(occasion: Occasion, facts: NotificationFacts): Promise<boolean> {
    return this.record(occasion, 'record-notification-attempted', facts);
  }

  async sent(occasion: Occasion, facts: NotificationFacts): Promise<void> {
    if (await this.record(occasion, 'record-notification-sent', facts)) this.count?.('sent');
  }

  async failed(occasion: Occasion, facts: NotificationFacts, failure: SendingFailure): Promise<void> {
    const isNew = await this.record(occasion, 'record-notification-failed', { ...facts, ...failure });
    if (isNew) this.count?.(outcomeOf(failure));
  }

  private async record(
    { reference, causationId }: Occasion,
    type: NotificationCommand,
    data: NotificationFacts | (NotificationFacts & SendingFailure),
  ): Promise<boolean> {
    const content = { type, data } as CommandContent<NotificationCommand>;
    // A different failure of the same message, such as a second bounce for another reason, is a separate fact.
    const failure = 'failure' in data ? `:${data.failure}` : '';
    const idempotencyKey = `${type}:${data.messageId}${failure}`;
    const outcome = await this.complaints.execute(reference, content, { ...SERVICE, causationId, idempotencyKey });
    if (outcome.kind !== 'accepted') throw new Error(`${type} was answered with ${outcome.kind}.`);
    return outcome.events.length > 0 && !outcome.replayed;
  }
}

function outcomeOf({ uncertain, bounced = false }: SendingFailure): MessageOutcome {
  if (bounced) return 'bounced';
  return uncertain ? 'uncertain' : 'failed';
}

/** Returns what was recorded when sending of a message started; undefined when it never did. */
export function attemptAt(messageId: string, history: readonly OpenedEvent[]): NotificationFacts | undefined {
  return attemptsIn(history).find(({ data }) => data.messageId === messageId)?.data;
}

/** Messages about a complaint whose sending started, oldest first. */
export function attemptsIn(history: readonly OpenedEvent[]): readonly HistoryEvent<'NotificationAttempted'>[] {
  return history.filter(isOf('NotificationAttempted'));
}

/** One message and the channel that sends it. */
export interface Sending {
  readonly channel: MessageTransport;
  readonly occasion: Occasion;
  readonly facts: NotificationFacts;
  readonly message: OutgoingMessage;
}

/**
 * Sends a message at most once and records its outcome; a failure that `isLater` takes is not recorded, because it is tried again. Rejects with
 * `OutOfReachError`, having done nothing, while the channel is unreachable.
 */
export async function sendOnce(
  recorder: MessageRecorder,
  sending: Sending,
  isLater?: (failure: string) => Promise<boolean>,
): Promise<void> {
  const { channel, occasion, facts } = sending;
  await inReach(channel);
  // Recorded first, so that after a kill between sending and recording the message does not seem unsent.
  const isOurs = channel.repeatable || (await recorder.attempted(occasion, facts));
  // Another process started the same message first, and sends it.
  if (!isOurs) return;
  return sendNow(recorder, sending, isLater);
}

/** Rejects with `OutOfReachError` while a channel is unreachable. */
export async function inReach(channel: MessageTransport): Promise<void> {
  await channel.ready().catch((cause: unknown) => {
    throw new OutOfReachError(`The way of messages by ${channel.name} is out of reach.`, { cause });
  });
}

/** Sends a message whose attempt is recorded, and records the outcome as {@link sendOnce} does. */
export async function sendNow(
  recorder: MessageRecorder,
  { channel, occasion, facts, message }: Sending,
  isLater?: (failure: string) => Promise<boolean>,
): Promise<void> {
  const outcome = await channel.send(message);
  if (outcome.sent) return recorder.sent(occasion, facts);
  const { failure, uncertain, temporary } = outcome;
  if (temporary === true && (await isLater?.(failure)) === true) return;
  return recorder.failed(occasion, facts, { failure, uncertain });
}
