import {
  COMPLAINT_STREAM_PREFIX,
  complaintEvent,
  isImportedHistory,
  referenceOf,
  type Complaints,
  type ProjectedComplaintEvent,
} from '@redress/complaints';
import type { Channel, MessageChannel, NotificationFacts, Reference } from '@redress/contracts';
import { type Complaint, type Instant, epochMsOf, instantOf, isAfter } from '@redress/domain';
import type { ProcessManager, ProjectedEvent } from '@redress/eventing';
import { type ByHand, type MessageTask, taskNameOf, type TasksByHand } from '../by-hand/by-hand.js';
import type { HeldMessages } from '../quiet-hours/held-messages.js';
import { ADDRESSED_BY, chooseWay, type Addresses, type Way } from '../channels/choose-way.js';
import type { OutgoingMessage } from '@redress/outgoing';
import type { Channels } from '../channels/channels.js';
import {
  attemptAt,
  inReach,
  type MessageRecorder,
  type Occasion,
  sendNow,
  sendOnce,
  SERVICE,
} from './message-recorder.js';
import type { ComposedMessage, MessageComposer } from './message-composer.js';
import { messageIdOf, nameOfMessage } from './message-id.js';
import { originOf } from './message-origin.js';
import { causes, occasionFor, type MessageRule } from './message-rule.js';

export interface MessageParts {
  readonly complaints: Complaints;
  readonly composer: MessageComposer;
  readonly recorder: MessageRecorder;
  readonly channels: Channels;
  readonly byHand: TasksByHand;
  readonly held: HeldMessages;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
  /** Returns the end of the quiet hours in a complaint's time zone; undefined outside them. */
  readonly quietUntil: (timeZone: string) => Instant | undefined;
}

const MINUTE_MS = 60_000;
/**
 * Pauses before a message is tried again that a server put off, in minutes: soon at first, because grey listing lets the second try pass,
 * then for five days in all, as long as mail servers keep trying (RFC 5321, 4.5.4.1).
 */
const AGAIN_AFTER_MINUTES = [5, 15, 60, 180, 360, 720, 1_440, 1_440, 1_440, 1_440];

/** Whether no member of staff decided on this report: the policy has it sent at set times. */
function isAutomaticReport(event: ProjectedComplaintEvent): boolean {
  return event.type === 'ProgressReported' && event.actor.role === SERVICE.actor.role;
}

/**
 * Withholds what no member of staff decided to send from an address or number that somebody else may have typed: it goes to the e-mail
 * address that the complainant confirmed, or nowhere, as for an anonymous complaint. A letter or a call is a person's work.
 */
function provenWay(usual: Way | undefined, { unproven, contact }: ComposedMessage): Way | undefined {
  if (usual === undefined || !unproven.includes(usual)) return usual;
  return unproven.includes('email') || contact.email === undefined ? undefined : 'email';
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
  readonly streamsAtOnce: number;

  constructor(
    private readonly rule: MessageRule,
    private readonly parts: MessageParts,
  ) {
    this.name = rule.purpose;
    this.reactsTo = [...Object.keys(rule.occasions), 'MessageResent'];
    this.streamsAtOnce = parts.channels.atOnce;
  }

  async on(projected: ProjectedEvent): Promise<void> {
    const event = complaintEvent(projected);
    const isAgain = event.type === 'MessageResent';
    if (isAgain ? nameOfMessage(event.data.messageId)?.purpose !== this.rule.purpose : !causes(this.rule, event))
      return;
    // Asked before the complaint is read: an import records thousands of events, of which none is told to anybody.
    if (isAnonymousReceipt(event) || (await isImportedHistory(this.parts.complaints, event))) return;
    const reference = referenceOf(event.stream);
    const occasion = { reference, causationId: event.id };
    const messageId = messageIdOf(this.rule.purpose, event);
    const { state } = await this.parts.complaints.load(reference);
    if (state.status === 'unknown') return;
    const earlier = state.messages[messageId];
    if (earlier === 'attempted') return this.goOn(event, occasion, messageId, state);
    if (earlier !== undefined || !(await this.isWanted(event, reference, state))) return;
    const told = await this.parts.held.told(messageId, event.id);
    if (told !== undefined) return this.parts.recorder.sent(occasion, told);
    const message = await this.parts.composer.compose(this.rule, reference, event.revision, state);
    if (message !== undefined) await this.sendOff(event, occasion, messageId, message);
  }

  /** Whether a message is still of use. What a person sends again is; what the next way is tried for, as far as its event was. */
  private async isWanted(event: ProjectedComplaintEvent, reference: Reference, state: Complaint): Promise<boolean> {
    if (event.type !== 'MessageResent') {
      return causes(this.rule, event) && occasionFor(this.rule, event.type)?.isWanted?.(state, event) !== false;
    }
    if (event.actor.role !== SERVICE.actor.role) return true;
    const first = originOf(await this.parts.complaints.history(reference), event.revision);
    const projected = await this.parts.complaints.projectedAt(reference, first);
    return projected !== undefined && this.isWanted(complaintEvent(projected), reference, state);
  }

  /**
   * Handles an attempt without an outcome. A letter waits for a person. Any other was put off by its server, or interrupted by a kill: then
   * the message may have been sent, whatever happened to the complaint since.
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
    if (facts.channel !== 'letter') return this.tryAgain(event, occasion, facts, state);
    if (state.tasks[taskNameOf(this.taskFor(event, 'letter'))] !== undefined) return;
    const message = await composer.compose(this.rule, occasion.reference, event.revision, state);
    if (message !== undefined) return this.giveToPerson(event, occasion, facts, 'letter');
    return recorder.failed(occasion, facts, { failure: 'erased', uncertain: false });
  }

  /** Tries a message again that its server put off, once its time has come. */
  private async tryAgain(
    event: ProjectedComplaintEvent,
    occasion: Occasion,
    facts: NotificationFacts,
    state: Complaint,
  ): Promise<void> {
    const { held, recorder, channels, composer, now } = this.parts;
    const { messageId } = facts;
    const waiting = await held.putOffByServer(messageId);
    if (waiting === undefined || waiting.isTrying === true) {
      return recorder.failed(occasion, facts, { failure: 'interrupted', uncertain: true });
    }
    if (isAfter(waiting.heldUntil, now())) return;
    const message = await composer.compose(this.rule, occasion.reference, event.revision, state);
    const way = facts.channel === 'sms' ? 'sms' : 'email';
    const [channel, address] = [channels.of(way), message?.contact[ADDRESSED_BY[way]]];
    if (message === undefined || channel === undefined || address === undefined) {
      return recorder.failed(occasion, facts, { failure: 'erased', uncertain: false });
    }
    await inReach(channel);
    await held.beginTrying(messageId);
    const sending = { channel, occasion, facts, message: outgoing(messageId, way, address, message) };
    await sendNow(recorder, sending, () => this.later(event, messageId));
  }

  /** Holds a message that a server put off; false when it was put off for too long. */
  private async later({ stream, revision }: ProjectedComplaintEvent, messageId: string): Promise<boolean> {
    const { held, now } = this.parts;
    const tries = (await held.putOffByServer(messageId))?.tries ?? 0;
    const minutes = AGAIN_AFTER_MINUTES[tries];
    if (minutes === undefined) return false;
    const heldUntil = instantOf(epochMsOf(now()) + minutes * MINUTE_MS);
    const { purpose } = this.rule;
    await held.hold({ messageId, purpose, stream, revision, heldUntil, tries: tries + 1, isTrying: false });
    return true;
  }

  private async sendOff(
    event: ProjectedComplaintEvent,
    occasion: Occasion,
    messageId: string,
    message: ComposedMessage,
  ): Promise<void> {
    const { channels, recorder } = this.parts;
    const { contact, words } = message;
    const { purpose } = this.rule;
    const { template, language } = words;
    const asked = occasionFor(this.rule, event.type)?.channelOf?.(event);
    const only = event.type === 'MessageResent' ? event.data.channel : undefined;
    const sensible = occasionFor(this.rule, event.type)?.waysOf?.(event);
    const allowed: readonly Way[] = only === undefined ? (sensible ?? [...channels.ways]) : [only];
    const ways = new Set(allowed.filter((one) => channels.ways.has(one)));
    const usual = chooseWay({ purpose, ways, ...message, ...(asked !== undefined && { asked }) });
    const way = isAutomaticReport(event) ? provenWay(usual, message) : usual;
    if (way === undefined) {
      if (sensible !== undefined) return;
      const facts = { purpose, channel: only ?? wayAsked(asked), messageId, template, language };
      return this.giveUp(event, occasion, facts, contact);
    }
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
    const heldUntil = DISTURBING.includes(way) ? await held.heldUntil(messageId) : undefined;
    const facts = {
      purpose,
      channel: channel.name,
      messageId,
      template,
      language,
      ...(heldUntil !== undefined && { heldUntil }),
    };
    const sending = { channel, occasion, facts, message: outgoing(messageId, way, address, message) };
    await sendOnce(recorder, sending, () => this.later(event, messageId));
  }

  /**
   * Records that no way reaches the complainant, which makes work of the message, as far as it answers something and there is anything by
   * which to reach them.
   */
  private async giveUp(
    event: ProjectedComplaintEvent,
    occasion: Occasion,
    facts: NotificationFacts,
    contact: Addresses,
  ): Promise<void> {
    const isAnswer = event.type !== 'ComplaintReceived' && event.type !== 'ProgressReported';
    if (!isAnswer || Object.keys(contact).length === 0) return;
    await this.parts.recorder.failed(occasion, facts, { failure: 'no-address', uncertain: false });
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

/** The channel that an event asked for, as a message names it: by letter where it asked for none. */
function wayAsked(asked: Channel | undefined): MessageChannel {
  return asked === 'email' ? 'email' : asked === 'phone' ? 'sms' : 'letter';
}

/** The message as a channel sends it: its brief form where characters are expensive. */
function outgoing(messageId: string, way: Way, address: string, { sent }: ComposedMessage): OutgoingMessage {
  const { words, name } = sent;
  const { subject, text, brief = text, language } = words;
  const to = { address, ...(name !== undefined && { name }) };
  return { messageId, to, subject, text: way === 'sms' ? brief : text, language };
}

/** Checked before reading the complaint: imports bring such receipts by the hundred thousand. */
function isAnonymousReceipt({ type, data }: ProjectedComplaintEvent): boolean {
  return type === 'ComplaintReceived' && data.complainant === undefined;
}
