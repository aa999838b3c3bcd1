import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';

/**
 * One of two matters becomes a complaint of its own (ISO 10002:2018, 7.6). This one says so first, with all that the new one is made of, so
 * that whatever is interrupted can be completed from here.
 */
export function split({ data }: CommandOf<'split'>): Decision {
  return [{ type: 'ComplaintSplit', data }];
}
