import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import { withDetails } from './corrections.js';
import type { Decision } from './decide.js';
import type { Details, Preferences } from './events.js';
import { sameContent } from './same-content.js';
import type { Complaint } from './state.js';

/**
 * How a complainant wants to be written to (ISO 10002:2018, clause 4: accessibility, and 7.4). A wish is no correction: what was said before was
 * right in its time. What was stated last holds, by whomever it was stated or corrected.
 */
export function statePreferences({ data }: CommandOf<'state-preferences'>, { corrected }: Complaint): Decision {
  if (data.language === undefined && data.preferredChannel === undefined) return refuse('no-preference-stated');
  const isKnown = corrected !== undefined && sameContent(withDetails(corrected, asDetails(data)), corrected);
  return isKnown ? [] : [{ type: 'PreferencesStated', data }];
}

/** The particulars in whose place the wishes stand from now on. */
export function asDetails({ language, preferredChannel }: Preferences): Details<string> {
  return {
    ...(language !== undefined && { language }),
    ...(preferredChannel !== undefined && { complainant: { preferredChannel } }),
  };
}
