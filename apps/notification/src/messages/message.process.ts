import {
  COMPLAINT_STREAM_PREFIX,
  complaintEvent,
  referenceOf,
  type Complaints,
  type ProjectedComplaintEvent,
} from '@redress/complaints';
import type { NotificationFacts } from '@redress/contracts';
import type { Complaint } from '@redress/domain';
import type { ProcessManager, ProjectedEvent } from '@redress/eventing';
import { type ByHand, type MessageTask, taskNameOf, type TasksByHand } from '../by-hand/by-hand.js';
import type { HeldMessages } from '../quiet-hours/held-messages.js';
import { ADDRESSED_BY, chooseWay, type Way } from '../channels/choose-way.js';
import type { Channels } from '../channels/channels.js';
import { attemptAt, type MessageRecorder, type Occasion, sendOnce } from './message-recorder.js';
import type { ComposedMessage, MessageComposer } from './message-composer.js';
import { messageIdOf } from './message-id.js';
import { occasionFor, type MessageRule } from './message-rule.js';

export interface MessageParts {
  readonly complaints: Complaints;
  readonly composer: MessageComposer;
  readonly recorder: MessageRecorder;
  readonly channels: Channels;
  readonly byHand: TasksByHand;
  readonly held: HeldMessages;
  /** Returns the end of the quiet hours in a complaint's time zone; undefined outside them. */
  readonly quietUntil: (timeZone: string) => string | undefined;
}

/** Ways that make a telephone ring, unlike letters and e-mails. */
const DISTURBING: readonly Way[] = ['sms', 'call'];

/**
 * Sends the messages of one purpose: one for each event that causes one, to complainants who can be reached.
 *
 * Starts at that event; ends with `NotificationSent` or `NotificationFailed`, or with a task when a person must write or call. Past
 * messages are read from the complaint's own events, by a message id derived from the event, so a redelivered event, a replay or a rebuild
 * sends nothing again. It throws when an engine or channel fails, and the event is redelivered.
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
    this.reactsTo = Object.keys(rule.occasions);
  }

  async on(projected: ProjectedEvent): Promise<void> {
    const event = complaintEvent(projected);
    if (isAnonymousReceipt(event)) return;
    const reference = referenceOf(event.stream);
    const occasion = { reference, causationId: event.id };
    const messageId = messageIdOf(this.rule.purpose, event);
    const { state } = await this.parts.complaints.load(reference);
    if (state.status === 'unknown') return;
    const earlier = state.messages[messageId];
    if (earlier === 'attempted') return this.goOn(event, occasion, messageId, state);
    if (earlier !== undefined || occasionFor(this.rule, event.type)?.isWanted(state, event) !== true) return;
    const told = await this.parts.held.told(messageId, event.id);
    if (told !== undefined) return this.parts.recorder.sent(occasion, told);
    const message = await this.parts.composer.compose(this.rule, reference, event.revision, state);
    if (message !== undefined) await this.sendOff(event, occasion, messageId, message);
  }

  /**
   * Handles an attempt without an outcome. A letter waits for a person. Any other was interrupted by a kill: the message may have been
   * sent, whatever happened to the complaint since.
   */
  private async goOn(
    event: ProjectedComplaintEvent,
    occasion: Occasion,
    messageId: string,
    state: Complaint,
  ): Promise<void> {
    const { complaints, composer, recorder } = this.parts;
    const facts = attemptAt(messageId, await complaints.history(occasion.reference));
    if (facts === undefined) throw new Error(`An attempt at ${messageId} is in the state and not in the history.`);
    if (facts.channel !== 'letter') {
      return recorder.failed(occasion, facts, { failure: 'interrupted', uncertain: true });
    }
    if (state.tasks[taskNameOf(this.taskFor(event, 'letter'))] !== undefined) return;
    const message = await composer.compose(this.rule, occasion.reference, event.revision, state);
    if (message !== undefined) return this.giveToPerson(event, occasion, facts, 'letter');
    return recorder.failed(occasion, facts, { failure: 'erased', uncertain: false });
  }

  private async sendOff(
    event: ProjectedComplaintEvent,
    occasion: Occasion,
    messageId: string,
    message: ComposedMessage,
  ): Promise<void> {
    const { channels, recorder } = this.parts;
    const { contact, words, name } = message;
    const { purpose } = this.rule;
    const { template, language, subject } = words;
    const asked = occasionFor(this.rule, event.type)?.channelOf?.(event);
    const way = chooseWay({ purpose, ways: channels.ways, ...message, ...(asked !== undefined && { asked }) });
    if (way === undefined) return;
    const { held, quietUntil } = this.parts;
    const until = DISTURBING.includes(way) ? quietUntil(message.timeZone) : undefined;
    if (until !== undefined) {
      const { stream, revision } = event;
      return held.hold({ messageId, purpose, stream, revision, heldUntil: until });
    }
    if (way === 'call') return this.giveToPerson(event, occasion, { messageId, language }, way);
    if (way === 'letter') {
      const facts = { purpose, channel: way, messageId, template, language };
      await recorder.attempted(occasion, facts);
      return this.giveToPerson(event, occasion, facts, way);
    }
    const channel = channels.of(way);
    const address = contact[ADDRESSED_BY[way]];
    if (channel === undefined || address === undefined) return;
    const text = way === 'sms' ? (words.brief ?? words.text) : words.text;
    const to = { address, ...(name !== undefined && { name }) };
    const heldUntil = DISTURBING.includes(way) ? await held.heldUntil(messageId) : undefined;
    const facts = {
      purpose,
      channel: channel.name,
      messageId,
      template,
      language,
      ...(heldUntil !== undefined && { heldUntil }),
    };
    await sendOnce(recorder, { channel, occasion, facts, message: { messageId, to, subject, text, language } });
  }

  private giveToPerson(
    event: ProjectedComplaintEvent,
    occasion: Occasion,
    message: Pick<NotificationFacts, 'messageId' | 'language'>,
    by: ByHand,
  ): Promise<void> {
    return this.parts.byHand.assign(occasion, this.taskFor(event, by), message);
  }

  private taskFor({ revision }: ProjectedComplaintEvent, by: ByHand): MessageTask {
    return { by, purpose: this.rule.purpose, revision };
  }
}

/** Checked before reading the complaint: imports bring such receipts by the hundred thousand. */
function isAnonymousReceipt({ type, data }: ProjectedComplaintEvent): boolean {
  return type === 'ComplaintReceived' && data.complainant === undefined;
}
