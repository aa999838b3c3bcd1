import type { ComplaintEvent, EscalationRole, EventData } from '@redress/contracts';
import { beyondIsUndefined } from '../calendars/calendar.js';
import { dayTableOf } from '../calendars/day-table.js';
import { amendedCalendar, isLaterVersion, type Amendment } from '../calendars/own-calendar.js';
import { checkCalendar } from '../calendars/check-calendar.js';
import { shippedCalendars } from '../calendars/shipped/calendars.js';
import {
  calendarInForce,
  clocksInForce,
  evaluateClocks,
  pausedOutOfForce,
  type EvaluatedRun,
} from '../clocks/clocks.js';
import type { ClockRule } from '../clocks/clock-rule.js';
import { hasPassed, pendingFirings, type ClockFiring } from '../clocks/firings.js';
import { epochMsOf, type Instant, instantOf } from '../instant.js';
import { limitEnd } from '../clocks/limit-end.js';
import type { Mark, TimelineFact } from '../clocks/timeline.js';
import { usualWindows, type DeadlinePolicy, type Policy, type Windows } from '../policies/policy.js';
import { caseWork } from '../permissions/roles.js';
import { refuse, type Refusal } from '../refusal.js';
import {
  always,
  ended,
  sameContent,
  untilItEnds,
  type Command,
  type DecisionContext,
  type Decision,
  type Standing,
} from './command.js';
import type { Complaint } from './complaint.js';

// The clocks of one complaint: pauses, extensions and calendar changes as its policy allows, and recorded firings. The timeline holds all
// of it, so these events change nothing else of the complaint.

const inTimeline = (complaint: Complaint) => complaint;

/** `grounds` is a word of the policy. Without `clocks` it applies to all that can be paused for it. */
export interface Pause {
  readonly grounds: string;
  readonly clocks?: readonly string[];
}

/** Pauses clocks as the policy allows: for its reasons, and never after their due instant. */
export const pauseClock: Command<'pause-clock', Pause, 'ClockPaused'> = {
  type: 'pause-clock',
  by: caseWork,
  standing: untilItEnds,
  decide: (sent, complaint) => pause(sent.data, sent, complaint),
  folds: { ClockPaused: inTimeline },
  examples: {
    grounds: ['awaiting-complainant', 'force-majeure', 'holidays'],
    clocks: [undefined, ['decision'], ['decision', 'overall'], ['acknowledgement']],
  },
};

/** Requires only a pause without a resumption; the policy decides which clocks it affects. */
export const resumeClock: Command<'resume-clock', { readonly clocks?: readonly string[] }, 'ClockResumed'> = {
  type: 'resume-clock',
  by: caseWork,
  standing: (complaint) => ended(complaint) ?? resuming(complaint),
  decide: (sent, complaint) => resume(sent.data.clocks, sent, complaint),
  folds: { ClockResumed: inTimeline },
  examples: { clocks: [undefined, ['decision'], ['decision', 'overall']] },
};

/** Extends one clock, before its due instant and within the policy's limits. */
export interface MoreTime {
  readonly clock: string;
  /** A word of the policy. */
  readonly grounds: string;
}

const moreTime = {
  clock: ['decision', 'overall', 'acknowledgement', 'progress-report'],
  grounds: ['complex', 'beyond-control'],
} as const;

export const extendDeadline: Command<'extend-deadline', MoreTime, 'DeadlineExtended'> = {
  type: 'extend-deadline',
  by: caseWork,
  standing: untilItEnds,
  decide: (sent, complaint) => {
    const { clock, grounds } = sent.data;
    const rule = applyingRule(clock, sent, complaint);
    if ('refused' in rule) return rule;
    if (rule.extension === undefined) return refuse('extension-not-allowed');
    if (!rule.extension.reasons.includes(grounds)) return refuse('reason-not-allowed');
    const last = lastRunOf(sent.policy, clock, complaint);
    const refusal = whyNoMoreTime(last, sent);
    if (refusal !== undefined) return refusal;
    const used = last?.due?.changes.filter(({ fact }) => fact === 'extended').length ?? 0;
    if (used >= rule.extension.times) return refuse('extension-used-up');
    return [{ type: 'DeadlineExtended', data: changeOf(sent.data, 'extended', sent, complaint) }];
  },
  folds: { DeadlineExtended: inTimeline },
  adds: () => true,
  examples: moreTime,
};

/** Moves a clock to its second limit, once, and informs the complainant. */
export const sendHoldingReply: Command<'send-holding-reply', MoreTime, 'HoldingReplySent'> = {
  type: 'send-holding-reply',
  by: caseWork,
  standing: untilItEnds,
  decide: (sent, complaint) => {
    const { clock, grounds } = sent.data;
    const rule = applyingRule(clock, sent, complaint);
    if ('refused' in rule) return rule;
    if (rule.holding === undefined) return refuse('holding-reply-not-allowed');
    if (!rule.holding.reasons.includes(grounds)) return refuse('reason-not-allowed');
    const last = lastRunOf(sent.policy, clock, complaint);
    const before = last?.due?.changes.find(({ fact }) => fact === 'held');
    if (before !== undefined) return before.reason === grounds ? [] : refuse('holding-reply-sent');
    const refusal = whyNoMoreTime(last, sent);
    return refusal ?? [{ type: 'HoldingReplySent', data: changeOf(sent.data, 'held', sent, complaint) }];
  },
  folds: { HoldingReplySent: inTimeline },
  examples: moreTime,
};

/**
 * Changes the open clocks to a later version of their calendar. What fell due by the earlier version must be recorded first: a holiday
 * announced late gives open clocks more time, and removes no breach.
 */
export const changeCalendar: Command<'change-calendar', Amendment, 'CalendarChanged'> = {
  type: 'change-calendar',
  by: ['supervisor', 'system'],
  standing: untilItEnds,
  decide: ({ data, policy, now }, { timeline }) => {
    const before = calendarInForce(policy, timeline);
    if (data.calendar === before.version) return isAmendedBy(data, timeline) ? [] : refuse('calendar-not-later');
    if (!isLaterVersion(before.version, data.calendar)) return refuse('calendar-not-later');
    const amends = data.added !== undefined || data.removed !== undefined || data.coversTo !== undefined;
    if (!amends && !shippedCalendars.some(({ version }) => version === data.calendar))
      return refuse('calendar-unknown');
    if (checkCalendar(amendedCalendar(before, data)).length > 0) return refuse('calendar-faulty');
    const isUnrecorded = pendingFirings(policy, timeline).some((firing) => hasPassed(firing, now));
    if (isUnrecorded) return refuse('deadlines-unrecorded');
    return [{ type: 'CalendarChanged', data: { ...data, from: before.version } }];
  },
  folds: { CalendarChanged: inTimeline },
  examples: {
    calendar: ['generic@2', 'generic@3', 'iran@2'],
    added: [
      [{ on: '2026-11-04', names: { en: 'Closed', fa: 'تعطیل' } }],
      [{ on: '2026-11-06', names: { en: 'Closed', fa: 'تعطیل' } }],
      undefined,
    ],
    removed: [undefined],
    coversTo: [undefined],
  },
};

// Firings. The sender may have seen an old state, may repeat itself or compete with another: a firing is recorded only if the complaint's
// own clocks give that exact instant (`occurredAt`), it has passed, and it is not recorded yet. It is a fact even if the complaint has
// ended since.

/** The clock, and the number of its run, from 1. */
export interface RunOfClock {
  readonly clock: string;
  readonly run: number;
}

const runs = { clock: ['decision', 'overall', 'acknowledgement', 'progress-report'], run: [1, 2] } as const;

/** Records a warning and its recipients in one decision, like a miss, so that never only half of it is recorded. */
export const recordDeadlineWarned: Command<
  'record-deadline-warned',
  RunOfClock & { readonly warning: number },
  'DeadlineWarned'
> = {
  type: 'record-deadline-warned',
  by: ['system'],
  standing: always,
  decide: (sent, complaint) => {
    const { warning } = sent.data;
    const due = pendingIn(sent.data, sent, complaint, (one) => one.kind === 'warned' && one.mark === warning);
    if (due === undefined) return [];
    const data = { ...runOf(due), warning, ...(due.dueAt !== undefined && { dueAt: due.dueAt }) };
    return [{ type: 'DeadlineWarned', data }, ...tellings(due)];
  },
  folds: { DeadlineWarned: inTimeline },
  examples: { ...runs, warning: [0, 1, 2] },
};

export const recordDeadlineMissed: Command<'record-deadline-missed', RunOfClock, 'DeadlineMissed'> = {
  type: 'record-deadline-missed',
  by: ['system'],
  standing: always,
  decide: (sent, complaint) => {
    const due = pendingIn(sent.data, sent, complaint, ({ kind }) => kind === 'missed');
    if (due === undefined) return [];
    return [{ type: 'DeadlineMissed', data: { ...runOf(due), dueAt: due.at } }, ...tellings(due)];
  },
  folds: { DeadlineMissed: inTimeline },
  examples: runs,
};

/** Completes a history in which a warning or a miss was recorded without its recipients. */
export const recordEscalation: Command<
  'record-escalation',
  RunOfClock & { readonly warning?: number; readonly to: EscalationRole },
  'ComplaintEscalated'
> = {
  type: 'record-escalation',
  by: ['system'],
  standing: always,
  decide: (sent, complaint) => {
    const { warning, to } = sent.data;
    const mark: Mark = warning ?? 'due';
    const isIt = (one: ClockFiring) => one.kind === 'told' && one.mark === mark && one.to === to;
    const due = pendingIn(sent.data, sent, complaint, isIt);
    return due === undefined ? [] : [escalatedTo(to, due)];
  },
  folds: { ComplaintEscalated: inTimeline },
  examples: { ...runs, warning: [undefined], to: ['supervisor', 'handler'] },
};

/**
 * The word by which a policy pauses a clock while the complainant is asked for information (ISO 10002:2018, 7.6). Otherwise the clock
 * continues: a question alone does not extend anybody's wait.
 */
export const ASKED = 'information-requested';

/** Pauses clocks for a question, where the policy allows it and they are not paused already. */
export function pausedByAsking(context: DecisionContext, complaint: Complaint): readonly ComplaintEvent[] {
  const decision = pause({ grounds: ASKED }, context, complaint);
  return 'refused' in decision ? [] : decision;
}

/** Resumes the clocks that a question paused; clocks paused for other reasons stay paused. */
export function resumedByAnswer(context: DecisionContext, complaint: Complaint): readonly ComplaintEvent[] {
  const clocks = stoppedByQuestions(complaint);
  if (clocks.length === 0) return [];
  const decision = resume(clocks, context, asThoughUnmerged(complaint));
  return 'refused' in decision ? [] : decision;
}

/** Handles an answer even while the complaint is merged: if that is undone, the clocks have continued since. */
function asThoughUnmerged(complaint: Complaint): Complaint {
  if (complaint.status !== 'merged') return complaint;
  const at = complaint.timeline.findLast(({ fact }) => fact === 'merged');
  return { ...complaint, timeline: complaint.timeline.filter((fact) => fact !== at) };
}

function stoppedByQuestions(complaint: Complaint): readonly string[] {
  return [...pausesOf(complaint)].filter(([, reason]) => reason === ASKED).map(([clock]) => clock);
}

/** The paused clocks, each with the grounds. */
function pausesOf({ timeline }: Complaint): ReadonlyMap<string, string | undefined> {
  const reasons = new Map<string, string | undefined>();
  for (const fact of timeline) {
    if (fact.fact === 'paused') for (const clock of fact.clocks ?? []) reasons.set(clock, fact.reason);
    if (fact.fact === 'resumed') for (const clock of fact.clocks ?? []) reasons.delete(clock);
    if (fact.fact === 'policy') {
      reasons.clear();
      for (const { clock, reason } of fact.paused) reasons.set(clock, reason);
    }
  }
  return reasons;
}

function pause({ grounds: reason, clocks: named }: Pause, context: DecisionContext, complaint: Complaint): Decision {
  const { policy } = context;
  if (!areKnown(named, policy)) return refuse('clock-unknown');
  const chosen = clocksInForce(policy, complaint.timeline).filter(({ name }) => named?.includes(name) ?? true);
  if (named?.some((clock) => !chosen.some(({ name }) => name === clock))) return refuse('clock-not-running');
  // All named clocks must allow it; without names, at least one.
  const pausable = chosen.filter((rule) => rule.pause !== undefined);
  if (lacking(chosen, pausable, named)) return refuse('clock-not-pausable');
  const allowed = pausable.filter((rule) => rule.pause?.reasons.includes(reason));
  if (lacking(pausable, allowed, named)) return refuse('reason-not-allowed');
  const standing = standings(
    context,
    allowed.map(({ name }) => name),
    complaint,
  );
  if (named !== undefined && standing.has('stopped')) return refuse('clock-not-running');
  if (named !== undefined && standing.has('passed')) return refuse('deadline-passed');
  const running = standing.get('running');
  const calendar = calendarInForce(policy, complaint.timeline).version;
  if (running !== undefined) return [{ type: 'ClockPaused', data: { reason, clocks: running, calendar } }];
  const paused = standing.get('paused') ?? [];
  // Refuses instead of pausing again on other grounds, which would have no effect.
  if (paused.some((clock) => pausesOf(complaint).get(clock) === reason)) return [];
  return refuse(standing.has('passed') ? 'deadline-passed' : 'clock-not-running');
}

function resuming(complaint: Complaint): Standing {
  if (pausesOf(complaint).size > 0) return 'open';
  return complaint.timeline.some(({ fact }) => fact === 'resumed') ? 'done' : refuse('clock-not-paused');
}

function resume(named: readonly string[] | undefined, context: DecisionContext, complaint: Complaint): Decision {
  const { policy } = context;
  if (!areKnown(named, policy)) return refuse('clock-unknown');
  const names = [...new Set(policy.clocks.map(({ name }) => name))];
  const chosen = names.filter((name) => named?.includes(name) ?? true);
  const paused = standings(context, chosen, complaint).get('paused') ?? [];
  // The pause of a clock that does not apply ends too, or it would stand still for good once it applies again.
  const besides = pausedOutOfForce(policy, complaint.timeline).map(({ clock }) => clock);
  const clocks = chosen.filter((name) => paused.includes(name) || besides.includes(name));
  const calendar = calendarInForce(policy, complaint.timeline).version;
  if (clocks.length > 0) return [{ type: 'ClockResumed', data: { clocks, calendar } }];
  return chosen.some((name) => wasResumed(name, complaint)) ? [] : refuse('clock-not-paused');
}

function areKnown(named: readonly string[] = [], { clocks }: DeadlinePolicy): boolean {
  return named.every((clock) => clocks.some(({ name }) => name === clock));
}

/** The rule of a clock by the present assessment, or why there is none. */
function applyingRule(clock: string, { policy }: DecisionContext, { timeline }: Complaint): ClockRule | Refusal {
  if (!areKnown([clock], policy)) return refuse('clock-unknown');
  return clocksInForce(policy, timeline).find(({ name }) => name === clock) ?? refuse('clock-not-running');
}

function lacking(
  asked: readonly ClockRule[],
  fitting: readonly ClockRule[],
  named: readonly string[] | undefined,
): boolean {
  return fitting.length === 0 || (named !== undefined && fitting.length < asked.length);
}

function standings(
  { policy, occurredAt }: DecisionContext,
  clocks: readonly string[],
  complaint: Complaint,
): ReadonlyMap<ClockStanding, readonly string[]> {
  const standing = new Map<ClockStanding, readonly string[]>();
  for (const clock of clocks) {
    const its = standingOfClock(lastRunOf(policy, clock, complaint), occurredAt);
    standing.set(its, [...(standing.get(its) ?? []), clock]);
  }
  return standing;
}

function wasResumed(clock: string, { timeline }: Complaint): boolean {
  return timeline.some((fact) => fact.fact === 'resumed' && (fact.clocks?.includes(clock) ?? true));
}

/** The standing of a clock. `passed`: running, but past its due instant or recorded as missed. `stopped` includes one that never started. */
type ClockStanding = 'running' | 'paused' | 'passed' | 'stopped';

/** The last run of a clock, with its derived values; undefined if it never ran. */
function lastRunOf(policy: DeadlinePolicy, clock: string, { timeline }: Pick<Complaint, 'timeline'>) {
  const clocks = policy.clocks.filter(({ name }) => name === clock);
  return evaluateClocks({ ...policy, clocks }, timeline).at(-1);
}

function standingOfClock(last: EvaluatedRun | undefined, at: Instant): ClockStanding {
  if (last === undefined || last.run.stoppedAt !== undefined) return 'stopped';
  const { run, due, pauses } = last;
  if (run.fired.some(({ fact }) => fact === 'missed')) return 'passed';
  const open = pauses.at(-1);
  if (due?.at !== undefined && epochMsOf(at) > due.at) return 'passed';
  return open !== undefined && open.to === undefined ? 'paused' : 'running';
}

function whyNoMoreTime(last: EvaluatedRun | undefined, { occurredAt }: DecisionContext): Refusal | undefined {
  const standing = standingOfClock(last, occurredAt);
  if (standing === 'stopped') return refuse('clock-not-running');
  return standing === 'passed' ? refuse('deadline-passed') : undefined;
}

/** The recorded data, with the resulting due instant if known. */
function changeOf(
  { clock, grounds: reason }: MoreTime,
  fact: 'extended' | 'held',
  { policy, occurredAt }: DecisionContext,
  complaint: Complaint,
): EventData<'DeadlineExtended'> {
  const timeline = [...complaint.timeline, { fact, at: occurredAt, clock, reason }];
  const run = lastRunOf(policy, clock, { timeline });
  if (run === undefined) throw new Error(`The clock ${clock} runs, and has no run.`);
  const at = run.due?.at;
  return {
    clock,
    run: run.run.number,
    startedAt: instantOf(run.run.start.at),
    calendar: run.run.table.calendar.version,
    reason,
    ...(at !== undefined && { dueAt: instantOf(at) }),
  };
}

/** Tells whether this amendment gave the calendar in force. */
function isAmendedBy(amendment: Amendment, timeline: Complaint['timeline']): boolean {
  const last = timeline.findLast((fact) => fact.fact === 'calendar' && fact.calendar === amendment.calendar);
  if (last === undefined) return sameContent(amendment, { calendar: amendment.calendar });
  const { fact: _fact, at: _at, ...amended } = last;
  return sameContent(amendment, amended);
}

function pendingIn(
  { clock, run }: RunOfClock,
  { policy, now, occurredAt }: DecisionContext,
  { timeline }: Complaint,
  matches: (firing: ClockFiring) => boolean,
): ClockFiring | undefined {
  return pendingFirings(policy, timeline).find(
    (firing): firing is ClockFiring =>
      firing.kind !== 'silence' &&
      firing.clock === clock &&
      firing.run === run &&
      firing.at === occurredAt &&
      hasPassed(firing, now) &&
      matches(firing),
  );
}

function tellings(due: ClockFiring): readonly ComplaintEvent[] {
  return (due.tells ?? []).map((to) => escalatedTo(to, due));
}

function escalatedTo(to: EscalationRole, due: ClockFiring): ComplaintEvent {
  const { mark, dueAt } = due;
  const optional = { ...(mark !== 'due' && { warning: mark }), ...(dueAt !== undefined && { dueAt }) };
  return { type: 'ComplaintEscalated', data: { ...runOf(due), to, ...optional } };
}

/** A firing as the events name it. */
function runOf({ clock, run, startedAt, calendar }: ClockFiring) {
  return { clock, run, startedAt, calendar };
}

// The windows in which complainants may still act.

/** The fact from which each window counts. */
const COUNTED_FROM: { readonly [window in keyof Windows]: TimelineFact['fact'] } = {
  appeal: 'rejected',
  writing: 'ended',
};

/**
 * Whether a complainant's window is over at an instant. Not before its fact happened, not
 * earlier than a policy that came to apply meanwhile gives, and not while its end is unknown, because the calendar
 * ends before: what a complainant may do is never taken away by a list that is too short.
 */
export function isWindowOver(window: keyof Windows, policy: Policy, { timeline }: Complaint, at: Instant): boolean {
  const begun = timeline.findLastIndex(({ fact }) => fact === COUNTED_FROM[window]);
  // A shorter window under another policy must not be over before it applied.
  const since = timeline.findLast(({ fact }, index) => index === begun || (index > begun && fact === 'policy'))?.at;
  if (begun === -1 || since === undefined) return false;
  const limit = policy.windows?.[window] ?? usualWindows[window];
  const calendar = calendarInForce(policy, timeline);
  const end = beyondIsUndefined(() =>
    limitEnd(dayTableOf(calendar), limit, { at: epochMsOf(since), fromDayStart: false }),
  );
  return end !== undefined && epochMsOf(at) > end;
}

/** Refuses to add to a complaint when it is too late: never for staff, for complainants once their window after closing is over. */
export function tooLateToAdd(
  policy: Policy,
  complaint: Complaint,
  roles: readonly string[],
  at?: Instant,
): Refusal | undefined {
  if (complaint.status !== 'closed' || roles.some((role) => role !== 'complainant')) return undefined;
  const isOver = at !== undefined && isWindowOver('writing', policy, complaint, at);
  return isOver ? refuse('writing-window-over') : undefined;
}
