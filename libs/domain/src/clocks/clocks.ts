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
  /** The last instant that is still in time. Absent from a clock that is paused or undetermined. */
  readonly dueAt?: Instant;
  readonly stoppedAt?: Instant;
  /** The version of the policy it comes from. */
  readonly policy: string;
}

/**
 * Every clock of a complaint under its policy: clock by clock as the policy lists them, the runs of each oldest first.
 * Pure: it knows no "now", and says the same of the same timeline for ever.
 */
export function clocksUnder(policy: DeadlinePolicy, timeline: Timeline): readonly Clock[] {
  return evaluateClocks(policy, timeline).map((run) => clockOf(policy, run));
}

/** Every run of every clock of a policy, as numbers. */
export function evaluateClocks(policy: DeadlinePolicy, timeline: Timeline): readonly EvaluatedRun[] {
  const table = dayTableOf(policyCalendar(policy));
  return policy.clocks.flatMap((rule) => evaluateClock(rule, table, timeline));
}

/** A run of a policy's clock, as people and read models see it. */
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

/** Whether a clock still runs although its time is up. */
export function isOverdue({ state, dueAt }: Clock, now: Instant): boolean {
  return state === 'running' && dueAt !== undefined && isAfter(now, dueAt);
}

/** When the next of the running clocks is due; undefined when none runs. */
export function nextDueAt(clocks: readonly Clock[]): Instant | undefined {
  const due = clocks.flatMap(({ state, dueAt }) => (state === 'running' && dueAt !== undefined ? [dueAt] : []));
  return due.sort((a, b) => Temporal.Instant.compare(a, b))[0];
}

/**
 * `running`; `paused`: stands still, so its due date is not known yet; `met`: stopped no later than due; `missed`: stopped after;
 * `exempt`: nothing is owed any more, since the complaint was resolved so early; `merged`: stopped no later than due, since the clocks of
 * the complaint hold that this one was merged into; `undetermined`: the calendar ends before the due date.
 */
export type ClockState = 'running' | 'paused' | 'met' | 'missed' | 'exempt' | 'merged' | 'undetermined';

/** One run of one clock with all that follows for it. Numbers are milliseconds since 1970. */
export interface EvaluatedRun {
  readonly rule: ClockRule;
  readonly run: Run;
  readonly state: ClockState;
  /** Undefined when the calendar ends before. */
  readonly due: Due | undefined;
  /** Those that lie within the run, cut to it. */
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

/** A pause that is still open when the clock stops ends with it. */
function cut({ from, to, reason }: ClockPause, { start, stoppedAt }: Run): readonly ClockPause[] {
  const end = to === undefined || (stoppedAt !== undefined && stoppedAt < to) ? stoppedAt : to;
  const begin = Math.max(from, start.at);
  if (end === undefined) return [{ from: begin, reason }];
  return begin < end ? [{ from: begin, to: end, reason }] : [];
}

/** The calendar by which the open clocks of a complaint count: its policy's, or the last that it was changed to. */
export function calendarInForce(
  policy: Pick<DeadlinePolicy, 'calendar' | 'ownCalendar'>,
  timeline: Timeline,
): Calendar {
  const changes = timeline.filter((fact) => fact.fact === 'calendar');
  return changes.reduce(amendedCalendar, policyCalendar(policy));
}
