import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { Complaint } from './state.js';

/**
 * A complaint on behalf of somebody else (ISO 10002:2018, 7.2) is received without their consent, and looked into. Its decision is not told
 * to the representative before they agree. When that may be recorded stands in the guards.
 */
export function recordConsent({ data }: CommandOf<'record-consent'>, { consent }: Complaint): Decision {
  return data.given === consent ? [] : [{ type: 'ConsentRecorded', data }];
}
