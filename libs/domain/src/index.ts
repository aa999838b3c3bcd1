export { amendedCalendar, type Amendment } from './calendars/amended-calendar.js';
export { BeyondCalendarError } from './calendars/beyond-calendar-error.js';
export { addBusinessTime, workedBetween } from './calendars/business-time.js';
export * from './calendars/calendar.js';
export { calendarDay } from './calendars/calendar-day.js';
export { checkCalendar } from './calendars/check-calendar.js';
export { dayTableOf, type DayTable } from './calendars/day-table.js';
export { localDate } from './calendars/local-date.js';
export type { OwnCalendar } from './calendars/own-calendar.js';
export { calendarOf, shippedCalendars } from './calendars/shipped/calendars.js';
export type { Anchor, ClockRule, End, Limit, Unit, WarningMark } from './clocks/clock-rule.js';
export { anchors, units } from './clocks/clock-rule.js';
export { clocksUnder, isOverdue, nextDueAt, type Clock } from './clocks/clocks.js';
export { calendarInForce } from './clocks/calendar-in-force.js';
export { checkClockRule } from './clocks/check-clock-rule.js';
export { hasPassed, pendingFirings, type ClockFiring, type Firing, type SilenceFiring } from './clocks/firings.js';
export type { AcceptedChange } from './clocks/due.js';
export type { ClockState } from './clocks/evaluate-clock.js';
export { explainClocks, type ClockExplanation, type Durations, type ExplainedDay } from './clocks/explain-clock.js';
export { limitEnd, type ClockStart } from './clocks/limit-end.js';
export type { IgnoredFact } from './clocks/pauses.js';
export { awaitedAnswer, type AwaitedAnswer } from './clocks/silence.js';
export { shownInstant, type ShownInstant } from './clocks/shown-instant.js';
export * from './clocks/timeline.js';
export { alternativesOf, type Alternatives } from './complaint/appeal.js';
export { priorityOf } from './complaint/assessment.js';
export { type CommandContext, type Decision, type Examples, type Standing } from './complaint/command.js';
export * from './complaint/commands.js';
export {
  complaintStatuses,
  endedStatuses,
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
  type Text,
  type UnknownComplaint,
} from './complaint/complaint.js';
export { answersDecision, wasResolvedEarly } from './complaint/decision.js';
export { staffConcerned, staffInCharge, staffOfTask, type StaffRecipient } from './complaint/notices.js';
export { inverseOf, whyNotInto, type OtherComplaint } from './complaint/relations.js';
export { remedyStanding, totalsOf, type RemedyStanding } from './complaint/remedies.js';
export { sameContact, type Contact } from './complaint/same-contact.js';
export type { Fault } from './faults/fault.js';
export type { Instant } from './instant.js';
export * from './permissions/permissions.js';
export { roles, type Grant, type PermissionFacts, type Role } from './permissions/roles.js';
export { checkPolicy } from './policies/check-policy.js';
export { choosePolicy, type PolicyQuestion } from './policies/choose-policy.js';
export { calendarDiffers } from './policies/publication/calendar-version.js';
export * from './policies/publication/policy-line.js';
export * from './policies/root-causes.js';
export { routeFor, type Route, type RouteCondition, type RoutedComplaint } from './policies/routes.js';
export { policyNameOf } from './policies/policy.js';
export { policyCalendar } from './policies/policy-calendar.js';
export type {
  AppealStage,
  ApprovalLimit,
  DeadlinePolicy,
  Escalation,
  FiringPolicy,
  OutsideBody,
  Policy,
  PublicTexts,
  RequiredStep,
  Scope,
  Silence,
  Way,
} from './policies/policy.js';
export { checkSymbolOf } from './references/check-symbol.js';
export * from './references/reference.js';
export { readSymbols, symbolsFromBytes } from './references/symbols.js';
export * from './references/tracking-code.js';
export { refusalCodes, type Refusal, type RefusalCode } from './refusal.js';
