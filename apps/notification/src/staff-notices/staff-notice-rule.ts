import type { MessagePurpose } from '@redress/contracts';
import type { Complaint, StaffRecipient } from '@redress/domain';
import type { ProjectedEvent } from '@redress/eventing';
import type { StaffNoticeName } from './staff-notice.words.js';

/** Something of which members of the staff are told by message. */
export interface StaffNoticeRule {
  /** Of its words. */
  readonly name: StaffNoticeName;
  readonly purpose: MessagePurpose;
  /** The type of event that gives occasion. */
  readonly occasion: string;
  /** Whom it concerns, as the complaint stood when the event was recorded. */
  recipients(complaint: Complaint, occasion: ProjectedEvent): readonly StaffRecipient[];
  /** Whether it is still news, as the complaint now stands. */
  isWanted(complaint: Complaint, occasion: ProjectedEvent): boolean;
}
