import { calendarInForce } from '../clocks/calendar-in-force.js';
import type { ClockRule } from '../clocks/clock-rule.js';
import { refuse } from '../refusal.js';
import { lastRunOf, standingOfClock, type ClockStanding } from './clock-standing.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { Complaint } from './state.js';

/** Clocks stand still, and go on, only as the policy allows: for its reasons, and never once their due has passed. */

export function pauseClock(command: CommandOf<'pause-clock'>, state: Complaint): Decision {
  const { data, policy } = command;
  const { grounds: reason, clocks: named } = data;
  const chosen = chosenClocks(policy.clocks, named);
  if (chosen === undefined) return refuse('clock-unknown');
  // Named clocks must all allow it; of those that are not named, some do.
  const pausable = chosen.filter(({ pause }) => pause !== undefined);
  if (lacking(chosen, pausable, named)) return refuse('clock-not-pausable');
  const allowed = pausable.filter(({ pause }) => pause?.reasons.includes(reason));
  if (lacking(pausable, allowed, named)) return refuse('reason-not-allowed');
  const standing = standings(command, allowed, state);
  if (named !== undefined && standing.has('stopped')) return refuse('clock-not-running');
  if (named !== undefined && standing.has('passed')) return refuse('deadline-passed');
  const running = standing.get('running');
  const calendar = calendarInForce(policy, state.timeline).version;
  if (running !== undefined) return [{ type: 'ClockPaused', data: { reason, clocks: running, calendar } }];
  if (standing.has('paused')) return [];
  return refuse(standing.has('passed') ? 'deadline-passed' : 'clock-not-running');
}

export function resumeClock(command: CommandOf<'resume-clock'>, state: Complaint): Decision {
  const { data, policy } = command;
  const chosen = chosenClocks(policy.clocks, data.clocks);
  if (chosen === undefined) return refuse('clock-unknown');
  const clocks = standings(command, chosen, state).get('paused');
  const calendar = calendarInForce(policy, state.timeline).version;
  if (clocks !== undefined) return [{ type: 'ClockResumed', data: { clocks, calendar } }];
  return chosen.some(({ name }) => wasResumed(state, name)) ? [] : refuse('clock-not-paused');
}

/** Undefined when one of the names is no clock of the policy. */
function chosenClocks(
  rules: readonly ClockRule[],
  named: readonly string[] | undefined,
): readonly ClockRule[] | undefined {
  if (named === undefined) return rules;
  const all = named.every((name) => rules.some((rule) => rule.name === name));
  return all ? rules.filter(({ name }) => named.includes(name)) : undefined;
}

function lacking(
  asked: readonly ClockRule[],
  fitting: readonly ClockRule[],
  named: readonly string[] | undefined,
): boolean {
  return fitting.length === 0 || (named !== undefined && fitting.length < asked.length);
}

function standings(
  { policy, occurredAt }: CommandOf<'pause-clock' | 'resume-clock'>,
  rules: readonly ClockRule[],
  state: Complaint,
): ReadonlyMap<ClockStanding, readonly string[]> {
  const standing = new Map<ClockStanding, readonly string[]>();
  for (const rule of rules) {
    const its = standingOfClock(lastRunOf(policy, rule, state), occurredAt);
    standing.set(its, [...(standing.get(its) ?? []), rule.name]);
  }
  return standing;
}

function wasResumed({ timeline }: Complaint, clock: string): boolean {
  return timeline.some((fact) => fact.fact === 'resumed' && (fact.clocks?.includes(clock) ?? true));
}
