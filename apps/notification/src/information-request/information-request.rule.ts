import type { Language } from '@redress/contracts';
import { isOngoing } from '@redress/domain';
import { letterLines, text } from '@redress/texts';
import type { MessageRule } from '../messages/message-rule.js';

/** A question to the complainant, while it is unanswered. */
export const informationRequestRule: MessageRule = {
  purpose: 'information-request',
  occasions: {
    InformationRequested: {
      isWanted: (complaint, { data: { request } }) => {
        const isOpen = Object.hasOwn(complaint.requests, request) && complaint.requests[request]?.standing === 'open';
        return isOpen && isOngoing(complaint);
      },
      words: ({ language, reference, name, occasion }) => {
        const { text: question, dueOn } = occasion.data;
        if (typeof question !== 'string') return undefined;
        const message = informationRequestMessage({
          language,
          reference,
          question,
          ...(name !== undefined && { name }),
          ...(dueOn !== undefined && { dueOn }),
        });
        return { template: INFORMATION_REQUEST_TEMPLATE, language, ...message };
      },
    },
  },
};

/** Version of the texts `question.*`, recorded with every message: change it with any of them. */
export const INFORMATION_REQUEST_TEMPLATE = 'information-request@2';

export interface InformationRequestFacts {
  readonly language: Language;
  /** In groups of four. */
  readonly reference: string;
  /** See `greetingName`. */
  readonly name?: string;
  /** The question, as its author worded it. */
  readonly question: string;
  /** `2026-11-20` */
  readonly dueOn?: string;
}

interface Words {
  readonly subject: string;
  readonly text: string;
  readonly brief: string;
}

/**
 * Asks for what the investigation needs from the complainant (ISO 10002:2018, 7.6). The brief form omits the question, since it shows on a
 * locked screen.
 */
export function informationRequestMessage({
  language,
  reference,
  name,
  question,
  dueOn,
}: InformationRequestFacts): Words {
  const due = dueOn === undefined ? undefined : { day: dueOn };
  const lines = letterLines(language, name, [
    text(language, 'question.opening'),
    '',
    question,
    '',
    ...(due === undefined ? [] : [text(language, 'question.due', { due })]),
    text(language, 'question.how'),
    '',
    text(language, 'message.reference', { reference }),
  ]);
  return {
    subject: text(language, 'question.subject', { reference }),
    text: lines.join('\n'),
    brief:
      due === undefined
        ? text(language, 'question.brief', { reference })
        : text(language, 'question.brief-due', { reference, due }),
  };
}
