import type { MessageRule } from '../messages/message-rule.js';

/**
 * The decision of clause 7.8, in the exact words that `DecisionCommunicated` records. Sent whatever happens to the complaint afterwards,
 * since the complainant has a right to know. Nothing is sent when the event has no words: another system communicated the decision, or they
 * were erased.
 */
export const decisionRule: MessageRule = {
  purpose: 'decision',
  occasions: {
    DecisionCommunicated: {
      isCause: ({ data }) => data.message !== undefined,
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
