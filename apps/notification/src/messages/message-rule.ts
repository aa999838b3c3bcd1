import type { HistoryEvent, ProjectedComplaintEvent } from '@redress/complaints';
import type { CalendarDate, Channel, ComplaintEventType, Language, MessagePurpose } from '@redress/contracts';
import type { Complaint, Policy, Instant } from '@redress/domain';
import type { Way } from '../channels/choose-way.js';

/** Facts that any message may use. */
export interface MessageFacts<Types extends ComplaintEventType = ComplaintEventType> {
  readonly language: Language;
  /** In groups of four. */
  readonly reference: string;
  readonly trackingCode: string;
  /** See `greetingName`. */
  readonly name?: string;
  readonly receivedOn: CalendarDate;
  /** The event that causes the message, with personal values opened. */
  readonly occasion: HistoryEvent<Types>;
  /** Latest date of the answer by the complaint's policy; absent while it is unknown. */
  readonly answerDueOn?: CalendarDate;
  /** As it is when the message is composed, perhaps long after the event. */
  readonly complaint: Complaint;
  readonly policy: Policy;
  /** The policy that applied before, when the event replaced it. */
  readonly policyBefore?: Policy;
  /** Why the event happened, in the words of the member of staff who caused it; absent when they said nothing, or it was erased. */
  readonly reason?: string;
  /** Whether the matter was declared, or its words suggest it, to be out of scope, and no decision says otherwise. */
  readonly outOfScope: boolean;
  /** Whether the event, a correction, changed that, and nothing has changed it back. */
  readonly movedScope: boolean;
  /** Date of an instant in the time zone where the complaint is handled. */
  readonly dayOf: (instant: Instant) => CalendarDate;
}

/** The words of a message. */
export interface Words {
  /** Name and version: change it with any text. */
  readonly template: string;
  readonly language: Language;
  /** One line, visible on a locked screen: it contains nothing confidential. */
  readonly subject: string;
  readonly text: string;
  /** Replaces `text` where characters are expensive: at most 300 characters. */
  readonly brief?: string;
}

/** When an event of this type causes a message to complainants, and in which words. */
export interface MessageOccasion<Types extends ComplaintEventType = ComplaintEventType> {
  /** Whether this event of the type causes a message at all, by its content alone, before anything is read. Default: yes. */
  isCause?(occasion: ProjectedComplaintEvent<Types>): boolean;
  /** Whether the message would still be true and useful in the current state of the complaint. Default: yes. */
  isWanted?(state: Complaint, occasion: ProjectedComplaintEvent<Types>): boolean;
  /** Channel that the event itself asks for, which overrides the complainant's preference. */
  channelOf?(occasion: ProjectedComplaintEvent<Types>): Channel | undefined;
  /** The only ways that make sense, and no person's work where they are not to be had; absent or undefined where every way does. */
  waysOf?(occasion: ProjectedComplaintEvent<Types>): readonly Way[] | undefined;
  /** Undefined when there is nothing to say, or when the content was erased. */
  words(facts: MessageFacts<Types>): Words | undefined;
}

/** One purpose of messages to complainants. */
export interface MessageRule {
  readonly purpose: MessagePurpose;
  /** By the type of the event that causes the message. */
  readonly occasions: { readonly [Type in ComplaintEventType]?: MessageOccasion<Type> };
}

/** Whether an event causes a message of this rule, by its content alone. */
export function causes(rule: MessageRule, event: ProjectedComplaintEvent): boolean {
  const occasion = occasionFor(rule, event.type);
  return occasion !== undefined && occasion.isCause?.(event) !== false;
}

/** Returns a rule's occasion for an event type; undefined if the type causes no message. */
export function occasionFor({ occasions }: MessageRule, type: ComplaintEventType): MessageOccasion | undefined {
  return occasions[type];
}
