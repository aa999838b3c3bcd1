import { appealLodgedV1 } from './appeal-lodged.js';
import { attachmentAddedV1 } from './attachment-added.js';
import { calendarChangedV1 } from './calendar-changed.js';
import { clockPausedV1 } from './clock-paused.js';
import { clockResumedV1 } from './clock-resumed.js';
import { complaintAcknowledgedV1 } from './complaint-acknowledged.js';
import { complaintAssessedV1, complaintAssessedV2 } from './complaint-assessed.js';
import { complaintAssignedV1, complaintAssignedV2 } from './complaint-assigned.js';
import { complaintClosedV1 } from './complaint-closed.js';
import { complaintEscalatedV1 } from './complaint-escalated.js';
import { complaintAbsorbedV1 } from './complaint-absorbed.js';
import { complaintLinkedV1 } from './complaint-linked.js';
import { complaintMergedV1 } from './complaint-merged.js';
import { complaintReleasedV1 } from './complaint-released.js';
import { complaintSplitV1 } from './complaint-split.js';
import { complaintUnlinkedV1 } from './complaint-unlinked.js';
import { complaintUnmergedV1 } from './complaint-unmerged.js';
import { complaintReceivedV1, complaintReceivedV2, complaintReceivedV3 } from './complaint-received.js';
import { complaintReferredV1 } from './complaint-referred.js';
import { complaintReopenedV1 } from './complaint-reopened.js';
import { complaintRoutedV1 } from './complaint-routed.js';
import { complaintSentOnV1 } from './complaint-sent-on.js';
import { complaintWithdrawnV1 } from './complaint-withdrawn.js';
import { conflictOfInterestDeclaredV1 } from './conflict-of-interest-declared.js';
import { consentRecordedV1 } from './consent-recorded.js';
import { deadlineExtendedV1 } from './deadline-extended.js';
import { deadlineMissedV1 } from './deadline-missed.js';
import { deadlineWarnedV1 } from './deadline-warned.js';
import { decisionAcceptedV1, decisionAcceptedV2 } from './decision-accepted.js';
import { decisionCommunicatedV1, decisionCommunicatedV2 } from './decision-communicated.js';
import { decisionRejectedV1 } from './decision-rejected.js';
import { detailsCorrectedV1 } from './details-corrected.js';
import { preferencesStatedV1 } from './preferences-stated.js';
import { finalPositionStatedV1 } from './final-position-stated.js';
import { evidenceAddedV1 } from './evidence-added.js';
import { findingRecordedV1, findingRecordedV2 } from './finding-recorded.js';
import { holdingReplySentV1 } from './holding-reply-sent.js';
import { informationAddedV1, informationAddedV2 } from './information-added.js';
import { informationRequestedV1 } from './information-requested.js';
import { interviewRecordedV1 } from './interview-recorded.js';
import { messageRedactedV1 } from './message-redacted.js';
import { noteAddedV1 } from './note-added.js';
import { notificationAttemptedV1, notificationAttemptedV2, notificationAttemptedV3 } from './notification-attempted.js';
import { notificationFailedV1, notificationFailedV2, notificationFailedV3 } from './notification-failed.js';
import { notificationSentV1, notificationSentV2, notificationSentV3 } from './notification-sent.js';
import { referralOutcomeRecordedV1 } from './referral-outcome-recorded.js';
import { progressReportedV1 } from './progress-reported.js';
import { remedyDeliveredV1 } from './remedy-delivered.js';
import { responseApprovedV1 } from './response-approved.js';
import { responseProposedV1 } from './response-proposed.js';
import { responseReturnedV1 } from './response-returned.js';
import { taskAssignedV1 } from './task-assigned.js';
import { taskCancelledV1 } from './task-cancelled.js';
import { taskCompletedV1 } from './task-completed.js';

/**
 * Every version of every event that was ever written about a complaint, oldest first; the last is the one written today.
 * A version that has been written is never changed and never taken out: somewhere it is stored.
 */
export const complaintEvents = {
  ComplaintReceived: [complaintReceivedV1, complaintReceivedV2, complaintReceivedV3],
  ComplaintAcknowledged: [complaintAcknowledgedV1],
  ComplaintAssessed: [complaintAssessedV1, complaintAssessedV2],
  ComplaintAssigned: [complaintAssignedV1, complaintAssignedV2],
  ComplaintRouted: [complaintRoutedV1],
  ConflictOfInterestDeclared: [conflictOfInterestDeclaredV1],
  ConsentRecorded: [consentRecordedV1],
  ComplaintSentOn: [complaintSentOnV1],
  NoteAdded: [noteAddedV1],
  InformationRequested: [informationRequestedV1],
  InformationAdded: [informationAddedV1, informationAddedV2],
  AttachmentAdded: [attachmentAddedV1],
  TaskAssigned: [taskAssignedV1],
  TaskCompleted: [taskCompletedV1],
  TaskCancelled: [taskCancelledV1],
  EvidenceAdded: [evidenceAddedV1],
  InterviewRecorded: [interviewRecordedV1],
  FindingRecorded: [findingRecordedV1, findingRecordedV2],
  ResponseProposed: [responseProposedV1],
  ResponseApproved: [responseApprovedV1],
  ResponseReturned: [responseReturnedV1],
  DecisionCommunicated: [decisionCommunicatedV1, decisionCommunicatedV2],
  DecisionAccepted: [decisionAcceptedV1, decisionAcceptedV2],
  DecisionRejected: [decisionRejectedV1],
  AppealLodged: [appealLodgedV1],
  FinalPositionStated: [finalPositionStatedV1],
  RemedyDelivered: [remedyDeliveredV1],
  DetailsCorrected: [detailsCorrectedV1],
  MessageRedacted: [messageRedactedV1],
  PreferencesStated: [preferencesStatedV1],
  ComplaintReferred: [complaintReferredV1],
  ReferralOutcomeRecorded: [referralOutcomeRecordedV1],
  ComplaintWithdrawn: [complaintWithdrawnV1],
  ComplaintClosed: [complaintClosedV1],
  ComplaintReopened: [complaintReopenedV1],
  ComplaintLinked: [complaintLinkedV1],
  ComplaintUnlinked: [complaintUnlinkedV1],
  ComplaintMerged: [complaintMergedV1],
  ComplaintUnmerged: [complaintUnmergedV1],
  ComplaintAbsorbed: [complaintAbsorbedV1],
  ComplaintReleased: [complaintReleasedV1],
  ComplaintSplit: [complaintSplitV1],
  ClockPaused: [clockPausedV1],
  ClockResumed: [clockResumedV1],
  DeadlineExtended: [deadlineExtendedV1],
  HoldingReplySent: [holdingReplySentV1],
  DeadlineWarned: [deadlineWarnedV1],
  DeadlineMissed: [deadlineMissedV1],
  ComplaintEscalated: [complaintEscalatedV1],
  CalendarChanged: [calendarChangedV1],
  ProgressReported: [progressReportedV1],
  NotificationAttempted: [notificationAttemptedV1, notificationAttemptedV2, notificationAttemptedV3],
  NotificationSent: [notificationSentV1, notificationSentV2, notificationSentV3],
  NotificationFailed: [notificationFailedV1, notificationFailedV2, notificationFailedV3],
} as const;
