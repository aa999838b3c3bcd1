import { refuse } from '../refusal.js';
import type { Policy, RequiredStep } from '../policies/policy.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import { acceptEarly, answersDecision } from './early-resolution.js';
import { limitsExceeded } from './remedy-totals.js';
import { sameContent } from './same-content.js';
import type { Complaint, Response } from './state.js';

/** Response, decision and remedies: ISO 10002:2018, 7.7 to 7.9. When they may happen stands in the guards. */

/** A proposal replaces the one that is pending, unless the same person says the same again. */
export function proposeResponse(
  { data, actor, policy }: CommandOf<'propose-response'>,
  complaint: Complaint,
): Decision {
  const missing = stepMissing(policy, complaint);
  if (missing !== undefined) return refuse('required-step-missing', { step: missing });
  const strange = data.remedies.find(({ kind }) => !policy.remedies.includes(kind));
  if (strange !== undefined) return refuse('remedy-not-offered', { kind: strange.kind });
  const { response } = complaint;
  const pending = response?.standing === 'proposed' && response.proposedBy === actor.id;
  return pending && sameContent(data, response.content) ? [] : [{ type: 'ResponseProposed', data }];
}

/** The first step that the policy asks for and that was not taken. */
export function stepMissing({ requiredSteps }: Policy, complaint: Complaint): RequiredStep | undefined {
  return requiredSteps.find((step) => !isTaken(step, complaint));
}

function isTaken(step: RequiredStep, { acknowledged, assessment, findings }: Complaint): boolean {
  switch (step) {
    case 'acknowledgement':
      return acknowledged;
    case 'assessment':
      return assessment !== undefined;
    case 'finding':
      return findings > 0;
  }
}

/** Beyond a limit of the policy not every supervisor will do: somebody is asked who has the role that the limit names. */
export function approveResponse(
  { data, actor, policy }: CommandOf<'approve-response'>,
  { response }: Complaint,
): Decision {
  const lacking = roleLacking(actor.roles ?? [actor.role], response, policy);
  return lacking === undefined
    ? [{ type: 'ResponseApproved', data }]
    : refuse('approver-lacks-authority', { role: lacking });
}

/** The role that whoever approves this response needs beside what permits approving at all, and does not have. */
export function roleLacking(
  roles: readonly string[],
  response: Response | undefined,
  { approvalLimits }: Policy,
): string | undefined {
  const exceeded = limitsExceeded(response?.content.remedies ?? [], approvalLimits);
  return exceeded.find(({ by }) => !roles.includes(by))?.by;
}

export function returnResponse({ data }: CommandOf<'return-response'>): Decision {
  return [{ type: 'ResponseReturned', data }];
}

export function communicateDecision({ data }: CommandOf<'communicate-decision'>): Decision {
  return [{ type: 'DecisionCommunicated', data }];
}

export function recordAcceptance(command: CommandOf<'record-acceptance'>, complaint: Complaint): Decision {
  if (!answersDecision(complaint)) return acceptEarly(command, complaint);
  const { data } = command;
  return [{ type: 'DecisionAccepted', data: { ...data, basis: data.basis ?? 'stated' } }];
}

export function deliverRemedy({ data }: CommandOf<'deliver-remedy'>, { decision }: Complaint): Decision {
  const promised = decision?.remedies ?? 0;
  if (!Number.isInteger(data.remedy) || data.remedy < 0 || data.remedy >= promised) return refuse('unknown-remedy');
  return decision?.delivered.includes(data.remedy) ? [] : [{ type: 'RemedyDelivered', data }];
}
