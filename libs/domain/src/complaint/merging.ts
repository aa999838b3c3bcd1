import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import { isBlank } from './is-blank.js';
import { lacksOther, whyNotInto } from './other-complaint.js';
import type { Complaint } from './state.js';

/**
 * A complaint that is about the same as an earlier one goes on within that one (ISO 10002:2018, 7.6). Both keep their histories, and a
 * merge can be undone. When any of it may happen stands in the guards.
 */

export function merge({ data, reference }: CommandOf<'merge'>, { receivedAt, merge: last }: Complaint): Decision {
  const { into, other } = data;
  const lacking = lacksOther(reference, into, other);
  if (lacking !== undefined || other === undefined) return lacking ?? refuse('other-complaint-unknown');
  const refusal = whyNotInto({ reference, receivedAt }, { reference: into, ...other });
  return refusal ?? [{ type: 'ComplaintMerged', data: { into, turn: (last?.turn ?? 0) + 1 } }];
}

/** The other complaint may have ended while the merge was on its way to it: then it is undone at once, and says by which refusal. */
export function unmerge({ data, reason }: CommandOf<'unmerge'>, { merge: last }: Complaint): Decision {
  const { turn, refused } = data;
  if (last === undefined || (turn !== undefined && turn !== last.turn)) return [];
  if (refused === undefined && isBlank(reason)) return refuse('reason-missing');
  const unmerged = { from: last.into, turn: last.turn + 1, ...(refused !== undefined && { refused }) };
  return [{ type: 'ComplaintUnmerged', data: unmerged }];
}

export function absorb({ data }: CommandOf<'absorb'>): Decision {
  return [{ type: 'ComplaintAbsorbed', data }];
}

export function release({ data }: CommandOf<'release'>): Decision {
  return [{ type: 'ComplaintReleased', data }];
}
