import type { ComplaintEventData, Text } from './events.js';
import type { Complaint, Response } from './state.js';

/** What telling a decision, and not accepting it, does to a complaint. */

export function withResponse(state: Complaint, standing: Response['standing'], approvedBy?: string): Complaint {
  if (state.response === undefined) return state;
  return { ...state, response: { ...state.response, standing, ...(approvedBy !== undefined && { approvedBy }) } };
}

/** With it the appeal is decided, and an earlier last word was not the last. */
export function communicated({ finalPosition: _earlier, ...state }: Complaint): Complaint {
  if (state.response === undefined) return state;
  const { proposedBy, approvedBy, content } = state.response;
  const by = approvedBy === undefined ? [proposedBy] : [proposedBy, approvedBy];
  const { decision, remedies } = content;
  return {
    ...withResponse(state, 'communicated'),
    decision: { decision, remedies: remedies.length, delivered: [] },
    deciders: [...new Set([...state.deciders, ...by])],
    stage: { ...state.stage, appealed: false },
  };
}

/** The next stage begins anew: with its own acknowledgement, and with another person where the stage asks for one. */
export function appealed(
  { response: _told, assignee, ...state }: Complaint,
  { stage: number, anotherDecider, grounds }: ComplaintEventData<Text>['AppealLodged'],
): Complaint {
  const barred = anotherDecider ? state.deciders : [];
  return {
    ...state,
    ...(assignee !== undefined && !barred.includes(assignee) && { assignee }),
    stage: { number, appealed: true, barred, ...(grounds !== undefined && { grounds }) },
    acknowledged: false,
    status: 'under-investigation',
  };
}
