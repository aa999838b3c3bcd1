import type { ProjectedComplaintEvent } from '@redress/complaints';
import type { ComplaintEventType, Language, MessagePurpose } from '@redress/contracts';
import {
  endedStatuses,
  staffConcerned,
  staffInCharge,
  staffOfTask,
  type Complaint,
  type StaffRecipient,
} from '@redress/domain';
import { text } from '@redress/texts';

/** Something of which members of the staff are told by message. */
export interface StaffNoticeRule<Types extends ComplaintEventType = ComplaintEventType> {
  /** Of its words. */
  readonly name: StaffNoticeName;
  readonly purpose: MessagePurpose;
  /** Whom it concerns, as the complaint stood when the event was recorded. */
  recipients(complaint: Complaint, occasion: ProjectedComplaintEvent<Types>): readonly StaffRecipient[];
  /** Whether it is still news, as the complaint now stands. */
  isWanted(complaint: Complaint, occasion: ProjectedComplaintEvent<Types>): boolean;
}

/** Everything that members of the staff are told by message, and whom it concerns, by the type of the event that gives occasion. */
export const staffNoticeRules: { readonly [Type in ComplaintEventType]?: StaffNoticeRule<Type> } = {
  DecisionCommunicated: {
    name: 'staff-decision',
    purpose: 'decision',
    recipients: (complaint) => staffConcerned(complaint),
    // What another system decided comes without words, by an import: those who read it would take it for theirs.
    isWanted: (_complaint, { data }) => data.message !== undefined,
  },
  TaskAssigned: {
    name: 'staff-task',
    purpose: 'task',
    recipients: (_complaint, { data }) => staffOfTask(data),
    isWanted: ({ tasks }, { data }) => tasks[data.task]?.standing === 'open',
  },
  ComplaintAssigned: {
    name: 'staff-assignment',
    purpose: 'assignment',
    recipients: (_complaint, { data }) => staffOfTask(data),
    isWanted: (complaint, { data }) => isOpen(complaint) && complaint.assignee === data.assignee,
  },
  // Handlers are told of what is theirs; any other role is told as a whole, whoever has the complaint.
  ComplaintEscalated: {
    name: 'staff-escalation',
    purpose: 'escalation',
    recipients: (complaint, { data: { to } }) => {
      const inCharge = to === 'handler' ? staffInCharge(complaint) : [];
      return inCharge.length > 0 ? inCharge : [{ kind: 'role', name: to }];
    },
    isWanted: isOpen,
  },
};

function isOpen({ status }: Complaint): boolean {
  return !endedStatuses.includes(status);
}

/** Each kind of notice, as its words are named. */
export type StaffNoticeName = 'staff-decision' | 'staff-task' | 'staff-assignment' | 'staff-escalation';

export interface StaffNotice {
  /** Name and version of the words. */
  readonly template: string;
  readonly subject: string;
  readonly text: string;
}

/** Changed whenever one of the texts `staff-*` changes. */
const VERSION = 2;

/** The words of a notice. `reference` is shown in fours. They say where to look and nothing of the matter: mail is read on the way. */
export function staffNotice(name: StaffNoticeName, language: Language, reference: string): StaffNotice {
  const subject = text(language, `${name}.subject`, { reference });
  return { template: `${name}@${VERSION}`, subject, text: `${text(language, `${name}.text`, { reference })}\n` };
}
