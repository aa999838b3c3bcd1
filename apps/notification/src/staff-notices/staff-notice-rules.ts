import type { ProjectedComplaintEvent } from '@redress/complaints';
import type { ComplaintEventType, Language, MessagePurpose } from '@redress/contracts';
import {
  CONFIDENTIALITY_TASK,
  isOngoing,
  proposesOutOfScope,
  staffConcerned,
  staffInCharge,
  staffOfTask,
  type Complaint,
  type StaffRecipient,
} from '@redress/domain';
import { text } from '@redress/texts';

/** An occasion for messages to staff members. */
export interface StaffNoticeRule<Types extends ComplaintEventType = ComplaintEventType> {
  /** Name of its texts. */
  readonly name: StaffNoticeName;
  readonly purpose: MessagePurpose;
  /** Staff concerned, by the state of the complaint when the event was recorded. */
  recipients(complaint: Complaint, occasion: ProjectedComplaintEvent<Types>): readonly StaffRecipient[];
  /** Told in any case, also when the complaint is confidential to others. */
  readonly always?: readonly StaffRecipient[];
  /** Whether it is still news in the current state of the complaint. */
  isWanted(complaint: Complaint, occasion: ProjectedComplaintEvent<Types>): boolean;
}

/** What complainants do themselves: whoever handles the complaint hears of it, in place of looking each day whether anything came. */
function newsWhile(isWanted: (complaint: Complaint) => boolean): StaffNoticeRule<never> {
  return {
    name: 'staff-news',
    purpose: 'progress-report',
    recipients: (complaint) => {
      const inCharge = staffInCharge(complaint);
      return inCharge.length > 0 ? inCharge : [{ kind: 'role', name: 'supervisor' }];
    },
    isWanted,
  };
}

/** Every message to staff members and its recipients, by the type of the event that causes it. */
export const staffNoticeRules: { readonly [Type in ComplaintEventType]?: StaffNoticeRule<Type> } = {
  DecisionCommunicated: {
    name: 'staff-decision',
    purpose: 'decision',
    recipients: (complaint) => staffConcerned(complaint),
    // A decision of another system, imported without words: readers would take it for their own.
    isWanted: (_complaint, { data }) => data.message !== undefined,
  },
  TaskAssigned: {
    name: 'staff-task',
    purpose: 'task',
    // Who may know of a complaint, and whether it ends without an answer, is for supervisors to decide.
    recipients: (_complaint, { data }) =>
      data.task === CONFIDENTIALITY_TASK || proposesOutOfScope(data.task)
        ? [{ kind: 'role', name: 'supervisor' }]
        : staffOfTask(data),
    isWanted: ({ tasks }, { data }) => tasks[data.task]?.standing === 'open',
  },
  ComplaintAssigned: {
    name: 'staff-assignment',
    purpose: 'assignment',
    recipients: (_complaint, { data }) => staffOfTask(data),
    isWanted: (complaint, { data }) => isOngoing(complaint) && complaint.assignee === data.assignee,
  },
  // Handlers are notified of their own complaints; any other role is notified as a whole, whoever handles the complaint.
  ComplaintEscalated: {
    name: 'staff-escalation',
    purpose: 'escalation',
    recipients: (complaint, { data: { to } }) => {
      const inCharge = to === 'handler' ? staffInCharge(complaint) : [];
      return inCharge.length > 0 ? inCharge : [{ kind: 'role', name: to }];
    },
    isWanted: isOngoing,
  },
  EmergencyAccessTaken: {
    name: 'staff-emergency-access',
    purpose: 'escalation',
    recipients: (complaint) => staffInCharge(complaint),
    always: [{ kind: 'role', name: 'compliance' }],
    isWanted: () => true,
  },
  InformationAdded: newsWhile(() => true),
  AttachmentAdded: newsWhile(() => true),
  DecisionAccepted: newsWhile(({ status }) => status === 'accepted'),
  // An appeal says more than the rejection in it.
  DecisionRejected: newsWhile(({ status }) => status === 'rejected'),
  AppealLodged: newsWhile(isOngoing),
  ComplaintWithdrawn: newsWhile(({ status }) => status === 'withdrawn'),
};

/** Kinds of notices, by the names of their texts. */
export type StaffNoticeName =
  'staff-emergency-access' | 'staff-decision' | 'staff-task' | 'staff-assignment' | 'staff-escalation' | 'staff-news';

export interface StaffNotice {
  /** Name and version of the texts. */
  readonly template: string;
  readonly subject: string;
  readonly text: string;
}

/** Change with any of the texts `staff-*`. */
const VERSION = 3;

/**
 * Text of a notice. `reference` is shown in groups of four. It says where to look and nothing about the matter: mail can be read in
 * transit. A deputy is told that it is as one, and finds in the case for whom.
 */
export function staffNotice(
  name: StaffNoticeName,
  language: Language,
  reference: string,
  isToDeputy = false,
): StaffNotice {
  const subject = text(language, `${name}.subject`, { reference });
  const forWhom = isToDeputy ? `${text(language, 'staff-deputy')}\n` : '';
  const words = `${text(language, `${name}.text`, { reference })}\n${forWhom}`;
  return { template: `${name}@${VERSION}`, subject, text: words };
}
