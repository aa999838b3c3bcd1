import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { Details, Text } from './events.js';
import { sameContent } from './same-content.js';
import type { Complaint } from './state.js';

/** Putting right what was written down wrongly at receipt (ISO 10002:2018, clause 4: integrity of information). What happened is not corrected. */

/** Says nothing anew when each part of it was the last correction of that part. */
export function correctDetails({ data }: CommandOf<'correct-details'>, { corrected }: Complaint): Decision {
  if (partsOf(data).length === 0) return refuse('nothing-to-correct');
  const isKnown = corrected !== undefined && sameContent(withDetails(corrected, data), corrected);
  return isKnown ? [] : [{ type: 'DetailsCorrected', data }];
}

/** Details with others in their place, the complainant's one by one. */
export function withDetails<Words extends Text>(before: Details<Words>, said: Details<Words>): Details<Words> {
  const complainant = { ...before.complainant, ...said.complainant };
  return { ...before, ...said, ...(Object.keys(complainant).length > 0 && { complainant }) };
}

function partsOf({ complainant, ...rest }: Details): readonly string[] {
  return [...Object.keys(rest), ...Object.keys(complainant ?? {})];
}
