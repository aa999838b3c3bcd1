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
export { alternativesOf, type Alternatives } from './complaint/appeals.js';
export { availableCommands } from './complaint/available-commands.js';
export {
  complaintCommandTypes,
  type CommandContext,
  type CommandOf,
  type ComplaintCommand,
  type ComplaintCommandData,
  type ComplaintCommandType,
} from './complaint/commands.js';
export { complaint } from './complaint/complaint.js';
export type { Decision } from './complaint/decide.js';
export * from './complaint/events.js';
export { answersDecision, wasResolvedEarly } from './complaint/early-resolution.js';
export { remedyStanding, type RemedyStanding } from './complaint/remedy-standing.js';
export { totalsOf } from './complaint/remedy-totals.js';
export { standingOf, type Standing } from './complaint/guards.js';
export { priorityOf } from './complaint/priority.js';
export { storedState } from './complaint/state.js';
export type {
  Addressee,
  CommunicatedDecision,
  Complaint,
  ComplaintState,
  Response,
  Stage,
  UnknownComplaint,
} from './complaint/state.js';
export { whyNotInto, type OtherComplaint } from './complaint/other-complaint.js';
export type { OutOfScope } from './complaint/scope.js';
export { staffConcerned, staffInCharge, staffOfTask, type StaffRecipient } from './complaint/staff-concerned.js';
export { sameContact, type Contact } from './complaint/same-contact.js';
export * from './complaint/vocabulary.js';
export type { Fault } from './faults/fault.js';
export type { Instant } from './instant.js';
export * from './permissions/permissions.js';
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
