import { instantOf } from '../clocks/instants.js';
import type { EvaluatedRun } from '../clocks/evaluate-clock.js';
import { refuse, type Refusal } from '../refusal.js';
import { lastRunOf, standingOfClock } from './clock-standing.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { DeadlineChange } from './events.js';
import type { Complaint } from './state.js';

/** More time for one clock, before its due and as far as the policy gives it: an extension, or the second limit of a holding reply. */

export function extendDeadline(command: CommandOf<'extend-deadline'>, state: Complaint): Decision {
  const { clock, grounds: reason } = command.data;
  const rule = command.policy.clocks.find(({ name }) => name === clock);
  if (rule === undefined) return refuse('clock-unknown');
  if (rule.extension === undefined) return refuse('extension-not-allowed');
  if (!rule.extension.reasons.includes(reason)) return refuse('reason-not-allowed');
  const last = lastRunOf(command.policy, rule, state);
  const refusal = refusalFor(last, command);
  if (refusal !== undefined) return refusal;
  const used = last?.due?.changes.filter(({ fact }) => fact === 'extended').length ?? 0;
  if (used >= rule.extension.times) return refuse('extension-used-up');
  return [{ type: 'DeadlineExtended', data: changeOf(command, state, 'extended') }];
}

export function sendHoldingReply(command: CommandOf<'send-holding-reply'>, state: Complaint): Decision {
  const { clock, grounds: reason } = command.data;
  const rule = command.policy.clocks.find(({ name }) => name === clock);
  if (rule === undefined) return refuse('clock-unknown');
  if (rule.holding === undefined) return refuse('holding-reply-not-allowed');
  if (!rule.holding.reasons.includes(reason)) return refuse('reason-not-allowed');
  const last = lastRunOf(command.policy, rule, state);
  const sent = last?.due?.changes.find(({ fact }) => fact === 'held');
  if (sent !== undefined) return sent.reason === reason ? [] : refuse('holding-reply-sent');
  return refusalFor(last, command) ?? [{ type: 'HoldingReplySent', data: changeOf(command, state, 'held') }];
}

type Change = CommandOf<'extend-deadline' | 'send-holding-reply'>;

function refusalFor(last: EvaluatedRun | undefined, { occurredAt }: Change): Refusal | undefined {
  const standing = standingOfClock(last, occurredAt);
  if (standing === 'stopped') return refuse('clock-not-running');
  return standing === 'passed' ? refuse('deadline-passed') : undefined;
}

/** What is recorded: also the due that follows, as far as it is known. */
function changeOf({ data, policy, occurredAt }: Change, state: Complaint, fact: 'extended' | 'held'): DeadlineChange {
  const { clock, grounds: reason } = data;
  const timeline = [...state.timeline, { fact, at: occurredAt, clock, reason }];
  const rule = policy.clocks.find(({ name }) => name === clock);
  const run = rule && lastRunOf(policy, rule, { ...state, timeline });
  if (run === undefined) throw new Error(`The clock ${clock} runs, and has no run.`);
  const at = run.due?.at;
  return {
    clock,
    run: run.run.number,
    startedAt: instantOf(run.run.start.at),
    calendar: run.run.table.calendar.version,
    reason,
    ...(at !== undefined && { dueAt: instantOf(at) }),
  };
}
