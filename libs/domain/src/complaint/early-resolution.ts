import { evaluateClocks } from '../clocks/clocks.js';
import type { Instant } from '../instant.js';
import type { DeadlinePolicy, Policy } from '../policies/policy.js';
import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import { isBlank } from './is-blank.js';
import type { Complaint } from './state.js';

/**
 * Early resolution: what was complained about is put right at once, the complainant is content, and the policy asks for no formal
 * decision any more. It still ends by an acceptance (ISO 10002:2018, 7.9), which says what was agreed since no decision does.
 */

/** Whether somebody answers a decision here, and not what was settled without one. */
export function answersDecision({ status }: Complaint): boolean {
  return status === 'decision-communicated' || status === 'rejected';
}

/** Whether it was accepted before any decision of its stage, also when it was closed since. */
export function wasResolvedEarly({ status, closedAs, response }: Complaint): boolean {
  return (status === 'accepted' || closedAs === 'resolved') && response?.standing !== 'communicated';
}

/** The clocks of which nothing would be owed any more if the complainant were content at this instant, in the order of the policy. */
export function exemptedBy(policy: DeadlinePolicy, { timeline }: Complaint, at: Instant): readonly string[] {
  const ended = evaluateClocks(policy, timeline).filter(({ run }) => run.stoppedAt !== undefined);
  const wereEnded = new Set(ended.map(({ rule, run }) => `${rule.name} ${run.number}`));
  const then = evaluateClocks(policy, [...timeline, { fact: 'accepted', at }]);
  return then
    .filter(({ rule, run, state }) => state === 'exempt' && !wereEnded.has(`${rule.name} ${run.number}`))
    .map(({ rule }) => rule.name);
}

/** Whether somebody in these roles could record an early resolution: the staff, since nothing was told that a complainant could accept. */
export function mayResolveEarly(policy: Policy, complaint: Complaint, roles: readonly string[], at: Instant): boolean {
  return roles.some((role) => role !== 'complainant') && exemptedBy(policy, complaint, at).length > 0;
}

/** An acceptance where no decision was told. */
export function acceptEarly(
  { data, actor, policy, occurredAt }: CommandOf<'record-acceptance'>,
  complaint: Complaint,
): Decision {
  const isOffered = policy.clocks.some(({ exempt }) => exempt?.by === 'accepted');
  if (!isOffered || actor.role === 'complainant' || data.basis === 'presumed')
    return refuse('decision-not-communicated');
  if (complaint.conflicts.includes(actor.id)) return refuse('conflict-of-interest');
  const exempted = exemptedBy(policy, complaint, occurredAt);
  if (exempted.length === 0) return refuse('too-late-for-early-resolution');
  if (isBlank(data.comment)) return refuse('settlement-not-told');
  return [{ type: 'DecisionAccepted', data: { ...data, basis: 'stated', exempted } }];
}
