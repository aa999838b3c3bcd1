import type { Policy } from '../policies/policy.js';
import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { Complaint } from './state.js';
import { isBlank } from './is-blank.js';

/** The ends of a complaint, and its new beginning: ISO 10002:2018, 7.9. When they may happen stands in the guards. */

/**
 * Exhausted options are only believed when it is said which ones, inside and outside, the complainant was told of. What was accepted is
 * carried out before the end, unless it is said why not: it stays owed, and its delivery can be recorded afterwards.
 */
export function close({ data, reason, policy }: CommandOf<'close'>, complaint: Complaint): Decision {
  if (data.outcome === 'options-exhausted' && isBlank(data.comment)) return refuse('options-not-told');
  if (data.outcome === 'options-exhausted' && lacksLastWord(complaint, policy)) return refuse('final-position-missing');
  const { decision } = complaint;
  const owed = decision !== undefined && decision.delivered.length < decision.remedies;
  if (data.outcome === 'resolved' && owed && isBlank(data.comment) && isBlank(reason)) return refuse('remedies-owed');
  return [{ type: 'ComplaintClosed', data }];
}

/** Where complainants were offered several stages, the last one ends with the organization's last word. */
export function lacksLastWord({ stage, finalPosition }: Complaint, { stages }: Policy): boolean {
  return stages.length > 1 && stage.number >= stages.length && finalPosition === undefined;
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

export function recordReferralOutcome({ data }: CommandOf<'record-referral-outcome'>): Decision {
  return [{ type: 'ReferralOutcomeRecorded', data }];
}

export function withdraw(): Decision {
  return [{ type: 'ComplaintWithdrawn', data: {} }];
}
