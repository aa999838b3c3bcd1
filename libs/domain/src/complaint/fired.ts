import { hasPassed, pendingFirings, type ClockFiring } from '../clocks/firings.js';
import type { Mark } from '../clocks/timeline.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { Complaint } from './state.js';

/**
 * What came due. Whoever says so may have looked at an old state of the complaint, twice, or at the same time as another: it is recorded
 * only when the complaint's own clocks, computed again, come to that very instant, it has passed, and it was not recorded before.
 */

export function recordWarning(command: CommandOf<'record-deadline-warned'>, state: Complaint): Decision {
  const { warning } = command.data;
  const due = pendingIn(command, state, (one) => one.kind === 'warned' && one.mark === warning);
  if (due === undefined) return [];
  const { dueAt } = due;
  return [{ type: 'DeadlineWarned', data: { ...runOf(due), warning, ...(dueAt !== undefined && { dueAt }) } }];
}

export function recordMiss(command: CommandOf<'record-deadline-missed'>, state: Complaint): Decision {
  const due = pendingIn(command, state, ({ kind }) => kind === 'missed');
  return due === undefined ? [] : [{ type: 'DeadlineMissed', data: { ...runOf(due), dueAt: due.at } }];
}

export function recordEscalation(command: CommandOf<'record-escalation'>, state: Complaint): Decision {
  const { warning, to } = command.data;
  const mark: Mark = warning ?? 'due';
  const due = pendingIn(command, state, (one) => one.kind === 'told' && one.mark === mark && one.to === to);
  if (due === undefined) return [];
  const { dueAt } = due;
  const optional = { ...(warning !== undefined && { warning }), ...(dueAt !== undefined && { dueAt }) };
  return [{ type: 'ComplaintEscalated', data: { ...runOf(due), to, ...optional } }];
}

/** A firing as the events name it. */
export function runOf({
  clock,
  run,
  startedAt,
  calendar,
}: ClockFiring): Pick<ClockFiring, 'clock' | 'run' | 'startedAt' | 'calendar'> {
  return { clock, run, startedAt, calendar };
}

function pendingIn(
  {
    data,
    policy,
    now,
    occurredAt,
  }: CommandOf<'record-deadline-warned' | 'record-deadline-missed' | 'record-escalation'>,
  { timeline }: Complaint,
  matches: (firing: ClockFiring) => boolean,
): ClockFiring | undefined {
  return pendingFirings(policy, timeline).find(
    (firing): firing is ClockFiring =>
      firing.kind !== 'silence' &&
      firing.clock === data.clock &&
      firing.run === data.run &&
      firing.at === occurredAt &&
      hasPassed(firing, now) &&
      matches(firing),
  );
}
