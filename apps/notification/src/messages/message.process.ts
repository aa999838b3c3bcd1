import { COMPLAINT_STREAM_PREFIX, referenceOf, type Complaints } from '@redress/complaints';
import type { NotificationFacts } from '@redress/domain';
import { OutOfReachError, type ProcessManager, type ProjectedEvent } from '@redress/eventing';
import { chooseWay } from '../channels/choose-way.js';
import type { MessageChannel, OutgoingMessage } from '../channels/message-channel.js';
import type { Channels } from '../channels/channels.js';
import type { ComposedMessage, MessageComposer } from './message-composer.js';
import { messageIdOf } from './message-id.js';
import type { MessageRecorder, Occasion } from './message-recorder.js';
import type { MessageRule } from './message-rule.js';

export interface MessageParts {
  readonly complaints: Complaints;
  readonly composer: MessageComposer;
  readonly recorder: MessageRecorder;
  readonly channels: Channels;
}

/**
 * Sends the messages of one purpose: one for each event that gives occasion, to complainants who can be reached.
 *
 * Starts at that event; ends with `NotificationSent` or `NotificationFailed`. What was done is read from the complaint's own events, by a
 * message id that follows from the event, so a redelivered event, a replay or a rebuild sends nothing again. When the machinery fails it
 * throws, and the event comes again.
 */
export class MessageProcess implements ProcessManager {
  readonly name: string;
  readonly streamPrefix = COMPLAINT_STREAM_PREFIX;
  readonly reactsTo: readonly string[];

  constructor(
    private readonly rule: MessageRule,
    private readonly parts: MessageParts,
  ) {
    this.name = rule.purpose;
    this.reactsTo = [rule.occasion];
  }

  async on(event: ProjectedEvent): Promise<void> {
    if (isAnonymousReceipt(event)) return;
    const reference = referenceOf(event.stream);
    const occasion = { reference, causationId: event.id };
    const messageId = messageIdOf(this.rule.purpose, event);
    const { state } = await this.parts.complaints.load(reference);
    if (state.status === 'unknown') return;
    const earlier = state.messages[messageId];
    if (earlier === 'attempted') return this.recordInterruption(occasion, messageId);
    if (earlier !== undefined || !this.rule.isWanted(state, event)) return;
    const message = await this.parts.composer.compose(this.rule, reference, event.revision, state);
    if (message !== undefined) await this.sendOff(occasion, messageId, message);
  }

  /** An attempt without an outcome was cut short by a kill: the message may have left. What then became of the complaint changes nothing. */
  private async recordInterruption(occasion: Occasion, messageId: string): Promise<void> {
    const history = await this.parts.complaints.history(occasion.reference);
    const attempt = history.find(
      ({ type, data }) => type === 'NotificationAttempted' && data['messageId'] === messageId,
    );
    const facts = attempt?.data as NotificationFacts | undefined;
    if (facts === undefined) throw new Error(`An attempt at ${messageId} is in the state and not in the history.`);
    await this.parts.recorder.failed(occasion, facts, { failure: 'interrupted', uncertain: true });
  }

  private async sendOff(occasion: Occasion, messageId: string, message: ComposedMessage): Promise<void> {
    const { contact, words, name } = message;
    const way = chooseWay({ purpose: this.rule.purpose, ways: this.parts.channels.ways, ...message });
    const channel = way === undefined ? undefined : this.parts.channels.of(way);
    const address = contact.email;
    if (channel === undefined || address === undefined) return;
    const { template, language, subject, text } = words;
    const facts = { purpose: this.rule.purpose, channel: channel.name, messageId, template, language };
    const to = { address, ...(name !== undefined && { name }) };
    await this.send(channel, occasion, facts, { messageId, to, subject, text, language });
  }

  private async send(
    channel: MessageChannel,
    occasion: Occasion,
    facts: NotificationFacts,
    message: OutgoingMessage,
  ): Promise<void> {
    const { recorder } = this.parts;
    await channel.ready().catch((cause: unknown) => {
      throw new OutOfReachError(`The way of messages by ${channel.name} is out of reach.`, { cause });
    });
    // Written first, so that after a kill between sending and recording nobody takes the message for unsent.
    if (!channel.repeatable) await recorder.attempted(occasion, facts);
    const outcome = await channel.send(message);
    if (outcome.sent) return recorder.sent(occasion, facts);
    const { failure, uncertain } = outcome;
    return recorder.failed(occasion, facts, { failure, uncertain });
  }
}

/** Answered before anything is read: an import brings them by the hundred thousand. */
function isAnonymousReceipt({ type, data }: ProjectedEvent): boolean {
  return type === 'ComplaintReceived' && data['complainant'] === undefined;
}
