import { beyondIsUndefined, type Calendar } from '../calendars/calendar.js';
import { type DayTable, dayTableOf } from '../calendars/day-table.js';
import { changedCalendar } from '../calendars/own-calendar.js';
import { type Instant, instantOf, isAfter, byTime } from '../instant.js';
import { type DeadlinePolicy, policyCalendar } from '../policies/policy.js';
import { type ClockCondition, ruleInForce } from './clock-condition.js';
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
  /** The complaints that it is for; absent for a clock without conditions. */
  readonly when?: ClockCondition;
}

/**
 * Computes every clock of a complaint in the policy's order, the runs of each oldest first. Pure: it knows no "now", and always gives the
 * same result for the same timeline.
 */
export function clocksUnder(policy: DeadlinePolicy, timeline: Timeline): readonly Clock[] {
  return evaluateClocks(policy, timeline).map((run) => clockOf(policy, run));
}

/** What was last computed of a timeline: several views of a process ask for the same, and some twice. Neither ever changes. */
const evaluated = new WeakMap<Timeline, { readonly policy: DeadlinePolicy; readonly runs: readonly EvaluatedRun[] }>();

/** Computes every run of every clock of a policy, as numbers. */
export function evaluateClocks(policy: DeadlinePolicy, timeline: Timeline): readonly EvaluatedRun[] {
  const known = evaluated.get(timeline);
  if (known?.policy === policy) return known.runs;
  const table = dayTableOf(policyCalendar(policy));
  const runs = namedRules(policy).flatMap((rules) => evaluateClock(rules, table, timeline));
  evaluated.set(timeline, { policy, runs });
  return runs;
}

/** The rules of a policy that apply to a complaint by its present assessment, at most one of each name. */
export function clocksInForce(policy: Pick<DeadlinePolicy, 'clocks'>, timeline: Timeline): readonly ClockRule[] {
  const assessed = timeline.findLast((fact) => fact.fact === 'assessed');
  return namedRules(policy).flatMap((rules) => ruleInForce(rules, assessed) ?? []);
}

/**
 * The pauses without an end of clocks that do not apply: they last while nobody ends them, and are there when a clock applies again. By clock, with
 * their reasons.
 */
export function pausedOutOfForce(
  policy: Pick<DeadlinePolicy, 'clocks'>,
  timeline: Timeline,
): readonly { readonly clock: string; readonly reason: string }[] {
  const applying = clocksInForce(policy, timeline).map(({ name }) => name);
  return namedRules(policy)
    .filter(([{ name }]) => !applying.includes(name))
    .flatMap((rules) => {
      const last = pausesOf(rules, timeline).pauses.at(-1);
      return last === undefined || last.to !== undefined ? [] : [{ clock: rules[0].name, reason: last.reason }];
    });
}

/** The rules of a policy by clock, in the order in which it first names each. */
function namedRules({ clocks }: Pick<DeadlinePolicy, 'clocks'>): readonly RulesOfClock[] {
  const byName = new Map<string, RulesOfClock>();
  for (const rule of clocks) {
    const [first, ...others] = byName.get(rule.name) ?? [];
    byName.set(rule.name, first === undefined ? [rule] : [first, ...others, rule]);
  }
  return [...byName.values()];
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
    ...(rule.when !== undefined && { when: rule.when }),
  };
}

/** Tells whether a clock is still running past its due date. */
export function isOverdue({ state, dueAt }: Clock, now: Instant): boolean {
  return state === 'running' && dueAt !== undefined && isAfter(now, dueAt);
}

/** When the next of the running clocks is due; undefined when none runs. */
export function nextDueAt(clocks: readonly Clock[]): Instant | undefined {
  const due = clocks.flatMap(({ state, dueAt }) => (state === 'running' && dueAt !== undefined ? [dueAt] : []));
  return due.sort(byTime)[0];
}

/** The clocks of a complaint in short. */
export interface ClockSummary {
  /** When the next of the running clocks is due; absent when none runs. */
  readonly dueAt?: Instant;
  /** When the first warning of a running clock is, or was, reached; absent when none is to come. */
  readonly warnAt?: Instant;
  /** The rules of the clocks that were stopped too late, or recorded as missed under any policy, once for each run. */
  readonly missed: readonly ClockRule[];
}

/** Pure, as {@link clocksUnder}. */
export function summarizeClocks(policy: DeadlinePolicy, timeline: Timeline): ClockSummary {
  const runs = evaluateClocks(policy, timeline);
  const dueAt = nextDueAt(runs.map((run) => clockOf(policy, run)));
  const running = runs.filter(({ state }) => state === 'running');
  const warnings = running.flatMap(({ due }) => due?.warnings.map(({ at }) => at) ?? []);
  return {
    ...(dueAt !== undefined && { dueAt }),
    ...(warnings.length > 0 && { warnAt: instantOf(Math.min(...warnings)) }),
    missed: runs.flatMap(({ rule, run, state }) =>
      state === 'missed' || [...run.firedBefore, ...run.fired].some(({ fact }) => fact === 'missed') ? [rule] : [],
    ),
  };
}

/**
 * `running`; `paused`: its due date is not known yet; `met`: stopped no later than due; `missed`: stopped later; `exempt`: nothing is
 * owed after an early resolution; `merged`: stopped no later than due by a merge, because the earlier complaint's clocks apply;
 * `lifted`: stopped no later than due by a reassessment, because its conditions do not hold any more; `undetermined`: the calendar ends
 * before the due date.
 */
export const clockStates = [
  'running',
  'paused',
  'met',
  'missed',
  'exempt',
  'merged',
  'lifted',
  'undetermined',
] as const;
export type ClockState = (typeof clockStates)[number];

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

/** All rules of one clock: several exclude each other by their conditions. */
export type RulesOfClock = Parameters<typeof runsOf>[0];

/** Every run of one clock, oldest first; `first` is the calendar's table before any change of calendar. Pure: it knows no "now". */
export function evaluateClock(rules: RulesOfClock, first: DayTable, timeline: Timeline): readonly EvaluatedRun[] {
  const { pauses, ignored } = pausesOf(rules, timeline);
  return runsOf(rules, first, timeline).map((run) => {
    const { rule } = run;
    const own = pauses.flatMap((pause) => cut(pause, run));
    const due = beyondIsUndefined(() => dueOf(rule, run, own));
    const state = due === undefined ? 'undetermined' : stateOf(rule, run, due);
    return { rule, run, state, due, pauses: own, ignored: [...ignored, ...(due?.ignored ?? [])] };
  });
}

function stateOf(
  { exempt }: ClockRule,
  { table, start, stoppedAt, stoppedBy, endedBefore }: Run,
  { at }: Due,
): ClockState {
  if (stoppedAt === undefined) return at === undefined ? 'paused' : 'running';
  const early = exempt !== undefined && exempt.by === stoppedBy && stoppedAt <= limitEnd(table, exempt.within, start);
  if (early) return 'exempt';
  if (at !== undefined && stoppedAt > at && endedBefore !== 'met') return 'missed';
  if (stoppedBy === 'assessed') return 'lifted';
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
  return changes.reduce(changedCalendar, policyCalendar(policy));
}
