import type { CalendarDate, Language } from '@redress/contracts';
import { alternativesOf } from '@redress/domain';
import { letterLines, outsideBodyLines, text } from '@redress/texts';
import type { MessageFacts, Words } from '../messages/message-rule.js';

/** Facts that any message about a complaint's progress may use. */
export interface StandingFacts {
  readonly language: Language;
  /** In groups of four. */
  readonly reference: string;
  /** See `greetingName`. */
  readonly name?: string;
  readonly receivedOn: CalendarDate;
  /** Latest date of the answer; absent while it is unknown. */
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

/** Returns a sentence with the date of the decision; none when it is unknown. */
export function decisionDue({ language, answerDueOn }: StandingFacts): readonly string[] {
  if (answerDueOn === undefined) return [];
  return [text(language, 'progress.decision-due', { due: { day: answerDueOn } })];
}

/** Adds subject, greeting and instructions for following the complaint to the given lines. */
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

/** Version of the texts `progress.*`, recorded with every message: change it with any of them. */
export const PROGRESS_REPORT_TEMPLATE = 'progress-report@2';

export interface ProgressReportFacts extends StandingFacts {
  readonly nextReportOn?: CalendarDate;
  /** Words of the person who reports; absent from an automatic report. */
  readonly said?: string;
}

/** Status of a complaint (ISO 10002:2018, 7.3). */
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

/** Versions of the texts `progress.*`, recorded with every message: change one with its text. */
export const MERGED_TEMPLATE = 'merged@2';
export const UNMERGED_TEMPLATE = 'unmerged@2';

/**
 * Tells the complainant that their complaint was merged into an earlier one (ISO 10002:2018, 7.3). Says nothing about the other complaint,
 * which may be another person's.
 */
export function mergedMessage(facts: StandingFacts): StandingMessage {
  const { language, receivedOn } = facts;
  return notice(facts, [
    text(language, 'progress.merged', { received: { day: receivedOn } }),
    text(language, 'progress.merged-wrongly'),
  ]);
}

/** Tells them that the merge was undone. Also true when it was undone before they heard of the merge. */
export function unmergedMessage(facts: StandingFacts): StandingMessage {
  const { language, receivedOn } = facts;
  const alone = text(language, 'progress.unmerged', { received: { day: receivedOn } });
  return notice(facts, [alone, ...decisionDue(facts)]);
}

/** News in the given lines, whose brief form only says that there is some: it shows on a locked screen. */
export function notice(facts: StandingFacts, said: readonly string[]): StandingMessage {
  const { language, reference } = facts;
  const lines = said.at(-1) === '' ? said : [...said, ''];
  return { ...aroundStanding(facts, lines), brief: text(language, 'progress.news', { reference }) };
}

/** The reason of the person who decided, in their own words, after a blank line; nothing when they gave none. */
export function reasonGiven({ language, reason }: MessageFacts, said = reason): readonly string[] {
  return said === undefined ? [] : ['', text(language, 'progress.reason'), said];
}

/** The outside bodies to which the complainant can turn; nothing when the policy names none. */
export function outsideBodies({ language, complaint, policy }: MessageFacts): readonly string[] {
  const bodies = outsideBodyLines(language, alternativesOf(complaint, policy).outsideBodies);
  return bodies.length === 0 ? [] : [text(language, 'progress.outside'), ...bodies];
}
