import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import { isBlank } from './is-blank.js';

/** The ends of a complaint, and its new beginning: ISO 10002:2018, 7.9. When they may happen stands in the guards. */

/** Exhausted options are only believed when it is said which ones, inside and outside, the complainant was told of. */
export function close({ data }: CommandOf<'close'>): Decision {
  if (data.outcome === 'options-exhausted' && isBlank(data.comment)) return refuse('options-not-told');
  return [{ type: 'ComplaintClosed', data }];
}

export function reopen({ reason }: CommandOf<'reopen'>): Decision {
  return isBlank(reason) ? refuse('reason-missing') : [{ type: 'ComplaintReopened', data: {} }];
}

/**
 * To an outside body, for what is out of the scope of ISO 10002:2018 (clause 1): a dispute, a matter of employment. The complainant is
 * told to whom and why, so it does not go without a reason.
 */
export function refer({ data, reason }: CommandOf<'refer'>): Decision {
  return isBlank(reason) ? refuse('reason-missing') : [{ type: 'ComplaintReferred', data }];
}

export function withdraw(): Decision {
  return [{ type: 'ComplaintWithdrawn', data: {} }];
}
