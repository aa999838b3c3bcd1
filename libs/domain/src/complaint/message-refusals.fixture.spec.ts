import { command, happened, historyTo, message } from './complaint.mother.spec.js';
import type { Example } from './relation-refusals.fixture.spec.js';

const failure = { ...message, failure: 'mailbox-full', uncertain: true };

/** At least one example of every refusal that is about a message, or about the words of an event. */
export const messageRefusals = {
  'unknown-message': [
    [historyTo.received, command('redact-message', { message: 1 }, { reason: 'Names a neighbour.' })],
  ],
  'message-without-own-key': [
    [historyTo.received, command('redact-message', { message: 0 }, { reason: 'Names a neighbour.' })],
    [historyTo.closed, command('redact-message', { message: 3 }, { reason: 'Names a neighbour.' })],
  ],
  'message-not-failed': [
    [historyTo.received, command('resend', { messageId: 'message-1' })],
    [[...historyTo.received, happened('NotificationFailed', failure)], command('resend', { messageId: 'constructor' })],
    [
      [...historyTo.received, happened('NotificationFailed', { ...failure, failure: 'erased' })],
      command('resend', { messageId: 'message-1' }),
    ],
  ],
  'message-already-resent': [
    [
      [
        ...historyTo.received,
        happened('NotificationFailed', failure),
        happened('MessageResent', { messageId: 'message-1', channel: 'letter' }),
      ],
      command('resend', { messageId: 'message-1', channel: 'sms' }),
    ],
  ],
  'notification-outcome-recorded': [
    [[...historyTo.received, happened('NotificationSent', message)], command('record-notification-failed', failure)],
  ],
} satisfies { readonly [code: string]: readonly [Example, ...Example[]] };
