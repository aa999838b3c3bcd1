import { refuse } from '../refusal.js';
import { endedStatuses, type Channel, type MessageChannel } from './vocabulary.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { Complaint } from './state.js';

/**
 * What became of a message to the complainant. A message has one attempt and one outcome by its id, so that a service that was killed
 * and tells its story again adds nothing. That it was sent or not is a fact: it can be recorded whatever the complaint's status.
 */

export function recordAttempt({ data }: CommandOf<'record-notification-attempted'>, state: Complaint): Decision {
  return messageOf(state, data.messageId) === undefined ? [{ type: 'NotificationAttempted', data }] : [];
}

/** An acknowledgement that was sent acknowledges the complaint (ISO 10002:2018, 7.4) while there is still something to acknowledge. */
export function recordSending({ data }: CommandOf<'record-notification-sent'>, state: Complaint): Decision {
  const known = messageOf(state, data.messageId);
  if (known === 'sent') return [];
  if (known === 'failed') return refuse('notification-outcome-recorded');
  const sent = { type: 'NotificationSent', data } as const;
  const ended = endedStatuses.includes(state.status);
  if (data.purpose !== 'acknowledgement' || state.acknowledged || ended) return [sent];
  return [sent, { type: 'ComplaintAcknowledged', data: { channel: reachedBy[data.channel] } }];
}

/** What was sent may still come back. Anything else that is said of it afterwards contradicts what was recorded. */
export function recordFailure({ data }: CommandOf<'record-notification-failed'>, state: Complaint): Decision {
  const known = messageOf(state, data.messageId);
  if (known === 'failed') return [];
  const isTold = known === 'sent' && data.bounced !== true;
  return isTold ? refuse('notification-outcome-recorded') : [{ type: 'NotificationFailed', data }];
}

/** How the complainant was reached, in the words of receipt. */
const reachedBy: { readonly [channel in MessageChannel]: Channel } = {
  email: 'email',
  sms: 'phone',
  letter: 'letter',
  webhook: 'partner',
};

function messageOf({ messages }: Complaint, messageId: string): 'attempted' | 'sent' | 'failed' | undefined {
  return Object.hasOwn(messages, messageId) ? messages[messageId] : undefined;
}
