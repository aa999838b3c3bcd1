import type { DueEffect, EscalationRole } from '@redress/contracts';
import { beyondIsUndefined } from '../calendars/calendar.js';
import { dayTableOf } from '../calendars/day-table.js';
import { epochMsOf, type Instant, instantOf, isAfter, byTime } from '../instant.js';
import { type FiringPolicy, markOf, type SilencePolicy } from '../policies/policy.js';
import { calendarInForce, evaluateClocks, type EvaluatedRun } from './clocks.js';
import { limitEnd } from './limit-end.js';
import type { Run } from './runs.js';
import { type FiredFact, type Mark, silentSince, type Timeline } from './timeline.js';

/** Something that falls due and is not recorded yet. */
export type Firing = ClockFiring | SilenceFiring;

/** A complainant's silence that the policy treats as an answer. */
export interface SilenceFiring {
  readonly kind: 'silence';
  /** The last instant for an answer. Fires after it has passed. */
  readonly at: Instant;
}

/** A firing of one run of one clock. */
export interface ClockFiring {
  readonly kind: FiredFact['fact'] | DueEffect;
  /** The due instant. Fires after it has passed. */
  readonly at: Instant;
  readonly clock: string;
  readonly run: number;
  readonly mark: Mark;
  readonly startedAt: Instant;
  /** Due instant of the clock itself; absent while it is paused. */
  readonly dueAt?: Instant;
  /** Name and version of its calendar. */
  readonly calendar: string;
  /** Roles that a warning or a miss notifies, recorded in the same append. */
  readonly tells?: readonly EscalationRole[];
  /** Roles still to be notified, if the warning or the miss was recorded without them. */
  readonly to?: EscalationRole;
}

/**
 * Lists everything on a complaint that falls due and is not recorded, in order of due instant. Excludes instants that a run never
 * reached, because it was stopped, paused or extended before; includes a due instant that it reached, even if stopped since. Pure: it
 * knows no "now" (see {@link hasPassed}).
 */
export function pendingFirings(policy: FiringPolicy, timeline: Timeline): readonly Firing[] {
  const pending: Firing[] = evaluateClocks(policy, timeline).flatMap((run) => firingsOf(policy, run));
  const awaited = awaitedAnswer(policy, timeline);
  if (awaited !== undefined) pending.push({ kind: 'silence', at: awaited.until });
  return pending.sort((a, b) => byTime(a.at, b.at));
}

/** Tells whether a due instant has passed: it is itself the last instant in time. */
export function hasPassed({ at }: Firing, now: Instant): boolean {
  return isAfter(now, at);
}

function firingsOf({ escalations }: FiringPolicy, { rule, run, state, due }: EvaluatedRun): readonly ClockFiring[] {
  if (due === undefined || state === 'exempt' || run.endedBefore === 'met') return [];
  const end = due.at ?? Infinity;
  // A run that had stopped before the policy applied can be late by it, but there was nothing left to warn of.
  const isWarned = run.endedBefore === undefined;
  const warnings = due.warnings.filter(({ at }) => isWarned && at <= end).map(({ place, at }) => ({ mark: place, at }));
  const marks = [...warnings, ...(due.at === undefined ? [] : [{ mark: 'due' as const, at: due.at }])];
  const common = {
    clock: rule.name,
    run: run.number,
    startedAt: instantOf(run.start.at),
    ...(due.at !== undefined && { dueAt: instantOf(due.at) }),
    calendar: run.table.calendar.version,
  };
  return marks
    .filter(({ at }) => run.stoppedAt === undefined || run.stoppedAt > at)
    .flatMap(({ mark, at }): readonly ClockFiring[] => {
      const here = { ...common, mark, at: instantOf(at) };
      if (mark === 'due' && rule.atDue !== undefined && run.stoppedAt === undefined)
        return [{ kind: rule.atDue, ...here }];
      const kind = mark === 'due' ? 'missed' : 'warned';
      const roles = escalations.filter((one) => one.clock === rule.name && markOf(one) === mark).map(({ to }) => to);
      const tells = [...new Set(roles)].filter((to) => !isRecorded(run, { fact: 'told', mark, to, at: here.at }));
      if (!isRecorded(run, { fact: kind, mark, at: here.at }))
        return [{ kind, ...here, ...(tells.length > 0 && { tells }) }];
      return tells.map((to): ClockFiring => ({ kind: 'told', ...here, to }));
    });
}

/** Whether a firing is recorded. An earlier policy's counts only if it was for the same instant. */
function isRecorded({ fired, firedBefore }: Run, firing: Pick<FiredFact, 'fact' | 'mark' | 'to' | 'at'>): boolean {
  const isSame = ({ fact, mark, to }: FiredFact) => fact === firing.fact && mark === firing.mark && to === firing.to;
  return fired.some(isSame) || firedBefore.some((one) => isSame(one) && one.at === firing.at);
}

/** A complainant's silence after a decision (ISO 10002:2018, 7.9). */
export interface AwaitedAnswer {
  /** When the decision was communicated, or the complainant was last heard from since. */
  readonly since: Instant;
  /** The last instant for an answer; after it the policy's meaning applies. */
  readonly until: Instant;
  /** Name and version of the calendar used. */
  readonly calendar: string;
}

/**
 * Returns the pending silence; undefined if no answer is open, if the policy gives silence no meaning, or if the calendar ends before.
 * Pure: it knows no "now".
 */
export function awaitedAnswer(policy: SilencePolicy, timeline: Timeline): AwaitedAnswer | undefined {
  const since = silentSince(timeline);
  const { silence } = policy;
  if (silence === undefined || since === undefined) return undefined;
  const calendar = calendarInForce(policy, timeline);
  const start = { at: epochMsOf(since), fromDayStart: false };
  const end = beyondIsUndefined(() => limitEnd(dayTableOf(calendar), silence.after, start));
  return end === undefined ? undefined : { since, until: instantOf(end), calendar: calendar.version };
}
