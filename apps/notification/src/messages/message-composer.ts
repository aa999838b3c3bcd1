import { correctedReceipt, type Complaints, type HistoryEvent } from '@redress/complaints';
import type { Channel, Language, OpenedEventData, Reference } from '@redress/contracts';
import {
  answerDueAt,
  calendarInForce,
  type Complaint,
  type ComplaintState,
  formatReference,
  formatTrackingCode,
  isEmailProven,
  localDate,
  seemsOutOfScope,
  type Instant,
} from '@redress/domain';
import type { Revision } from '@redress/eventing';
import { greetingName, text } from '@redress/texts';
import type { Policies } from '@redress/policies';
import { CONFIRMATION_DAYS, contactTokenFor, type ServerSecrets } from '@redress/platform';
import { originOf } from './message-origin.js';
import type { Addresses, Way } from '../channels/choose-way.js';
import { occasionFor, type MessageRule, type Words } from './message-rule.js';

/** A message whose channel is not yet chosen. */
export interface ComposedMessage {
  /** As a person prints and posts it. */
  readonly words: Words;
  readonly name?: string;
  /**
   * As it is sent without a person. Whoever lodges a complaint may type the address of somebody else, so a message that no member of staff
   * caused says nothing in the sender's own words, not even the name.
   */
  readonly sent: { readonly words: Words; readonly name?: string };
  readonly contact: Addresses;
  /** The ways to an address or number that may be somebody else's than the complainant's. */
  readonly unproven: readonly Way[];
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
    /** The page where complainants follow their complaint; undefined where there is none. */
    private readonly publicUrl?: string,
  ) {}

  /**
   * Composes the message for the event at `revision`, or the one that this event sends again, given the current complaint. Undefined when there is no recipient (anonymous, or
   * erased since) or nothing to say.
   */
  async compose(
    rule: MessageRule,
    reference: Reference,
    revision: Revision,
    state: Complaint,
  ): Promise<ComposedMessage | undefined> {
    const history = await this.complaints.history(reference);
    const received = correctedReceipt(history);
    const complainant = received?.data.complainant;
    if (received === undefined || complainant === undefined) return undefined;
    const first = originOf(history, revision);
    const occasion = (first === 0 ? received : history[first]) as HistoryEvent | undefined;
    const wording = occasion && occasionFor(rule, occasion.type);
    if (occasion === undefined || wording === undefined) return undefined;
    const policy = await this.policies.of(state.policyVersion);
    const policyBefore = occasion.type === 'PolicyReplaced' ? await this.policies.of(occasion.data.from) : undefined;
    const calendar = calendarInForce(policy, state.timeline);
    const dayOf = (instant: Instant) => localDate(calendar, instant);
    const answerDue = answerDueAt(policy, state);
    const name = greetingName(textOf(complainant.name) ?? '');
    const named = name === undefined ? {} : { name };
    const reason = occasion.metadata.actor.role === COMPLAINANT ? undefined : textOf(occasion.reason);
    const facts = {
      complaint: state,
      policy,
      ...(policyBefore && { policyBefore }),
      language: received.data.language,
      reference: formatReference(reference),
      trackingCode: formatTrackingCode(this.secrets.trackingCode(reference, state.codeVersion)),
      receivedOn: dayOf(received.metadata.occurredAt),
      occasion,
      dayOf,
      outOfScope: seemsOutOfScope(state),
      movedScope: occasion.type === 'DetailsCorrected' && (await this.movedScope(reference, first, state)),
      ...(answerDue !== undefined && { answerDueOn: dayOf(answerDue) }),
      ...(reason !== undefined && { reason }),
    };
    const words = wording.words({ ...facts, ...named });
    const sentAs = mayRelay(received, occasion) ? {} : named;
    const sentWords = sentAs === named ? words : wording.words(facts);
    if (words === undefined || sentWords === undefined) return undefined;
    const contact = contactOf(complainant);
    const at = history[revision]?.metadata.recordedAt ?? occasion.metadata.recordedAt;
    const isUnproven = isAddressGiven(occasion) && !isEmailProven(state);
    const asked = isUnproven ? this.confirmation(reference, contact, received.data.language, at) : [];
    return {
      words: this.withLink(words),
      sent: { words: this.withLink(sentWords, asked), ...sentAs },
      contact,
      unproven: unprovenWays(state),
      channel: received.data.channel,
      timeZone: calendar.timeZone,
      ...named,
      ...(complainant.preferredChannel !== undefined && { preferredChannel: complainant.preferredChannel }),
    };
  }

  /** Whether the event at `revision` changed whether the complaint seems out of scope, to what it is now. */
  private async movedScope(reference: Reference, revision: Revision, now: Complaint): Promise<boolean> {
    const seems = ({ state }: { readonly state: ComplaintState }) =>
      state.status !== 'unknown' && seemsOutOfScope(state);
    const before = seems(await this.complaints.load(reference, revision - 1));
    const after = seems(await this.complaints.load(reference, revision));
    return before !== after && after === seemsOutOfScope(now);
  }

  /**
   * Asks the reader to confirm that the address is theirs. The token stands in the fragment, which no server sees and no mail scanner sends:
   * it confirms only once the page posts it. Never printed: a letter reaches another address.
   */
  private confirmation(reference: Reference, { email }: Addresses, language: Language, at: Instant): readonly string[] {
    if (this.publicUrl === undefined || email === undefined) return [];
    const token = contactTokenFor(this.secrets, { reference, email }, at);
    return [
      text(language, 'confirm-address.please', { days: CONFIRMATION_DAYS }),
      `${this.publicUrl}#confirm=${token}`,
      text(language, 'confirm-address.without'),
      '',
    ];
  }

  /**
   * Ends a message with the address where the complaint is followed, on a line of its own, so that nothing beside it becomes part of the
   * link. It holds neither reference nor code: a link is passed on and logged.
   */
  private withLink(words: Words, before: readonly string[] = []): Words {
    const { publicUrl } = this;
    if (publicUrl === undefined) return words;
    const brief = words.brief === undefined ? undefined : `${words.brief} ${publicUrl}`;
    return {
      ...words,
      text: [words.text, ...before, text(words.language, 'message.follow'), publicUrl, ''].join('\n'),
      ...(brief !== undefined && brief.length <= BRIEF_LENGTH_MAX && { brief }),
    };
  }
}

/** The ways to what was typed by whoever lodged the complaint and not confirmed since. Telephone numbers cannot be confirmed. */
function unprovenWays(state: Complaint): readonly Way[] {
  if (state.lodgedByComplainant !== true) return [];
  return isEmailProven(state) ? ['sms'] : ['email', 'sms'];
}

/** Whether an event gives an e-mail address that the message about it goes to. */
function isAddressGiven(occasion: HistoryEvent): boolean {
  if (occasion.type === 'ComplaintReceived') return true;
  return occasion.type === 'DetailsCorrected' && occasion.data.complainant?.email !== undefined;
}

/** See {@link Words.brief}. */
const BRIEF_LENGTH_MAX = 300;

const COMPLAINANT = 'complainant';

/** Whether a message would carry words of whoever lodged the complaint to an address that nobody has seen to be theirs. */
function mayRelay(received: HistoryEvent, occasion: HistoryEvent): boolean {
  const isCausedByStaff = ![COMPLAINANT, 'system'].includes(occasion.metadata.actor.role);
  return received.metadata.actor.role === COMPLAINANT && !isCausedByStaff;
}

/** How a complainant can be reached, as far as it can be read. */
export function contactOf(complainant: NonNullable<OpenedEventData<'ComplaintReceived'>['complainant']>): Addresses {
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
