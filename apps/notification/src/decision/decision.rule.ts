import type { MessageRule } from '../messages/message-rule.js';
import type { Channel } from '@redress/contracts';

/**
 * The decision of clause 7.8, in the very words that `DecisionCommunicated` keeps. It stays wanted whatever becomes of the complaint: it was
 * decided, and its complainant has a right to know. Without words there is nothing to send: another system told it, or they were erased.
 */
export const decisionRule: MessageRule = {
  purpose: 'decision',
  occasions: ['DecisionCommunicated'],
  isWanted: (_state, { data }) => data['message'] !== undefined,
  channelOf: ({ data }) => data['channel'] as Channel | undefined,
  words: ({ language, occasion }) => {
    const told = occasion.data['message'] as Told | undefined;
    if (typeof told?.subject !== 'string' || typeof told.text !== 'string') return undefined;
    return {
      template: String(told.template),
      language: told.language === 'fa' || told.language === 'en' ? told.language : language,
      subject: told.subject,
      text: told.text,
    };
  },
};

/** As the event has it; erased words are objects. */
interface Told {
  readonly template?: unknown;
  readonly language?: unknown;
  readonly subject?: unknown;
  readonly text?: unknown;
}
