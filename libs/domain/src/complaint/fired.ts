import { hasPassed, pendingFirings, type ClockFiring } from '../clocks/firings.js';
import type { EscalationRole, Mark } from '../clocks/timeline.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { ComplaintEvent } from './events.js';
import type { Complaint } from './state.js';

/**
 * What came due. Whoever says so may have looked at an old state of the complaint, twice, or at the same time as another: it is recorded
 * only when the complaint's own clocks, computed again, come to that very instant, it has passed, and it was not recorded before.
 */

/** A warning and whom it is told are one decision, as a miss is: what belongs together is never recorded by halves. */
export function recordWarning(command: CommandOf<'record-deadline-warned'>, state: Complaint): Decision {
  const { warning } = command.data;
  const due = pendingIn(command, state, (one) => one.kind === 'warned' && one.mark === warning);
  if (due === undefined) return [];
  const { dueAt } = due;
  const data = { ...runOf(due), warning, ...(dueAt !== undefined && { dueAt }) };
  return [{ type: 'DeadlineWarned', data }, ...tellings(due)];
}

export function recordMiss(command: CommandOf<'record-deadline-missed'>, state: Complaint): Decision {
  const due = pendingIn(command, state, ({ kind }) => kind === 'missed');
  if (due === undefined) return [];
  return [{ type: 'DeadlineMissed', data: { ...runOf(due), dueAt: due.at } }, ...tellings(due)];
}

/** For a history in which a warning or a miss was recorded alone, as they once were. */
export function recordEscalation(command: CommandOf<'record-escalation'>, state: Complaint): Decision {
  const { warning, to } = command.data;
  const mark: Mark = warning ?? 'due';
  const due = pendingIn(command, state, (one) => one.kind === 'told' && one.mark === mark && one.to === to);
  if (due === undefined) return [];
  return [escalatedTo(to, due)];
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
