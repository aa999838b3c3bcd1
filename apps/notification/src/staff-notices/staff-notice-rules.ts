import {
  endedStatuses,
  staffConcerned,
  staffInCharge,
  staffOfTask,
  type Complaint,
  type StaffRecipient,
} from '@redress/domain';
import type { ProjectedEvent } from '@redress/eventing';
import type { StaffNoticeRule } from './staff-notice-rule.js';

/** Everything that members of the staff are told by message, and whom it concerns. */
export const staffNoticeRules: readonly StaffNoticeRule[] = [
  {
    name: 'staff-decision',
    purpose: 'decision',
    occasion: 'DecisionCommunicated',
    recipients: (complaint) => staffConcerned(complaint),
    // What another system decided comes without words, by an import: those who read it would take it for theirs.
    isWanted: (_complaint, { data }) => data['message'] !== undefined,
  },
  {
    name: 'staff-task',
    purpose: 'task',
    occasion: 'TaskAssigned',
    recipients: (_complaint, { data }) => staffOfTask(data),
    isWanted: ({ tasks }, { data }) => tasks[data['task'] as string]?.standing === 'open',
  },
  {
    name: 'staff-assignment',
    purpose: 'assignment',
    occasion: 'ComplaintAssigned',
    recipients: (_complaint, { data }) => staffOfTask(data),
    isWanted: (complaint, { data }) => isOpen(complaint) && complaint.assignee === data['assignee'],
  },
  {
    name: 'staff-escalation',
    purpose: 'escalation',
    occasion: 'ComplaintEscalated',
    recipients: escalatedTo,
    isWanted: isOpen,
  },
];

/** Handlers are told of what is theirs; any other role is told as a whole, whoever has the complaint. */
function escalatedTo(complaint: Complaint, { data }: ProjectedEvent): readonly StaffRecipient[] {
  const role: StaffRecipient = { kind: 'role', name: data['to'] as string };
  const inCharge = role.name === 'handler' ? staffInCharge(complaint) : [];
  return inCharge.length > 0 ? inCharge : [role];
}

function isOpen({ status }: Complaint): boolean {
  return !endedStatuses.includes(status);
}
