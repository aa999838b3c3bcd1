import type { CalendarDate, Language } from '@redress/contracts';
import { letterLines, text } from '@redress/texts';
import type { MessageFacts, Words } from '../messages/message-rule.js';

/** What any message about how a complaint stands may say. */
export interface StandingFacts {
  readonly language: Language;
  /** Shown in fours. */
  readonly reference: string;
  /** See `greetingName`. */
  readonly name?: string;
  readonly receivedOn: CalendarDate;
  /** The last day on which the answer may come; absent while nobody can say. */
  readonly answerDueOn?: CalendarDate;
}

export type StandingMessage = Required<Pick<Words, 'subject' | 'text' | 'brief'>>;

export function standingFactsOf(facts: MessageFacts): StandingFacts {
  const { language, reference, name, receivedOn, answerDueOn } = facts;
  return {
    language,
    reference,
    receivedOn,
    ...(name !== undefined && { name }),
    ...(answerDueOn !== undefined && { answerDueOn }),
  };
}

/** By when the decision comes, as a sentence; none when that is not known. */
export function decisionDue({ language, answerDueOn }: StandingFacts): readonly string[] {
  if (answerDueOn === undefined) return [];
  return [text(language, 'progress.decision-due', { due: { day: answerDueOn } })];
}

/** Subject and text around what is said, line by line: the greeting before it, how to follow the complaint behind it. */
export function aroundStanding(
  { language, reference, name }: StandingFacts,
  said: readonly string[],
): Pick<StandingMessage, 'subject' | 'text'> {
  const lines = letterLines(language, name, [
    ...said,
    text(language, 'progress.follow'),
    '',
    text(language, 'message.reference', { reference }),
  ]);
  return { subject: text(language, 'progress.subject', { reference }), text: lines.join('\n') };
}
