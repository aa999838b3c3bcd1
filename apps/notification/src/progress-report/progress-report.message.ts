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

export function standingFactsOf(facts: Omit<MessageFacts, 'occasion'>): StandingFacts {
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

/** Version of the texts `progress.*`, recorded with every message: change it whenever a text changes. */
export const PROGRESS_REPORT_TEMPLATE = 'progress-report@2';

export interface ProgressReportFacts extends StandingFacts {
  readonly nextReportOn?: CalendarDate;
  /** In the words of whoever reports; a report that is due by itself has none. */
  readonly said?: string;
}

/** How a complaint stands (ISO 10002:2018, 7.3). */
export function progressReportMessage(facts: ProgressReportFacts): StandingMessage {
  const { language, reference, receivedOn, nextReportOn, said } = facts;
  const decision = decisionDue(facts);
  return {
    ...aroundStanding(facts, [
      text(language, 'progress.continues', { received: { day: receivedOn } }),
      '',
      ...(said === undefined ? [] : [said, '']),
      ...decision,
      ...(nextReportOn === undefined ? [] : [text(language, 'progress.next', { next: { day: nextReportOn } })]),
    ]),
    brief: [text(language, 'progress.brief', { reference }), ...decision].join(' '),
  };
}

/** Versions of the texts `progress.*`, recorded with every message: change one whenever its text changes. */
export const MERGED_TEMPLATE = 'merged@2';
export const UNMERGED_TEMPLATE = 'unmerged@2';

/**
 * What the complainant is told when their complaint is merged into an earlier one (ISO 10002:2018, 7.3). Says nothing of the other
 * complaint: it may be somebody else's, and its reference is theirs.
 */
export function mergedMessage(facts: StandingFacts): StandingMessage {
  const { language, receivedOn } = facts;
  return notice(facts, [
    text(language, 'progress.merged', { received: { day: receivedOn } }),
    text(language, 'progress.merged-wrongly'),
  ]);
}

/** What they are told when that was undone. True also when the merge was undone before anybody was told of it. */
export function unmergedMessage(facts: StandingFacts): StandingMessage {
  const { language, receivedOn } = facts;
  const alone = text(language, 'progress.unmerged', { received: { day: receivedOn } });
  return notice(facts, [alone, ...decisionDue(facts)]);
}

function notice(facts: StandingFacts, said: readonly string[]): StandingMessage {
  const { language, reference } = facts;
  return { ...aroundStanding(facts, [...said, '']), brief: text(language, 'progress.news', { reference }) };
}
