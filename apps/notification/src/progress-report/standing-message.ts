import type { Language } from '@redress/contracts';
import { dayWords, isolate, isolateWords } from '@redress/texts';
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
  const day = dayWords(decisionDueAt, language);
  return language === 'fa'
    ? [`تصمیم خود را حداکثر تا ${day} به شما اعلام می‌کنیم.`]
    : [`We send you our decision by ${day}.`];
}

/** Subject and text around what is said, line by line: the greeting before it, how to follow the complaint behind it. */
export function aroundStanding(
  { language, reference, name }: StandingFacts,
  said: readonly string[],
): Pick<StandingMessage, 'subject' | 'text'> {
  if (language === 'fa') {
    return {
      subject: `شکایت شما در چه مرحله‌ای است: ${isolate(reference)}`,
      text: [
        name === undefined ? 'با سلام' : `${isolateWords(name)} گرامی، با سلام`,
        '',
        ...said,
        'با شمارهٔ پیگیری و رمز پیگیری می‌توانید هر زمان ببینید چه کاری در جریان است.',
        '',
        `شمارهٔ پیگیری: ${isolate(reference)}`,
        '',
      ].join('\n'),
    };
  }
  return {
    subject: `How your complaint ${reference} stands`,
    text: [
      name === undefined ? 'Hello,' : `Dear ${name},`,
      '',
      ...said,
      'With your reference and tracking code you can see at any time what is being done.',
      '',
      `Your reference: ${reference}`,
      '',
    ].join('\n'),
  };
}
