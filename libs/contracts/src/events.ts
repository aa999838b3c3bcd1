import * as receipt from './complaint/receipt.js';
import * as access from './complaint/access.js';
import * as assessment from './complaint/assessment.js';
import * as tags from './complaint/tags.js';
import * as erasure from './complaint/erasure.js';
import * as investigation from './complaint/investigation.js';
import * as decision from './complaint/decision.js';
import * as disclosure from './complaint/disclosure.js';
import * as appeal from './complaint/appeal.js';
import * as closing from './complaint/closing.js';
import * as relations from './complaint/relations.js';
import * as clocks from './complaint/clocks.js';
import * as notices from './complaint/notices.js';
import * as contactPoint from './complaint/contact-point.js';
import * as trackingCode from './complaint/tracking-code.js';
import * as parkedEvent from './parked-event.js';
import * as policy from './policy.js';
import * as staff from './staff.js';
import * as systemicProblem from './systemic-problem.js';
import type { DataOf, OpenedDataOf, StoredDataOf, WithInstead } from './definition.js';

/** Every event in the stream of a complaint, `complaint-<reference>`. */
export const complaintEvents = {
  ComplaintReceived: receipt.ComplaintReceived,
  ComplaintAcknowledged: receipt.ComplaintAcknowledged,
  ComplaintAssessed: assessment.ComplaintAssessed,
  ComplaintAssigned: assessment.ComplaintAssigned,
  ComplaintRouted: assessment.ComplaintRouted,
  ConflictOfInterestDeclared: assessment.ConflictOfInterestDeclared,
  AccessRestricted: access.AccessRestricted,
  AccessRestrictionLifted: access.AccessRestrictionLifted,
  EmergencyAccessTaken: access.EmergencyAccessTaken,
  ConsentRecorded: receipt.ConsentRecorded,
  ComplaintSentOn: assessment.ComplaintSentOn,
  ComplaintTagged: tags.ComplaintTagged,
  ComplaintUntagged: tags.ComplaintUntagged,
  NoteAdded: investigation.NoteAdded,
  InformationRequested: investigation.InformationRequested,
  InformationAdded: investigation.InformationAdded,
  AttachmentAdded: receipt.AttachmentAdded,
  TaskAssigned: investigation.TaskAssigned,
  TaskCompleted: investigation.TaskCompleted,
  TaskCancelled: investigation.TaskCancelled,
  EvidenceAdded: investigation.EvidenceAdded,
  InterviewRecorded: investigation.InterviewRecorded,
  FindingRecorded: investigation.FindingRecorded,
  ResponseProposed: decision.ResponseProposed,
  ResponseApproved: decision.ResponseApproved,
  ResponseReturned: decision.ResponseReturned,
  DecisionCommunicated: decision.DecisionCommunicated,
  DecisionAccepted: decision.DecisionAccepted,
  DecisionRejected: decision.DecisionRejected,
  AppealLodged: appeal.AppealLodged,
  FinalPositionStated: appeal.FinalPositionStated,
  RemedyDelivered: decision.RemedyDelivered,
  DetailsCorrected: receipt.DetailsCorrected,
  MessageRedacted: investigation.MessageRedacted,
  LegalHoldPlaced: erasure.LegalHoldPlaced,
  LegalHoldLifted: erasure.LegalHoldLifted,
  ErasureRequested: erasure.ErasureRequested,
  ErasureDeclined: erasure.ErasureDeclined,
  ComplainantErased: erasure.ComplainantErased,
  DisclosureRecorded: disclosure.DisclosureRecorded,
  PreferencesStated: receipt.PreferencesStated,
  ComplaintReferred: closing.ComplaintReferred,
  ReferralOutcomeRecorded: closing.ReferralOutcomeRecorded,
  AwardRecorded: closing.AwardRecorded,
  ComplaintWithdrawn: closing.ComplaintWithdrawn,
  ComplaintClosed: closing.ComplaintClosed,
  SatisfactionRated: closing.SatisfactionRated,
  ComplaintReopened: closing.ComplaintReopened,
  ComplaintLinked: relations.ComplaintLinked,
  ComplaintUnlinked: relations.ComplaintUnlinked,
  ComplaintMerged: relations.ComplaintMerged,
  ComplaintUnmerged: relations.ComplaintUnmerged,
  ComplaintAbsorbed: relations.ComplaintAbsorbed,
  ComplaintReleased: relations.ComplaintReleased,
  ComplaintSplit: relations.ComplaintSplit,
  ClockPaused: clocks.ClockPaused,
  ClockResumed: clocks.ClockResumed,
  DeadlineExtended: clocks.DeadlineExtended,
  HoldingReplySent: clocks.HoldingReplySent,
  DeadlineWarned: clocks.DeadlineWarned,
  DeadlineMissed: clocks.DeadlineMissed,
  ComplaintEscalated: clocks.ComplaintEscalated,
  CalendarChanged: clocks.CalendarChanged,
  PolicyReplaced: clocks.PolicyReplaced,
  ProgressReported: notices.ProgressReported,
  NotificationAttempted: notices.NotificationAttempted,
  NotificationSent: notices.NotificationSent,
  NotificationFailed: notices.NotificationFailed,
  StepTakenBack: notices.StepTakenBack,
  DecisionDelivered: notices.DecisionDelivered,
  MessageResent: notices.MessageResent,
  ContactPointVerified: contactPoint.ContactPointVerified,
  TrackingCodeIssued: trackingCode.TrackingCodeIssued,
  TrackingCodeRequested: trackingCode.TrackingCodeRequested,
} as const;

/** Every event about policies: in the streams `policy-<name>`, and `PolicyNamed` in the stream `policies`. */
export const policyEvents = {
  PolicyNamed: policy.PolicyNamed,
  PolicyDrafted: policy.PolicyDrafted,
  PolicyProposed: policy.PolicyProposed,
  PolicyApproved: policy.PolicyApproved,
  PolicyRejected: policy.PolicyRejected,
  PolicyProposalWithdrawn: policy.PolicyProposalWithdrawn,
  PolicyPublished: policy.PolicyPublished,
  PolicyRetired: policy.PolicyRetired,
} as const;

/** Every event about the accounts of staff: in the streams `staff-<person>`, and `AccountListed` in the stream `staff`. */
export const staffEvents = {
  AccountListed: staff.AccountListed,
  AccountOpened: staff.AccountOpened,
  AccountLinkIssued: staff.AccountLinkIssued,
  AccountPasswordSet: staff.AccountPasswordSet,
  AccountPasswordRehashed: staff.AccountPasswordRehashed,
  AccountRenamed: staff.AccountRenamed,
  AccountRolesChanged: staff.AccountRolesChanged,
  AccountDisabled: staff.AccountDisabled,
  AccountEnabled: staff.AccountEnabled,
  AccountTiedToIssuer: staff.AccountTiedToIssuer,
  PasskeyAdded: staff.PasskeyAdded,
  PasskeyUsed: staff.PasskeyUsed,
  PasskeyRemoved: staff.PasskeyRemoved,
  SessionStarted: staff.SessionStarted,
  SessionEnded: staff.SessionEnded,
} as const;

export type StaffEventType = keyof typeof staffEvents;

/** Every event about systemic problems: in the streams `systemic-problem-<id>`, and `SystemicProblemListed` in the stream `systemic-problems`. */
export const systemicProblemEvents = {
  SystemicProblemListed: systemicProblem.SystemicProblemListed,
  SystemicProblemConfirmed: systemicProblem.SystemicProblemConfirmed,
  SystemicProblemDismissed: systemicProblem.SystemicProblemDismissed,
  CorrectiveActionPlanned: systemicProblem.CorrectiveActionPlanned,
  CorrectiveActionCompleted: systemicProblem.CorrectiveActionCompleted,
  CorrectiveActionCancelled: systemicProblem.CorrectiveActionCancelled,
  CorrectiveEffectVerified: systemicProblem.CorrectiveEffectVerified,
  SystemicProblemReopened: systemicProblem.SystemicProblemReopened,
} as const;

export type SystemicProblemEventType = keyof typeof systemicProblemEvents;

/** Every published event. */
export const publishedEvents = {
  ...complaintEvents,
  ...policyEvents,
  ...staffEvents,
  ...systemicProblemEvents,
  // In the streams `skipped-by-<consumer>`.
  ParkedEventSkipped: parkedEvent.ParkedEventSkipped,
} as const;

export type ComplaintEventType = keyof typeof complaintEvents;
export type PublishedEventType = keyof typeof publishedEvents;

/** The name of every event in the stream of a complaint. */
export const complaintEventTypes = Object.keys(complaintEvents) as readonly ComplaintEventType[];

/** The name of every event in the stream of a policy. */
export const policyEventTypes: readonly string[] = Object.keys(policyEvents).filter((type) => type !== 'PolicyNamed');

type Current<Type extends PublishedEventType> = (typeof publishedEvents)[Type]['current'];

/** The data of an event in its current version, complete and unsealed: the output of a decision. */
export type EventData<Type extends PublishedEventType> = DataOf<Current<Type>>;

/** The data read with keys, after upcasting: each personal field is its value, or the mark that its key was destroyed. */
export type OpenedEventData<Type extends PublishedEventType> = OpenedDataOf<Current<Type>>;

/** The data for a reader without keys, without personal fields. */
export type StoredEventData<Type extends PublishedEventType> = StoredDataOf<Current<Type>>;

/** The same for a reader who gets `Instead` in the place of every personal value. */
export type EventDataWith<Type extends PublishedEventType, Instead> = WithInstead<Current<Type>['schema'], Instead>;

/** The fields of an event in its current version, for a schema that has them as well. */
export function fieldsOf<Type extends ComplaintEventType>(
  type: Type,
): (typeof complaintEvents)[Type]['current']['schema']['properties'] {
  return complaintEvents[type].current.schema.properties;
}

/** An event about a complaint as decided, discriminated by `type`. */
export type ComplaintEvent = {
  readonly [Type in ComplaintEventType]: { readonly type: Type; readonly data: EventData<Type> };
}[ComplaintEventType];

/** An event about a complaint as read with keys. */
export type OpenedComplaintEvent = {
  readonly [Type in ComplaintEventType]: { readonly type: Type; readonly data: OpenedEventData<Type> };
}[ComplaintEventType];

/** An event about an account as decided, discriminated by `type`. */
export type StaffEvent = {
  readonly [Type in StaffEventType]: { readonly type: Type; readonly data: EventData<Type> };
}[StaffEventType];

/** An event of the register of systemic problems as decided, discriminated by `type`. */
export type ProblemRegisterEvent = {
  readonly [Type in SystemicProblemEventType]: { readonly type: Type; readonly data: EventData<Type> };
}[SystemicProblemEventType];

/** A published event as read without keys. */
export type StoredPublishedEvent = {
  readonly [Type in PublishedEventType]: { readonly type: Type; readonly data: StoredEventData<Type> };
}[PublishedEventType];

/** A remedy as proposed. */
export type Remedy = EventData<'ResponseProposed'>['remedies'][number];

/** The exact text of a decision. */
export type ToldWords = NonNullable<EventData<'DecisionCommunicated'>['message']>;

/** The fields of every event about one message. */
export type NotificationFacts = EventData<'NotificationSent'>;
