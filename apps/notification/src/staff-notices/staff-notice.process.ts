import {
  COMPLAINT_STREAM_PREFIX,
  complaintEvent,
  isImportedHistory,
  referenceOf,
  type Complaints,
  type ProjectedComplaintEvent,
} from '@redress/complaints';
import {
  formatReference,
  isOneOf,
  isSamePerson,
  wallBeforePerson,
  type Complaint,
  type StaffList,
  type StaffRecipient,
  type Instant,
  epochMsOf,
} from '@redress/domain';
import type { ProcessManager, ProjectedEvent } from '@redress/eventing';
import { staffListIn, type StaffContact, type StaffDirectory } from '@redress/platform';
import type { MessageTransport } from '@redress/outgoing';
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
  readonly now: () => Instant;
}

/** More people than any complaint has ever concerned. */
const RECIPIENTS_MAX = 50;
/** Older events are not news: they come from an imported log, or after a consumer was down for long. */
export const NEWS_DAYS_MAX = 14;
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

  private readonly staff: StaffList | undefined;

  constructor(private readonly parts: StaffNoticeParts) {
    this.staff = parts.directory && staffListIn({ staff: parts.directory });
  }

  async on(projected: ProjectedEvent): Promise<void> {
    const event = complaintEvent(projected);
    const rule = staffNoticeRules[event.type] as StaffNoticeRule | undefined;
    if (rule === undefined || this.parts.directory === undefined || !this.isNews(event)) return;
    if (await isImportedHistory(this.parts.complaints, event)) return;
    const reference = referenceOf(event.stream);
    const { state: then } = await this.parts.complaints.load(reference, event.revision);
    const { state: now } = await this.parts.complaints.load(reference);
    if (then.status === 'unknown' || now.status === 'unknown') return;
    const { always = [] } = rule;
    const concerned = [...always, ...withinCircle(rule.recipients(then, event), now)];
    const recipients = this.present(concerned, event).slice(0, RECIPIENTS_MAX);
    // The person who did it already knows; for a person behind the wall the complaint does not exist.
    const others = recipients.filter(
      ({ kind, name }) =>
        kind !== 'person' || (!isSamePerson(name, event.actor.id) && wallBeforePerson(name, now) === undefined),
    );
    for (const recipient of others) await this.tell(rule, recipient, event, now);
  }

  /** The same people, each once, with the deputies of those who were absent when it happened. */
  private present(
    recipients: readonly StaffRecipient[],
    { recordedAt, data }: ProjectedComplaintEvent,
  ): readonly Addressee[] {
    const there = recipients.map(({ kind, name }): Addressee => {
      const deputy = kind === 'person' ? this.staff?.deputyOf(name, recordedAt) : undefined;
      if (deputy !== undefined) return { kind, name: deputy, isDeputy: true };
      return { kind, name, isDeputy: isDeputyIn(data, name) };
    });
    // Whoever is concerned themselves is told so, and not as the deputy of another who is.
    const inOrder = there.toSorted((one, other) => Number(one.isDeputy) - Number(other.isDeputy));
    return inOrder.filter(
      ({ kind, name }, index) => inOrder.findIndex((one) => one.kind === kind && one.name === name) === index,
    );
  }

  private async tell(
    rule: StaffNoticeRule,
    { isDeputy, ...staff }: Addressee,
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
    const { template, subject, text } = staffNotice(rule.name, language, formatReference(reference), isDeputy);
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
    return epochMsOf(this.parts.now()) - epochMsOf(recordedAt) <= NEWS_DAYS_MAX * DAY_MS;
  }
}

/** Whoever is written to, perhaps in place of somebody who is absent. */
interface Addressee extends StaffRecipient {
  readonly isDeputy: boolean;
}

/** Whether an event gave work to this person as the deputy of somebody who is absent. */
function isDeputyIn(data: object, name: string): boolean {
  const { assignee, insteadOf } = data as { readonly assignee?: string; readonly insteadOf?: string };
  return insteadOf !== undefined && assignee === name;
}

/**
 * The recipients of a notice about a complaint that may be confidential: in place of teams and roles, whose addresses others read, the
 * people to whom it is confidential, so that a notice that concerns everybody reaches somebody.
 */
function withinCircle(recipients: readonly StaffRecipient[], { restrictedTo }: Complaint): readonly StaffRecipient[] {
  if (restrictedTo === undefined || recipients.every(({ kind }) => kind === 'person')) return recipients;
  const people = recipients.filter(({ kind, name }) => kind === 'person' && !isOneOf(restrictedTo, name));
  return [...people, ...restrictedTo.map((name) => ({ kind: 'person', name }) as const)];
}
