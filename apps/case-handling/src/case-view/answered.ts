import type { ProjectedComplaintEvent } from '@redress/complaints';
import type { ComplaintEventType } from '@redress/contracts';
import { may, type Complaint } from '@redress/domain';

/** What complainants say and do that somebody has to look at. Preferences take effect by themselves. */
const THEIR_ACTS: ReadonlySet<ComplaintEventType> = new Set([
  'InformationAdded',
  'AttachmentAdded',
  'DecisionAccepted',
  'DecisionRejected',
  'AppealLodged',
  'ComplaintWithdrawn',
]);

/**
 * Whether the complainant said or did something since somebody who works on cases last acted on this one, given what held before an event.
 * An intake agent writes down what the complainant says and answers nothing, unless the case is on their own desk. Services answer nothing
 * either: an acknowledgement that goes out by itself must not take a complainant's words out of the queue. Nor do tags, which whole lists of
 * cases are given at once.
 */
export function isAnswered(
  before: boolean,
  event: Pick<ProjectedComplaintEvent, 'type' | 'actor'>,
  { assignee }: Pick<Complaint, 'assignee'>,
): boolean {
  const { actor, type } = event;
  if (type === 'ComplaintTagged' || type === 'ComplaintUntagged') return before;
  const worksOnCases = may({ id: actor.id, roles: [actor.role] }, 'assess');
  if (worksOnCases || actor.id === assignee) return false;
  return before || isTheirAct(event);
}

/** Whether the complainant said or did this, by themselves or through an intake agent. */
export function isTheirAct({ type, actor }: Pick<ProjectedComplaintEvent, 'type' | 'actor'>): boolean {
  const isTheirs = actor.role === 'complainant' || actor.role === 'intake-agent';
  return isTheirs && THEIR_ACTS.has(type);
}
