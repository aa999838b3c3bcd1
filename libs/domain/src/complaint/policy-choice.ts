import type { EventData } from '@redress/contracts';
import { evaluateClocks, pausedOutOfForce } from '../clocks/clocks.js';
import type { PolicyFact } from '../clocks/timeline.js';
import type { Scoping } from '../policies/choose-policy.js';
import type { Policy } from '../policies/policy.js';
import { refuse } from '../refusal.js';
import { isBlank, untilItEnds, type Command, type Decision, type DecisionContext } from './command.js';
import type { Complaint } from './complaint.js';

// The policy of a complaint, chosen at receipt by its details. When those turn out to have been wrong, so was the policy (ISO 10002:2018,
// 5.2, and clause 4: integrity of information).

/** The details that decide on the policy, in the order in which they are named. */
const SCOPING = ['product', 'jurisdiction', 'complainantType', 'channel'] as const satisfies readonly (keyof Scoping)[];

/**
 * `because`, from the system only: the revision of the event after which the choice must be looked at again. `policy`, from supervisors: the
 * version that they choose by hand, with a reason.
 */
export interface PolicyChosen {
  readonly because?: number;
  readonly policy?: string;
}

/**
 * Chooses the policy again, as for a new complaint at the time of its receipt. Decides nothing unless details that differ from those of the
 * last choice lead to another policy: a policy published since does not move complaints whose details were right. So a repeat decides
 * nothing, and a policy chosen by hand stays until such a correction.
 */
export const choosePolicyAgain: Command<'choose-policy', PolicyChosen, 'PolicyReplaced'> = {
  type: 'choose-policy',
  by: ['supervisor', 'system'],
  standing: untilItEnds,
  decide: (sent, complaint) => {
    const { data, policies } = sent;
    if (data.policy !== undefined) return byHand(data.policy, sent, complaint);
    if (data.because === undefined || policies === undefined) return [];
    const { receivedAt: at, scoping, policyChoice } = complaint;
    const fields = SCOPING.filter((field) => scoping[field] !== policyChoice.by[field]);
    const next = policies.choose({ at, ...scoping });
    const isTheSame = next.version === policies.choose({ at, ...policyChoice.by }).version;
    return isTheSame ? [] : replaced(next, sent, complaint, { fields, because: data.because });
  },
  folds: {
    PolicyReplaced: (complaint, { data: { to }, occurredAt }) => ({
      ...complaint,
      policyVersion: to,
      policyChoice: { by: complaint.scoping, at: occurredAt },
    }),
  },
  examples: { policy: [undefined, 'generic@1', 'basic@1'], because: [undefined, 1, 2] },
};

function byHand(version: string, sent: DecisionContext, complaint: Complaint): Decision {
  if (isBlank(sent.reason)) return refuse('reason-missing');
  const next = sent.policies?.published(version);
  return next === undefined ? refuse('policy-not-available') : replaced(next, sent, complaint, {});
}

function replaced(
  next: Policy,
  { policy, occurredAt }: DecisionContext,
  { timeline, policyVersion: from }: Complaint,
  why: Pick<EventData<'PolicyReplaced'>, 'fields' | 'because'>,
): Decision {
  if (next.version === from) return [];
  const names = ({ clocks }: Policy) => [...new Set(clocks.map(({ name }) => name))];
  const change = {
    met: evaluateClocks(policy, timeline)
      .filter(({ state }) => state === 'met' || state === 'exempt')
      .map(({ rule, run }) => ({ clock: rule.name, run: run.startNumber })),
    begun: names(next).filter((name) => !names(policy).includes(name)),
    ended: names(policy).filter((name) => !names(next).includes(name)),
  };
  const paused = pausedUnder(next, timeline, { fact: 'policy', at: occurredAt, ...change, paused: [] });
  return [
    {
      type: 'PolicyReplaced',
      data: { from, to: next.version, ...why, ...change, paused },
    },
  ];
}

/** The clocks that stand still under the next policy, each with the reason of its pause. */
function pausedUnder(
  next: Policy,
  timeline: Complaint['timeline'],
  change: PolicyFact,
): EventData<'PolicyReplaced'>['paused'] {
  const after = [...timeline, change];
  const standing = evaluateClocks(next, after).flatMap(({ rule, state, pauses }) =>
    state === 'paused' ? [{ clock: rule.name, reason: pauses.at(-1)?.reason ?? '' }] : [],
  );
  return [...standing, ...pausedOutOfForce(next, after)];
}
