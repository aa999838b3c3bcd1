import { refuse, type Refusal } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { PastComplaintEvent } from './events.js';
import { isBlank } from './is-blank.js';
import type { Complaint } from './state.js';

/** Making the words of one act unreadable, and nothing else (ISO 10002:2018, clause 4: confidentiality): that there was a message stays. */

/** What a complaint knows of its events as messages. */
export type Messages = Pick<Complaint, 'revision' | 'redactable' | 'redacted'>;

/** What can be redacted and what was, after one more event of any type. */
export function messagesAfter(before: Messages | undefined, { type, data, hasOwnKey }: PastComplaintEvent): Messages {
  const { redactable, redacted } = before ?? { redactable: [], redacted: [] };
  const revision = (before?.revision ?? -1) + 1;
  if (type === 'MessageRedacted') {
    const { message } = data;
    return { revision, redactable: redactable.filter((one) => one !== message), redacted: [...redacted, message] };
  }
  return { revision, redactable: hasOwnKey ? [...redactable, revision] : redactable, redacted };
}

/** Whether there is anything that could be redacted, or was. */
export function redacting({ redactable, redacted }: Complaint): 'open' | 'done' | Refusal {
  if (redactable.length > 0) return 'open';
  return redacted.length > 0 ? 'done' : refuse('message-without-own-key');
}

/** Whether this message can be redacted. */
export function redactingMessage(
  message: number,
  { revision, redactable, redacted }: Complaint,
): 'open' | 'done' | Refusal {
  if (redactable.includes(message)) return 'open';
  if (redacted.includes(message)) return 'done';
  return refuse(message > revision ? 'unknown-message' : 'message-without-own-key');
}

/** What cannot be undone needs its reason. */
export function redactMessage({ data, reason }: CommandOf<'redact-message'>): Decision {
  return isBlank(reason) ? refuse('reason-missing') : [{ type: 'MessageRedacted', data }];
}
