import { dayTableOf } from '../calendars/day-table.js';
import { isAfter, type Instant } from '../instant.js';
import type { DeadlinePolicy } from '../policies/policy.js';
import { policyCalendar } from '../policies/policy-calendar.js';
import { evaluateClock, type ClockState, type EvaluatedRun } from './evaluate-clock.js';
import { instantOf } from './instants.js';
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
