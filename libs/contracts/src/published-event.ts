import type { StoredDataOf } from './definition/index.js';
import type {
  complaintEvents,
  policyEvents,
  AppealLodgedData,
  AttachmentAddedData,
  ComplaintAcknowledgedData,
  ComplaintAssessedData,
  ComplaintAssignedData,
  ComplaintClosedData,
  ComplaintAbsorbedData,
  ComplaintLinkedData,
  ComplaintMergedData,
  ComplaintReleasedData,
  ComplaintSplitData,
  ComplaintUnlinkedData,
  ComplaintUnmergedData,
  ComplaintReceivedData,
  ComplaintReferredData,
  ComplaintReopenedData,
  ComplaintRoutedData,
  ComplaintSentOnData,
  ComplaintWithdrawnData,
  ConflictOfInterestDeclaredData,
  DecisionAcceptedData,
  DecisionCommunicatedData,
  DecisionRejectedData,
  DetailsCorrectedData,
  PreferencesStatedData,
  FinalPositionStatedData,
  EvidenceAddedData,
  FindingRecordedData,
  InformationAddedData,
  InformationRequestedData,
  InterviewRecordedData,
  MessageRedactedData,
  NoteAddedData,
  ClockPausedData,
  ClockResumedData,
  ConsentRecordedData,
  DeadlineExtendedData,
  HoldingReplySentData,
  DeadlineWarnedData,
  DeadlineMissedData,
  ComplaintEscalatedData,
  CalendarChangedData,
  ProgressReportedData,
  NotificationAttemptedData,
  NotificationFailedData,
  NotificationSentData,
  PolicyDraftedData,
  PolicyNamedData,
  PolicyPublishedData,
  PolicyRetiredData,
  ReferralOutcomeRecordedData,
  RemedyDeliveredData,
  ResponseApprovedData,
  ResponseProposedData,
  ResponseReturnedData,
  TaskAssignedData,
  TaskCancelledData,
  TaskCompletedData,
} from './events/index.js';

/** The data of every event in its current version, whole and unsealed: what a decision makes and what a reader gets after upcasting. */
export interface PublishedEventData {
  readonly ComplaintReceived: ComplaintReceivedData;
  readonly ComplaintAcknowledged: ComplaintAcknowledgedData;
  readonly ComplaintAssessed: ComplaintAssessedData;
  readonly ComplaintAssigned: ComplaintAssignedData;
  readonly ComplaintRouted: ComplaintRoutedData;
  readonly ConflictOfInterestDeclared: ConflictOfInterestDeclaredData;
  readonly ConsentRecorded: ConsentRecordedData;
  readonly ComplaintSentOn: ComplaintSentOnData;
  readonly NoteAdded: NoteAddedData;
  readonly InformationRequested: InformationRequestedData;
  readonly InformationAdded: InformationAddedData;
  readonly AttachmentAdded: AttachmentAddedData;
  readonly TaskAssigned: TaskAssignedData;
  readonly TaskCompleted: TaskCompletedData;
  readonly TaskCancelled: TaskCancelledData;
  readonly EvidenceAdded: EvidenceAddedData;
  readonly InterviewRecorded: InterviewRecordedData;
  readonly FindingRecorded: FindingRecordedData;
  readonly ResponseProposed: ResponseProposedData;
  readonly ResponseApproved: ResponseApprovedData;
  readonly ResponseReturned: ResponseReturnedData;
  readonly DecisionCommunicated: DecisionCommunicatedData;
  readonly DecisionAccepted: DecisionAcceptedData;
  readonly DecisionRejected: DecisionRejectedData;
  readonly AppealLodged: AppealLodgedData;
  readonly FinalPositionStated: FinalPositionStatedData;
  readonly RemedyDelivered: RemedyDeliveredData;
  readonly DetailsCorrected: DetailsCorrectedData;
  readonly MessageRedacted: MessageRedactedData;
  readonly PreferencesStated: PreferencesStatedData;
  readonly ComplaintReferred: ComplaintReferredData;
  readonly ReferralOutcomeRecorded: ReferralOutcomeRecordedData;
  readonly ComplaintWithdrawn: ComplaintWithdrawnData;
  readonly ComplaintClosed: ComplaintClosedData;
  readonly ComplaintReopened: ComplaintReopenedData;
  readonly ComplaintLinked: ComplaintLinkedData;
  readonly ComplaintUnlinked: ComplaintUnlinkedData;
  readonly ComplaintMerged: ComplaintMergedData;
  readonly ComplaintUnmerged: ComplaintUnmergedData;
  readonly ComplaintAbsorbed: ComplaintAbsorbedData;
  readonly ComplaintReleased: ComplaintReleasedData;
  readonly ComplaintSplit: ComplaintSplitData;
  readonly ClockPaused: ClockPausedData;
  readonly ClockResumed: ClockResumedData;
  readonly DeadlineExtended: DeadlineExtendedData;
  readonly HoldingReplySent: HoldingReplySentData;
  readonly DeadlineWarned: DeadlineWarnedData;
  readonly DeadlineMissed: DeadlineMissedData;
  readonly ComplaintEscalated: ComplaintEscalatedData;
  readonly CalendarChanged: CalendarChangedData;
  readonly ProgressReported: ProgressReportedData;
  readonly NotificationAttempted: NotificationAttemptedData;
  readonly NotificationSent: NotificationSentData;
  readonly NotificationFailed: NotificationFailedData;
  readonly PolicyNamed: PolicyNamedData;
  readonly PolicyDrafted: PolicyDraftedData;
  readonly PolicyPublished: PolicyPublishedData;
  readonly PolicyRetired: PolicyRetiredData;
}

export type PublishedEventType = keyof PublishedEventData;

/** One event in its current version, told apart by its `type`. */
export type PublishedEvent = {
  readonly [Type in PublishedEventType]: { readonly type: Type; readonly data: PublishedEventData[Type] };
}[PublishedEventType];

type Last<Versions> = Versions extends readonly [...(readonly unknown[]), infer Current] ? Current : never;
type Current<Type extends PublishedEventType> = Last<(typeof complaintEvents & typeof policyEvents)[Type]>;

/** One event in its current version as a reader without keys sees it: its personal fields are not there. */
export type StoredPublishedEvent = {
  readonly [Type in PublishedEventType]: { readonly type: Type; readonly data: StoredDataOf<Current<Type>> };
}[PublishedEventType];
