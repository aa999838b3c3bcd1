import type { ComplaintEventData } from './events.js';
import type { Complaint, Link } from './state.js';

/** What a complaint knows of others after something was decided between them. */

export function withLink(state: Complaint, { complaint, ...link }: Link & { readonly complaint: string }): Complaint {
  return { ...state, links: { ...state.links, [complaint]: link } };
}

/** Where it stood before is where a merge that is undone takes it back to. */
export function merged(state: Complaint, { into, turn }: ComplaintEventData['ComplaintMerged']): Complaint {
  return { ...state, merge: { into, turn, from: state.status }, status: 'merged' };
}

export function unmerged(state: Complaint, { turn }: ComplaintEventData['ComplaintUnmerged']): Complaint {
  const { merge } = state;
  return merge === undefined ? state : { ...state, merge: { ...merge, turn }, status: merge.from };
}

export function withAbsorbed(
  state: Complaint,
  { complaint, turn }: ComplaintEventData['ComplaintAbsorbed'],
  isWithin: boolean,
): Complaint {
  return { ...state, absorbed: { ...state.absorbed, [complaint]: { turn, isWithin } } };
}
