import type { MessageRule } from '../messages/message-rule.js';

/**
 * The decision of clause 7.8, in the very words that `DecisionCommunicated` keeps. It stays wanted whatever becomes of the complaint: it was
 * decided, and its complainant has a right to know. Without words there is nothing to send: another system told it, or they were erased.
 */
export const decisionRule: MessageRule = {
  purpose: 'decision',
  occasions: {
    DecisionCommunicated: {
      isWanted: (_state, { data }) => data.message !== undefined,
      channelOf: ({ data }) => data.channel,
      words: ({ occasion }) => {
        const { message } = occasion.data;
        if (typeof message?.subject !== 'string' || typeof message.text !== 'string') return undefined;
        const { template, language, subject, text } = message;
        return { template, language, subject, text };
      },
    },
  },
};
