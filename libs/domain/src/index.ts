export type { Anchor, End, Moment, Unit } from '@redress/contracts';
export { amendedCalendar, type Amendment, type OwnCalendar } from './calendars/own-calendar.js';
export {
  BeyondCalendarError,
  type Calendar,
  type CalendarDay,
  type DayKind,
  type Holiday,
  isOverEverywhere,
  localDate,
  type Names,
  overEverywhereFrom,
  type Period,
  type Weekday,
  weekdays,
} from './calendars/calendar.js';
export { addBusinessTime, workedBetween } from './calendars/business-time.js';
export { calendarDay, calendarDays, type DayTable, dayTableOf } from './calendars/day-table.js';
export { checkCalendar, isTimeZone } from './calendars/check-calendar.js';
export { calendarOf, shippedCalendars } from './calendars/shipped/calendars.js';
export { type Assessed, type ClockCondition, conditionParts } from './clocks/clock-condition.js';
export {
  anchors,
  checkClockRule,
  type ClockRule,
  complexities,
  impacts,
  type Limit,
  severities,
  units,
  type WarningMark,
} from './clocks/clock-rule.js';
export {
  calendarInForce,
  type Clock,
  type ClockState,
  clockStates,
  type ClockSummary,
  clocksUnder,
  isOverdue,
  summarizeClocks,
} from './clocks/clocks.js';
export {
  type AwaitedAnswer,
  awaitedAnswer,
  type ClockFiring,
  type Firing,
  hasPassed,
  pendingFirings,
  type SilenceFiring,
} from './clocks/firings.js';
export type { AcceptedChange } from './clocks/due.js';
export {
  explainClocks,
  measureClocks,
  type ClockExplanation,
  type Durations,
  type ExplainedDay,
  type MeasuredClock,
} from './clocks/explain-clock.js';
export { limitEnd, type ClockStart } from './clocks/limit-end.js';
export type { IgnoredFact } from './clocks/runs.js';
export {
  byTime,
  epochMsOf,
  type Instant,
  instantOf,
  isAfter,
  latest,
  nearestInstant,
  parseInstant,
  type ShownInstant,
  shownInstant,
} from './instant.js';
export {
  evolveTimeline,
  type MomentFact,
  type MergeFact,
  type PauseFact,
  type ResumeFact,
  type ChangeFact,
  type CalendarFact,
  type Mark,
  type FiredFact,
  type VoiceFact,
  type TimelineFact,
  type Timeline,
  type TimelineEvent,
} from './clocks/timeline.js';
export { alternativesOf, type Alternatives } from './complaint/appeal.js';
export { ASKED } from './complaint/clocks.js';
export { priorityOf } from './complaint/assessment.js';
export { type DecisionContext, type Decision, type Examples, isBlank, type Standing } from './complaint/command.js';
export * from './complaint/commands.js';
export {
  complaintStatuses,
  endedStatuses,
  isOngoing,
  storedState,
  type Addressee,
  type CommunicatedDecision,
  type Complaint,
  type ComplaintState,
  type ComplaintStatus,
  type OutOfScope,
  type PastComplaintEvent,
  type Response,
  type Stage,
  type PersonalText,
  type UnknownComplaint,
} from './complaint/complaint.js';
export { hasItem, longListOf, type LongList } from './long-list.js';
export { answerDueAt, answersDecision, isForAnswer, wasResolvedEarly } from './complaint/decision.js';
export {
  FORMER_CONTACT,
  staffConcerned,
  staffInCharge,
  staffOfTask,
  type StaffRecipient,
} from './complaint/notices.js';
export { proposesOutOfScope } from './complaint/closing.js';
export { CONFIDENTIALITY_TASK } from './complaint/receipt.js';
export { complaintsWithin, inverseOf, whyNotInto, type OtherComplaint } from './complaint/relations.js';
export { remedyStanding, totalsOf, type RemedyStanding } from './remedies.js';
export { seemsOutOfScope } from './complaint/receipt.js';
export { isEmailProven } from './complaint/contact.js';
export { obstacleToErasure, retainedUntil } from './complaint/erasure.js';
export { reachedBy, sameContact, type Contact } from './same-contact.js';
export { distance, nearest } from './distance.js';
export type { Check, Fault } from './fault.js';
/** The parts of a check of values that people wrote. */
export * as checks from './fault.js';
export { permissions, may, type Undertaking, type Action } from './permissions/permissions.js';
export {
  isOneOf,
  isPersonName,
  isSamePerson,
  keyOf as personKeyOf,
  secondSpellingIn,
  endlessDeputies,
  staffListOf,
  type Absence,
  type StaffList,
} from './permissions/person.js';
export { roles, type Grant, type PermissionFacts, type Role } from './permissions/roles.js';
export {
  movesWalls,
  teamsOf,
  wallBefore,
  wallBeforePerson,
  wallsAfter,
  type Asking,
  type Wall,
  type Walls,
  type Work,
  isStaffRole,
} from './permissions/wall.js';
export { checkPolicy } from './policies/check-policy.js';
export {
  choosePolicy,
  type PolicyChoice,
  type PolicyQuestion,
  type Scoping,
  scopingIn,
} from './policies/choose-policy.js';
export {
  calendarDiffers,
  isAuthorOf,
  type PolicyApproval,
  policyApprovals,
  type PolicyCommand,
  type PolicyDeciding,
  type PolicyEvent,
  type PolicyEventData,
  type PolicyEventType,
  type PolicyLine,
  policyLine,
  type PolicyProposal,
  type PolicyRefusal,
  type PolicyRefusalCode,
  policyRefusalCodes,
  type PolicyStanding,
  type PolicyVersion,
  versionIn,
} from './policies/policy-line.js';
export {
  type AppealStage,
  type ApprovalLimit,
  type DeadlinePolicy,
  type Escalation,
  type FiringPolicy,
  type OutsideBody,
  type Policy,
  policyCalendar,
  policyNameOf,
  type PublicTexts,
  type RequiredStep,
  type RootCause,
  type RootCauses,
  type Scope,
  type Silence,
  type ContactPoint,
} from './policies/policy.js';
export { routeFor, type Route, type RouteCondition, type RoutedComplaint } from './policies/routes.js';
export {
  checkSymbolOf,
  formatReference,
  formatTrackingCode,
  type ParsedReference,
  isReference,
  parseReference,
  toReference,
  parseTrackingCode,
  readSymbols,
  type ReferenceFormat,
  referenceFormats,
  referenceFromBytes,
  referenceFromDigits,
  referenceFromSymbols,
  symbolsFromBytes,
  trackingCodeFromBytes,
} from './references/reference.js';
export { refusalCodes, type Refusal, type RefusalCode } from './refusal.js';
export {
  type AccountEvent,
  type AccountLink,
  isAdministrator,
  opensWith,
  type PastAccountEvent,
  type StaffAccount,
  staffAccount,
  type StaffCommand,
  type SignInDevice,
  type SignInProof,
  type StaffPasskey,
  type StaffRefusal,
  type StaffRefusalCode,
  staffRefusalCodes,
  type StaffSession,
} from './staff/account.js';
export {
  type ComplaintGroup,
  CORRECTIVE_ACTIONS_MAX,
  type CorrectiveAction,
  type CorrectiveActionStanding,
  correctiveActionStandings,
  growsBeyond,
  isActionOverdue,
  SYSTEMIC_PROBLEM_STREAM_PREFIX,
  type PastProblemEvent,
  type ProblemStanding,
  problemStandings,
  type SystemicProblem,
  type SystemicProblemEvent,
  systemicProblem,
  type SystemicProblemCommand,
  type SystemicProblemRefusalCode,
  systemicProblemRefusalCodes,
} from './systemic-problems/systemic-problem.js';
