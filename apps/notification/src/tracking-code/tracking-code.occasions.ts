import { letterLines, text, type TextKey } from '@redress/texts';
import type { MessageFacts, MessageRule, Words } from '../messages/message-rule.js';

/** Version of the texts `tracking-code.*`, recorded with every message: change it with any of them. */
export const TRACKING_CODE_TEMPLATE = 'tracking-code@1';

/** The code that works: a new one that staff have sent, or the same again for whoever named the address that it goes to. */
export const trackingCodeOccasions: Pick<MessageRule['occasions'], 'TrackingCodeIssued' | 'TrackingCodeRequested'> = {
  TrackingCodeIssued: {
    isCause: ({ data }) => data.toComplainant === true,
    // Of several codes only the last one works, and only its message is true.
    isWanted: ({ codeVersion }, { data }) => data.version === codeVersion,
    words: (facts) => codeWords(facts, 'tracking-code.issued'),
  },
  TrackingCodeRequested: {
    waysOf: () => ['email'],
    words: (facts) => codeWords(facts, 'tracking-code.requested'),
  },
};

function codeWords(
  { language, reference, trackingCode, name }: MessageFacts,
  opening: 'tracking-code.issued' | 'tracking-code.requested',
): Words {
  const say = (key: TextKey): string => text(language, key, { reference, trackingCode });
  const lines = letterLines(language, name, [
    say(opening),
    '',
    say('message.reference'),
    say('acknowledgement.tracking-code'),
    '',
    say('acknowledgement.secret'),
  ]);
  return {
    template: TRACKING_CODE_TEMPLATE,
    language,
    subject: say('tracking-code.subject'),
    text: lines.join('\n'),
    brief: say('tracking-code.brief'),
  };
}
