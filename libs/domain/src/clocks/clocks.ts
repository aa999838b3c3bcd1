import { beyondIsUndefined, type Calendar } from '../calendars/calendar.js';
import { type DayTable, dayTableOf } from '../calendars/day-table.js';
import { amendedCalendar } from '../calendars/own-calendar.js';
import { type Instant, instantOf, isAfter } from '../instant.js';
import { type DeadlinePolicy, policyCalendar } from '../policies/policy.js';
import type { ClockRule } from './clock-rule.js';
import { type Due, dueOf } from './due.js';
import { limitEnd } from './limit-end.js';
import { type IgnoredFact, type ClockPause, pausesOf, type Run, runsOf } from './runs.js';
import type { Timeline } from './timeline.js';

/** One deadline of one complaint. */
export interface Clock {
  readonly name: string;
  /** A running clock past its due is {@link isOverdue overdue}. */
  readonly state: ClockState;
  readonly startedAt: Instant;
  /** The last instant in time. Absent while the clock is paused or undetermined. */
  readonly dueAt?: Instant;
  readonly stoppedAt?: Instant;
  /** The version of its policy. */
  readonly policy: string;
}

/**
 * Computes every clock of a complaint in the policy's order, the runs of each oldest first. Pure: it knows no "now", and always gives the
 * same result for the same timeline.
 */
export function clocksUnder(policy: DeadlinePolicy, timeline: Timeline): readonly Clock[] {
  return evaluateClocks(policy, timeline).map((run) => clockOf(policy, run));
}

/** Computes every run of every clock of a policy, as numbers. */
export function evaluateClocks(policy: DeadlinePolicy, timeline: Timeline): readonly EvaluatedRun[] {
  const table = dayTableOf(policyCalendar(policy));
  return policy.clocks.flatMap((rule) => evaluateClock(rule, table, timeline));
}

/** Converts a run of a policy's clock for people and read models. */
export function clockOf({ version }: DeadlinePolicy, { rule, run, state, due }: EvaluatedRun): Clock {
  return {
    name: rule.name,
    state,
    startedAt: instantOf(run.start.at),
    ...(due?.at !== undefined && { dueAt: instantOf(due.at) }),
    ...(run.stoppedAt !== undefined && { stoppedAt: instantOf(run.stoppedAt) }),
    policy: version,
  };
}

/** Tells whether a clock is still running past its due date. */
export function isOverdue({ state, dueAt }: Clock, now: Instant): boolean {
  return state === 'running' && dueAt !== undefined && isAfter(now, dueAt);
}

/** When the next of the running clocks is due; undefined when none runs. */
export function nextDueAt(clocks: readonly Clock[]): Instant | undefined {
  const due = clocks.flatMap(({ state, dueAt }) => (state === 'running' && dueAt !== undefined ? [dueAt] : []));
  return due.sort((a, b) => Temporal.Instant.compare(a, b))[0];
}

/**
 * `running`; `paused`: its due date is not known yet; `met`: stopped no later than due; `missed`: stopped later; `exempt`: nothing is
 * owed after an early resolution; `merged`: stopped no later than due by a merge, because the earlier complaint's clocks apply;
 * `undetermined`: the calendar ends before the due date.
 */
export type ClockState = 'running' | 'paused' | 'met' | 'missed' | 'exempt' | 'merged' | 'undetermined';

/** One run of one clock with its derived values. Numbers are milliseconds since 1970. */
export interface EvaluatedRun {
  readonly rule: ClockRule;
  readonly run: Run;
  readonly state: ClockState;
  /** Undefined if the calendar ends before. */
  readonly due: Due | undefined;
  /** Pauses within the run, clipped to it. */
  readonly pauses: readonly ClockPause[];
  readonly ignored: readonly IgnoredFact[];
}

/** Every run of one clock, oldest first; `first` is the calendar's table before any change of calendar. Pure: it knows no "now". */
export function evaluateClock(rule: ClockRule, first: DayTable, timeline: Timeline): readonly EvaluatedRun[] {
  const { pauses, ignored } = pausesOf(rule, timeline);
  return runsOf(rule, first, timeline).map((run) => {
    const own = pauses.flatMap((pause) => cut(pause, run));
    const due = beyondIsUndefined(() => dueOf(rule, run, own));
    const state = due === undefined ? 'undetermined' : stateOf(rule, run, due);
    return { rule, run, state, due, pauses: own, ignored: [...ignored, ...(due?.ignored ?? [])] };
  });
}

function stateOf({ exempt }: ClockRule, { table, start, stoppedAt, stoppedBy }: Run, { at }: Due): ClockState {
  if (stoppedAt === undefined) return at === undefined ? 'paused' : 'running';
  const early = exempt !== undefined && exempt.by === stoppedBy && stoppedAt <= limitEnd(table, exempt.within, start);
  if (early) return 'exempt';
  if (at !== undefined && stoppedAt > at) return 'missed';
  return stoppedBy === 'merged' ? 'merged' : 'met';
}

/** Ends an open pause when the clock stops. */
function cut({ from, to, reason }: ClockPause, { start, stoppedAt }: Run): readonly ClockPause[] {
  const end = to === undefined || (stoppedAt !== undefined && stoppedAt < to) ? stoppedAt : to;
  const begin = Math.max(from, start.at);
  if (end === undefined) return [{ from: begin, reason }];
  return begin < end ? [{ from: begin, to: end, reason }] : [];
}

/** The calendar of a complaint's open clocks: its policy's, or the latest one that it was changed to. */
export function calendarInForce(
  policy: Pick<DeadlinePolicy, 'calendar' | 'ownCalendar'>,
  timeline: Timeline,
): Calendar {
  const changes = timeline.filter((fact) => fact.fact === 'calendar');
  return changes.reduce(amendedCalendar, policyCalendar(policy));
}
