import { MESSAGE_TASKS_PROCESS } from '../by-hand/message-tasks.process.js';
import { HELD_MESSAGES_VIEW } from '../quiet-hours/held-messages.js';
import { STAFF_NOTICES_PROCESS } from '../staff-notices/staff-notice.process.js';
import { messageRules } from './message-rules.js';
import type { MessagePurpose } from '@redress/contracts';

/** Every process that writes to people, or records what became of it, and what they keep back. */
export const messageProcessNames: readonly string[] = [
  ...messageRules.map(({ purpose }) => purpose),
  STAFF_NOTICES_PROCESS,
  MESSAGE_TASKS_PROCESS,
  HELD_MESSAGES_VIEW.name,
];

/** Injection token of the process that sends the messages of one purpose. */
export function messageProcessToken(purpose: MessagePurpose): string {
  return `message:${purpose}`;
}
