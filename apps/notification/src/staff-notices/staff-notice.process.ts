import {
  COMPLAINT_STREAM_PREFIX,
  complaintEvent,
  referenceOf,
  type Complaints,
  type ProjectedComplaintEvent,
} from '@redress/complaints';
import { formatReference, isOneOf, isSamePerson, type Complaint, type StaffRecipient } from '@redress/domain';
import type { ProcessManager, ProjectedEvent } from '@redress/eventing';
import type { StaffContact, StaffDirectory } from '@redress/platform';
import type { MessageTransport } from '../channels/channels.js';
import type { HeldMessages } from '../quiet-hours/held-messages.js';
import { staffMessageIdOf } from '../messages/message-id.js';
import { type MessageRecorder, type Occasion, sendOnce } from '../messages/message-recorder.js';
import { staffNotice, staffNoticeRules, type StaffNoticeRule } from './staff-notice-rules.js';

export interface StaffNoticeParts {
  readonly complaints: Complaints;
  readonly recorder: MessageRecorder;
  readonly mail: MessageTransport;
  readonly held: Pick<HeldMessages, 'told'>;
  /** Undefined: no staff member receives messages. */
  readonly directory: StaffDirectory | undefined;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => string;
}

/** More people than any complaint has ever concerned. */
const RECIPIENTS_MAX = 50;
/** Older events are not news: they come from an imported log, or after a consumer was down for long. */
const NEWS_DAYS_MAX = 14;
const DAY_MS = 86_400_000;

/** Name under which the process stores its position. */
export const STAFF_NOTICES_PROCESS = 'staff-notices';

/**
 * Notifies staff members of what concerns them: each who has an address, once per event, in a message that names no person and says nothing
 * about the matter.
 *
 * Starts at an event with a rule; ends with `NotificationSent` or `NotificationFailed` for each recipient. Past notices are read from the
 * complaint's own events, as for messages to complainants. It throws when an engine or channel fails, and the event is redelivered.
 */
export class StaffNoticeProcess implements ProcessManager {
  readonly name = STAFF_NOTICES_PROCESS;
  readonly streamPrefix = COMPLAINT_STREAM_PREFIX;
  readonly reactsTo = Object.keys(staffNoticeRules);

  constructor(private readonly parts: StaffNoticeParts) {}

  async on(projected: ProjectedEvent): Promise<void> {
    const event = complaintEvent(projected);
    const rule = staffNoticeRules[event.type] as StaffNoticeRule | undefined;
    if (rule === undefined || this.parts.directory === undefined || !this.isNews(event)) return;
    const reference = referenceOf(event.stream);
    const { state: then } = await this.parts.complaints.load(reference, event.revision);
    const { state: now } = await this.parts.complaints.load(reference);
    if (then.status === 'unknown' || now.status === 'unknown') return;
    const recipients = rule.recipients(then, event).slice(0, RECIPIENTS_MAX);
    // The person who did it already knows; for a person behind the wall the complaint does not exist.
    const others = recipients.filter(
      ({ kind, name }) => kind !== 'person' || (!isSamePerson(name, event.actor.id) && !isOneOf(now.conflicts, name)),
    );
    for (const recipient of others) await this.tell(rule, recipient, event, now);
  }

  private async tell(
    rule: StaffNoticeRule,
    staff: StaffRecipient,
    event: ProjectedComplaintEvent,
    state: Complaint,
  ): Promise<void> {
    const { recorder, mail } = this.parts;
    const contact = this.contactOf(staff);
    const reference = referenceOf(event.stream);
    const occasion: Occasion = { reference, causationId: event.id };
    const messageId = staffMessageIdOf(rule.purpose, event, staff);
    const earlier = state.messages[messageId];
    if (contact === undefined || (earlier !== undefined && earlier !== 'attempted')) return;
    const { language, email } = contact;
    const { template, subject, text } = staffNotice(rule.name, language, formatReference(reference));
    const facts = { purpose: rule.purpose, channel: mail.name, messageId, template, language, staff };
    // A kill came between sending and recording: the message may have been sent.
    if (earlier === 'attempted') return recorder.failed(occasion, facts, { failure: 'interrupted', uncertain: true });
    if (!rule.isWanted(state, event)) return;
    const told = await this.parts.held.told(messageId, event.id);
    if (told !== undefined) return recorder.sent(occasion, told);
    const message = { messageId, to: { address: email }, subject, text, language };
    await sendOnce(recorder, { channel: mail, occasion, facts, message });
  }

  private contactOf({ kind, name }: StaffRecipient): StaffContact | undefined {
    return this.parts.directory?.[kind].get(name);
  }

  private isNews({ recordedAt }: ProjectedComplaintEvent): boolean {
    return Date.parse(this.parts.now()) - Date.parse(recordedAt) <= NEWS_DAYS_MAX * DAY_MS;
  }
}
