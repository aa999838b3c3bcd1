import { correctedReceipt, type Complaints, type HistoryEvent } from '@redress/complaints';
import type { Channel, OpenedEventData } from '@redress/contracts';
import {
  answerDueAt,
  calendarInForce,
  type Complaint,
  formatReference,
  formatTrackingCode,
  localDate,
  seemsOutOfScope,
} from '@redress/domain';
import type { Revision } from '@redress/eventing';
import { greetingName } from '@redress/texts';
import type { Policies } from '@redress/policies';
import type { ServerSecrets } from '@redress/platform';
import type { Addresses } from '../channels/choose-way.js';
import { occasionFor, type MessageRule, type Words } from './message-rule.js';

/** A message whose channel is not yet chosen. */
export interface ComposedMessage {
  readonly words: Words;
  readonly name?: string;
  readonly contact: Addresses;
  readonly channel: Channel;
  readonly preferredChannel?: Channel;
  /** Time zone (IANA) of the complaint's calendar. */
  readonly timeZone: string;
}

/** Composes a message from a complaint's own events, so that the same message can be composed again. */
export class MessageComposer {
  constructor(
    private readonly complaints: Complaints,
    private readonly policies: Policies,
    private readonly secrets: ServerSecrets,
  ) {}

  /**
   * Composes the message for the event at `revision`, given the current complaint. Undefined when there is no recipient (anonymous, or
   * erased since) or nothing to say.
   */
  async compose(
    rule: MessageRule,
    reference: string,
    revision: Revision,
    state: Complaint,
  ): Promise<ComposedMessage | undefined> {
    const history = await this.complaints.history(reference);
    const received = correctedReceipt(history);
    const complainant = received?.data.complainant;
    if (received === undefined || complainant === undefined) return undefined;
    const occasion = (revision === 0 ? received : history[revision]) as HistoryEvent | undefined;
    const wording = occasion && occasionFor(rule, occasion.type);
    if (occasion === undefined || wording === undefined) return undefined;
    const policy = await this.policies.of(state.policyVersion);
    const calendar = calendarInForce(policy, state.timeline);
    const dayOf = (instant: string) => localDate(calendar, instant);
    const answerDue = answerDueAt(policy, state);
    const name = greetingName(textOf(complainant.name) ?? '');
    const named = name === undefined ? {} : { name };
    const reason = textOf(occasion.reason);
    const words = wording.words({
      complaint: state,
      policy,
      language: received.data.language,
      reference: formatReference(reference),
      trackingCode: formatTrackingCode(this.secrets.trackingCode(reference)),
      receivedOn: dayOf(received.metadata.occurredAt),
      occasion,
      dayOf,
      outOfScope: seemsOutOfScope(state),
      ...(answerDue !== undefined && { answerDueOn: dayOf(answerDue) }),
      ...(reason !== undefined && { reason }),
      ...named,
    });
    if (words === undefined) return undefined;
    return {
      words,
      contact: contactOf(complainant),
      channel: received.data.channel,
      timeZone: calendar.timeZone,
      ...named,
      ...(complainant.preferredChannel !== undefined && { preferredChannel: complainant.preferredChannel }),
    };
  }
}

function contactOf(complainant: NonNullable<OpenedEventData<'ComplaintReceived'>['complainant']>): Addresses {
  const fields = ['email', 'phone', 'postalAddress'] as const;
  const known = fields.flatMap((field) => {
    const text = textOf(complainant[field]);
    return text === undefined ? [] : [[field, text] as const];
  });
  return Object.fromEntries(known);
}

/** An erased value is an object and an absent one undefined: neither is text. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
