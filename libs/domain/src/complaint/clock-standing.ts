import type { ClockRule } from '../clocks/clock-rule.js';
import { evaluateClocks } from '../clocks/clocks.js';
import type { EvaluatedRun } from '../clocks/evaluate-clock.js';
import { epochMsOf } from '../clocks/instants.js';
import type { Instant } from '../instant.js';
import type { DeadlinePolicy } from '../policies/policy.js';
import type { Complaint } from './state.js';

/** How a clock stands: `passed` runs, but its due lies behind it or was recorded as missed. `stopped`: also one that never started. */
export type ClockStanding = 'running' | 'paused' | 'passed' | 'stopped';

/** The last run of a clock, with all that follows for it; undefined when it never ran. */
export function lastRunOf(policy: DeadlinePolicy, rule: ClockRule, { timeline }: Complaint): EvaluatedRun | undefined {
  return evaluateClocks({ ...policy, clocks: [rule] }, timeline).at(-1);
}

/** How a clock stands at an instant. */
export function standingOfClock(last: EvaluatedRun | undefined, at: Instant): ClockStanding {
  if (last === undefined || last.run.stoppedAt !== undefined) return 'stopped';
  const { run, due, pauses } = last;
  if (run.fired.some(({ fact }) => fact === 'missed')) return 'passed';
  const open = pauses.at(-1);
  if (due?.at !== undefined && epochMsOf(at) > due.at) return 'passed';
  return open !== undefined && open.to === undefined ? 'paused' : 'running';
}
