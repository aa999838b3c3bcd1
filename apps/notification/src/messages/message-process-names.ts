import type { MessagePurpose } from '@redress/domain';
import { MESSAGE_TASKS_PROCESS } from '../by-hand/message-tasks.process.js';
import { HELD_MESSAGES_VIEW } from '../quiet-hours/held-messages.js';
import { messageRules } from './message-rules.js';

/** Every process that writes to complainants, or records what became of it, and what they keep back. */
export const messageProcessNames: readonly string[] = [
  ...messageRules.map(({ purpose }) => purpose),
  MESSAGE_TASKS_PROCESS,
  HELD_MESSAGES_VIEW.name,
];

/** Injection token of the process that sends the messages of one purpose. */
export function messageProcessToken(purpose: MessagePurpose): string {
  return `message:${purpose}`;
}
