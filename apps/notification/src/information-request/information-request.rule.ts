import { endedStatuses } from '@redress/domain';
import type { MessageRule } from '../messages/message-rule.js';
import { INFORMATION_REQUEST_TEMPLATE, informationRequestMessage } from './information-request.message.js';

/** A question to the complainant, as long as it waits for an answer. */
export const informationRequestRule: MessageRule = {
  purpose: 'information-request',
  occasions: ['InformationRequested'],
  isWanted: ({ status, requests }, { data }) => {
    const name = data['request'] as string;
    const isOpen = Object.hasOwn(requests, name) && requests[name]?.standing === 'open';
    return isOpen && !endedStatuses.includes(status);
  },
  words: ({ language, reference, name, occasion }) => {
    const { text: question, dueOn } = occasion.data;
    if (typeof question !== 'string') return undefined;
    const message = informationRequestMessage({
      language,
      reference,
      question,
      ...(name !== undefined && { name }),
      ...(typeof dueOn === 'string' && { dueOn }),
    });
    return { template: INFORMATION_REQUEST_TEMPLATE, language, ...message };
  },
};
