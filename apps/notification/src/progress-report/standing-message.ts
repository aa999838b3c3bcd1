import type { Language } from '@redress/contracts';
import { letterLines, text } from '@redress/texts';
import type { MessageFacts, Words } from '../messages/message-rule.js';

/** What any message about how a complaint stands may say. */
export interface StandingFacts {
  readonly language: Language;
  /** Shown in fours. */
  readonly reference: string;
  /** See `greetingName`. */
  readonly name?: string;
  /** Instants, ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly decisionDueAt?: string;
}

export type StandingMessage = Required<Pick<Words, 'subject' | 'text' | 'brief'>>;

export function standingFactsOf({ language, reference, name, received, dueAt }: MessageFacts): StandingFacts {
  const decisionDueAt = dueAt('decision');
  return {
    language,
    reference,
    receivedAt: received.metadata.occurredAt,
    ...(name !== undefined && { name }),
    ...(decisionDueAt !== undefined && { decisionDueAt }),
  };
}

/** By when the decision comes, as a sentence; none when that is not known. */
export function decisionDue({ language, decisionDueAt }: StandingFacts): readonly string[] {
  if (decisionDueAt === undefined) return [];
  return [text(language, 'progress.decision-due', { due: new Date(decisionDueAt) })];
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
