import { evaluateClocks } from '../clocks/clocks.js';
import { hasPassed, pendingFirings, type ClockFiring } from '../clocks/firings.js';
import { instantOf } from '../clocks/instants.js';
import type { Instant } from '../instant.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { Complaint } from './state.js';

/**
 * Tells the complainant how things stand (ISO 10002:2018, 7.3). A person may do so at any time; by itself it happens when a clock whose
 * policy asks for it is due at this very instant, and only then.
 */
export function reportProgress(command: CommandOf<'report-progress'>, { timeline }: Complaint): Decision {
  const { data, policy, now, occurredAt } = command;
  const { text, due } = data;
  const next = nextReport(command, timeline);
  const said = { ...(text !== undefined && { text }), ...(next !== undefined && { next }) };
  if (due === undefined) return [{ type: 'ProgressReported', data: said }];
  const firing = pendingFirings(policy, timeline).find(
    (one): one is ClockFiring =>
      one.kind === 'report-progress' &&
      one.clock === due.clock &&
      one.run === due.run &&
      one.at === occurredAt &&
      hasPassed(one, now),
  );
  if (firing === undefined) return [];
  const { clock, run, calendar } = firing;
  return [{ type: 'ProgressReported', data: { ...said, clock, run, calendar } }];
}

/** When the clock that a report starts anew will be due. */
function nextReport(
  { policy, occurredAt }: CommandOf<'report-progress'>,
  timeline: Complaint['timeline'],
): Instant | undefined {
  const clocks = policy.clocks.filter(({ restartsAt }) => restartsAt?.includes('progress-reported'));
  const after = [...timeline, { fact: 'progress-reported', at: occurredAt } as const];
  const dues = evaluateClocks({ ...policy, clocks }, after).flatMap(({ run, due }) =>
    run.stoppedAt === undefined && due?.at !== undefined ? [due.at] : [],
  );
  return dues.length === 0 ? undefined : instantOf(Math.min(...dues));
}
