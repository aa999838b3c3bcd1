import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import { concernInWords } from './scope.js';

/** ISO 10002:2018, 7.2. What is out of scope (clause 1) is received like anything else, and recognized: it is for people to refer it. */
export function receive({ data }: CommandOf<'receive'>): Decision {
  const suggestedConcern = data.concern === undefined ? concernInWords(data.description) : undefined;
  return [{ type: 'ComplaintReceived', data: { ...data, ...(suggestedConcern && { suggestedConcern }) } }];
}
