import { MESSAGE_TASKS_PROCESS } from '../by-hand/message-tasks.process.js';
import { messageRules } from './message-rules.js';

/** Every process that writes to complainants, or records what became of it. */
export const messageProcessNames: readonly string[] = [
  ...messageRules.map(({ purpose }) => purpose),
  MESSAGE_TASKS_PROCESS,
];
