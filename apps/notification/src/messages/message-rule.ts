import type { OpenedComplaintEvent, ProjectedComplaintEvent } from '@redress/complaints';
import type { CalendarDate, Channel, ComplaintEventType, Language, MessagePurpose } from '@redress/contracts';
import type { Complaint } from '@redress/domain';

/** What any message may say. */
export interface MessageFacts<Types extends ComplaintEventType = ComplaintEventType> {
  readonly language: Language;
  /** Shown in fours. */
  readonly reference: string;
  readonly trackingCode: string;
  /** See `greetingName`. */
  readonly name?: string;
  readonly receivedOn: CalendarDate;
  /** The event that gives occasion to the message, personal values opened. */
  readonly occasion: OpenedComplaintEvent<Types>;
  /** The last day on which the answer may come by the complaint's policy; absent while nobody can say. */
  readonly answerDueOn?: CalendarDate;
  /** Whether it was declared, or its words suggest, that it is no matter for this procedure, and no decision says otherwise. */
  readonly outOfScope: boolean;
  /** The day on which an instant falls where the complaint is handled. */
  readonly dayOf: (instant: string) => CalendarDate;
}

/** The words of a message. */
export interface Words {
  /** Name and version: changed whenever a text changes. */
  readonly template: string;
  readonly language: Language;
  /** One line, which shows on a locked screen: it tells nothing that only the complainant may know. */
  readonly subject: string;
  readonly text: string;
  /** In place of `text` where each character costs: at most 300 characters. */
  readonly brief?: string;
}

/** When and in which words complainants are written to upon an event of this type. */
export interface MessageOccasion<Types extends ComplaintEventType = ComplaintEventType> {
  /** Whether the message would still be true, and still of use, as the complaint now stands. */
  isWanted(state: Complaint, occasion: ProjectedComplaintEvent<Types>): boolean;
  /** The channel that the event itself asks for, before any wish of the complainant. */
  channelOf?(occasion: ProjectedComplaintEvent<Types>): Channel | undefined;
  /** Undefined when there is nothing to say, or what was to be said has been erased. */
  words(facts: MessageFacts<Types>): Words | undefined;
}

/** One purpose for which complainants are written to. */
export interface MessageRule {
  readonly purpose: MessagePurpose;
  /** By the type of the event that gives occasion. */
  readonly occasions: { readonly [Type in ComplaintEventType]?: MessageOccasion<Type> };
}

/** What a rule says of events of a type; undefined for one that gives no occasion. */
export function occasionFor({ occasions }: MessageRule, type: ComplaintEventType): MessageOccasion | undefined {
  return occasions[type];
}
