import type { AcceptanceBasis, EventData, Moment, ActorId } from '@redress/contracts';
import type { ClockRule } from '../clocks/clock-rule.js';
import { evaluateClocks } from '../clocks/clocks.js';
import { type Instant, instantOf } from '../instant.js';
import type { DeadlinePolicy, Policy, RequiredStep } from '../policies/policy.js';
import { isOneOf, isSamePerson } from '../permissions/person.js';
import { caseWork } from '../permissions/roles.js';
import { refuse, type Refusal } from '../refusal.js';
import {
  ended,
  isBlank,
  sameContent,
  saying,
  type Command,
  type Decision,
  type Sent,
  type Standing,
} from './command.js';
import { shownByAnswer } from './notices.js';
import { limitsExceeded } from '../remedies.js';
import { seemsOutOfScope } from './receipt.js';
import type { Case, Complaint, Promised, Response } from './complaint.js';

// The response, its review, communicating the decision, acceptance and delivery of remedies: ISO 10002:2018, 7.7 to 7.9.

/** Replaces the pending proposal, unless the same person repeats it. */
export const proposeResponse: Command<'propose-response', EventData<'ResponseProposed'>, 'ResponseProposed'> = {
  type: 'propose-response',
  by: caseWork,
  standing: (complaint, actorId) => ended(complaint) ?? proposing(complaint, actorId),
  refusedBy: stepMissing,
  decide: ({ data, actor, policy }, complaint) => {
    const missing = stepMissing(policy, complaint);
    if (missing !== undefined) return missing;
    const strange = data.remedies.find(({ kind }) => !policy.remedies.includes(kind));
    if (strange !== undefined) return refuse('remedy-not-offered', { kind: strange.kind });
    const { response } = complaint;
    const pending = response?.standing === 'proposed' && isSamePerson(response.proposedBy, actor.id);
    return pending && sameContent(data, response.content) ? [] : [{ type: 'ResponseProposed', data }];
  },
  folds: {
    ResponseProposed: (complaint, { data, actor }) => ({
      ...complaint,
      response: { proposedBy: actor.id, content: data, standing: 'proposed' },
      status: 'response-proposed',
    }),
  },
  examples: {
    decision: ['upheld', 'partly-upheld', 'not-upheld'],
    explanation: ['Charged twice.', 'بله'],
    // Includes remedies that the policy does not offer.
    remedies: [
      [{ kind: 'refund', description: 'Yes.' }],
      [{ kind: 'refund', amount: { value: '42.00', currency: 'EUR' } }, { kind: 'apology' }],
      [{ kind: 'apology' }],
      [{ kind: 'refund' }, { kind: 'refund' }, { kind: 'apology' }],
      [{ kind: 'repair' }],
    ],
    responseKind: [undefined, 'in-full'],
  },
};

/**
 * Requires a second person to review a response (ISO 10002:2018, clause 4: objectivity). Above a limit of the policy it must be a
 * supervisor with the role that the limit names.
 */
export const approveResponse: Command<'approve-response', EventData<'ResponseApproved'>, 'ResponseApproved'> = {
  type: 'approve-response',
  by: ['supervisor'],
  standing: (complaint, actorId) => ended(complaint) ?? reviewing(complaint, actorId, 'approved'),
  refusedBy: authorityLacking,
  decide: ({ data, actor, policy }, complaint) =>
    authorityLacking(policy, complaint, actor.roles ?? [actor.role]) ?? [{ type: 'ResponseApproved', data }],
  folds: {
    ResponseApproved: (complaint, { data, actor }) => ({
      ...withResponse(complaint, 'approved', actor.id),
      ...saying('approve-response', data, complaint),
      status: 'response-approved',
    }),
  },
  once: { otherwise: 'response-already-approved', act: () => 'approve-response' },
  examples: { comment: [undefined, 'Agreed.', 'بله'] },
};

export const returnResponse: Command<'return-response', EventData<'ResponseReturned'>, 'ResponseReturned'> = {
  type: 'return-response',
  by: ['supervisor'],
  standing: (complaint, actorId) => ended(complaint) ?? reviewing(complaint, actorId, 'returned'),
  decide: ({ data }) => [{ type: 'ResponseReturned', data }],
  folds: {
    ResponseReturned: (complaint, { data }) => ({
      ...withResponse(complaint, 'returned'),
      ...saying('return-response', data, complaint),
      status: 'under-investigation',
    }),
  },
  once: { otherwise: 'no-response-proposed', act: () => 'return-response' },
  examples: { comment: ['Say when.', 'بله'] },
};

/** Communicates nothing to a representative without the represented person's consent (ISO 10002:2018, clause 4: confidentiality). */
export const communicateDecision: Command<
  'communicate-decision',
  EventData<'DecisionCommunicated'>,
  'DecisionCommunicated'
> = {
  type: 'communicate-decision',
  by: caseWork,
  standing: (complaint) => ended(complaint) ?? communicating(complaint),
  decide: ({ data }) => [{ type: 'DecisionCommunicated', data }],
  folds: {
    DecisionCommunicated: (complaint, { data: { message: _made, ...data } }) => ({
      ...communicated(complaint),
      ...saying('communicate-decision', data, complaint),
      status: 'decision-communicated',
    }),
  },
  once: {
    otherwise: 'decision-already-communicated',
    act: () => 'communicate-decision',
    // The text derives from the response, so it is not part of the command's content.
    compared: ({ message: _made, ...data }) => data,
  },
  examples: { channel: [undefined, 'email', 'letter'], timely: [undefined], message: [undefined] },
};

/**
 * `basis` is `stated` unless given. Before a decision, the policy decides whether it is possible, and the comment must say what was
 * settled.
 */
export const recordAcceptance: Command<
  'record-acceptance',
  { readonly comment?: string; readonly basis?: AcceptanceBasis },
  'DecisionAccepted'
> = {
  type: 'record-acceptance',
  by: ['complainant', ...caseWork],
  standing: (complaint) => ended(complaint) ?? (complaint.status === 'accepted' ? 'done' : 'open'),
  refusedBy: (policy, complaint, roles, at = complaint.receivedAt) => {
    if (answersDecision(complaint)) return undefined;
    const exempted = exemptedEarly(
      policy,
      complaint,
      roles.some((role) => role !== 'complainant'),
      at,
    );
    return 'refused' in exempted ? exempted : undefined;
  },
  decide: (sent, complaint) => {
    if (!answersDecision(complaint)) return acceptEarly(sent, complaint);
    const { data } = sent;
    return [
      ...shownByAnswer(complaint),
      { type: 'DecisionAccepted', data: { ...data, basis: data.basis ?? 'stated' } },
    ];
  },
  folds: {
    // An early resolution in an appeal stage also ends the wait for its decision.
    DecisionAccepted: (complaint, { data }) => ({
      ...complaint,
      ...saying('record-acceptance', data, complaint),
      stage: { ...complaint.stage, appealed: false },
      status: 'accepted',
    }),
  },
  once: { otherwise: 'decision-already-accepted', act: () => 'record-acceptance' },
  examples: { comment: [undefined, 'The fee was paid back.', 'بله'], basis: [undefined, 'stated'] },
};

/** `remedy` is the index within the communicated response, or the award. Owed remedies can also be delivered after closing. */
export const deliverRemedy: Command<'deliver-remedy', EventData<'RemedyDelivered'>, 'RemedyDelivered'> = {
  type: 'deliver-remedy',
  by: caseWork,
  standing: (complaint) =>
    (complaint.status === 'closed' || complaint.award ? undefined : ended(complaint)) ??
    (promised(complaint) ? 'open' : refuse('decision-not-communicated')),
  standingOf: ({ data }, complaint) => (promised(complaint)?.delivered.includes(data.remedy) ? 'done' : undefined),
  decide: ({ data }, complaint) => {
    const remedies = promised(complaint)?.remedies ?? 0;
    const isPromised = Number.isInteger(data.remedy) && data.remedy >= 0 && data.remedy < remedies;
    return isPromised ? [{ type: 'RemedyDelivered', data }] : refuse('unknown-remedy');
  },
  folds: {
    RemedyDelivered: (complaint, { data }) => ({
      ...delivered(complaint, data.remedy),
      ...saying(`deliver-remedy ${data.remedy}`, data, complaint),
    }),
  },
  once: { otherwise: 'remedy-already-delivered', act: ({ remedy }) => `deliver-remedy ${remedy}` },
  examples: { remedy: [0, 1, 2], evidence: [undefined, 'Transfer 17'] },
};

function proposing({ assessment, status, stage, response }: Complaint, actorId: string): Standing {
  if (status === 'accepted' && response?.standing !== 'communicated') return refuse('decision-already-accepted');
  if (assessment === undefined) return refuse('not-assessed');
  if (isOneOf(stage.barred, actorId)) return refuse('decider-of-earlier-stage');
  if (status === 'response-approved') return refuse('response-already-approved');
  const answered = status === 'decision-communicated' || status === 'accepted';
  return answered ? refuse('decision-already-communicated') : 'open';
}

/** Refuses when a step that the policy requires was not taken, and names the first. */
function stepMissing({ requiredSteps }: Policy, complaint: Complaint): Refusal | undefined {
  const step = requiredSteps.find((one) => !isTaken(one, complaint));
  return step && refuse('required-step-missing', { step });
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

function reviewing(
  { response, stage, status }: Complaint,
  actorId: string,
  verdict: 'approved' | 'returned',
): Standing {
  if (response === undefined || response.standing === 'communicated') return refuse('no-response-proposed');
  if (status === 'accepted') return refuse('decision-already-accepted');
  if (isSamePerson(response.proposedBy, actorId)) return refuse('approver-is-proposer');
  if (isOneOf(stage.barred, actorId)) return refuse('decider-of-earlier-stage');
  if (response.standing === verdict) return 'done';
  return response.standing === 'proposed' ? 'open' : refuse('no-response-proposed');
}

/** Refuses an approval beyond a limit of the policy by somebody without the role that the limit names. */
function authorityLacking(
  { approvalLimits }: Policy,
  { response }: Complaint,
  roles: readonly string[],
): Refusal | undefined {
  const exceeded = limitsExceeded(response?.content.remedies ?? [], approvalLimits);
  const lacking = exceeded.find(({ by }) => !roles.includes(by));
  return lacking && refuse('approver-lacks-authority', { role: lacking.by });
}

function communicating({ response, status, consent }: Complaint): Standing {
  if (response?.standing === 'communicated') return 'done';
  if (status === 'accepted') return refuse('decision-already-accepted');
  if (response?.standing !== 'approved') return refuse('response-not-approved');
  return consent === false ? refuse('consent-missing') : 'open';
}

function withResponse(complaint: Complaint, standing: Response['standing'], approvedBy?: ActorId): Case {
  if (complaint.response === undefined) return complaint;
  const response = { ...complaint.response, standing, ...(approvedBy !== undefined && { approvedBy }) };
  return { ...complaint, response };
}

/** Decides the appeal, and supersedes an earlier final position. */
function communicated({
  finalPosition: _earlier,
  carriedBy: { decision: _before, ...carriedBy },
  ...rest
}: Complaint): Case {
  const complaint = { ...rest, carriedBy };
  if (complaint.response === undefined) return complaint;
  const { proposedBy, approvedBy, content } = complaint.response;
  const by = approvedBy === undefined ? [proposedBy] : [proposedBy, approvedBy];
  const { decision, remedies } = content;
  return {
    ...withResponse(complaint, 'communicated'),
    decision: { decision, remedies: remedies.length, delivered: [] },
    deciders: [...new Set([...complaint.deciders, ...by])],
    stage: { ...complaint.stage, appealed: false },
  };
}

/** The latest promise to the complainant. */
function promised({ award, decision }: Complaint): Promised | undefined {
  return award ?? decision;
}

/** Tells whether a promised remedy is not delivered yet. */
export function isOwed(promise: Promised | undefined): boolean {
  return promise !== undefined && promise.delivered.length < promise.remedies;
}

function delivered(complaint: Complaint, remedy: number): Case {
  const { award, decision } = complaint;
  if (award !== undefined) return { ...complaint, award: withDelivered(award, remedy) };
  return decision === undefined ? complaint : { ...complaint, decision: withDelivered(decision, remedy) };
}

function withDelivered<Made extends Promised>(promise: Made, remedy: number): Made {
  return { ...promise, delivered: [...promise.delivered, remedy] };
}

// Early resolution: the matter is put right at once, the complainant is content, and the policy requires no formal decision. It still
// ends with an acceptance (ISO 10002:2018, 7.9), which records what was agreed.

/** Tells whether an acceptance answers a decision, rather than an early resolution. */
export function answersDecision({ status }: Complaint): boolean {
  return status === 'decision-communicated' || status === 'rejected';
}

/** Tells whether it was accepted before any decision of its stage, even if closed since. */
export function wasResolvedEarly({ status, closedAs, response }: Complaint): boolean {
  return (status === 'accepted' || closedAs === 'resolved') && response?.standing !== 'communicated';
}

/** The clocks that an acceptance at this instant would exempt, in the policy's order. */
function exemptedBy(policy: DeadlinePolicy, { timeline }: Complaint, at: Instant): readonly string[] {
  const over = evaluateClocks(policy, timeline).filter(({ run }) => run.stoppedAt !== undefined);
  const wereOver = new Set(over.map(({ rule, run }) => `${rule.name} ${run.number}`));
  const then = evaluateClocks(policy, [...timeline, { fact: 'accepted', at }]);
  return then
    .filter(({ rule, run, state }) => state === 'exempt' && !wereOver.has(`${rule.name} ${run.number}`))
    .map(({ rule }) => rule.name);
}

/**
 * The clocks that an early resolution would exempt, or why there can be none. Only staff record one, because there is no decision for a
 * complainant to accept.
 */
function exemptedEarly(
  policy: Policy,
  complaint: Complaint,
  isByStaff: boolean,
  at: Instant,
): readonly string[] | Refusal {
  const isOffered = policy.clocks.some(({ exempt }) => exempt?.by === 'accepted');
  if (!isOffered || !isByStaff) return refuse('decision-not-communicated');
  const exempted = exemptedBy(policy, complaint, at);
  return exempted.length === 0 ? refuse('too-late-for-early-resolution') : exempted;
}

/** Decides an acceptance without a communicated decision. */
function acceptEarly(
  {
    data,
    actor,
    policy,
    occurredAt,
  }: Sent<'record-acceptance', { readonly comment?: string; readonly basis?: AcceptanceBasis }>,
  complaint: Complaint,
): Decision {
  const isByStaff = actor.role !== 'complainant' && data.basis !== 'presumed';
  const exempted = exemptedEarly(policy, complaint, isByStaff, occurredAt);
  if ('refused' in exempted) return exempted;
  if (isBlank(data.comment)) return refuse('settlement-not-told');
  return [{ type: 'DecisionAccepted', data: { ...data, basis: 'stated', exempted } }];
}

/**
 * By when the answer is owed: the last instant of the running clock that a decision stops and nothing short of one does, of several the latest.
 * Undefined while nothing can be promised: no such clock runs yet, its end is not known, or it seems to be no matter for this procedure.
 */
export function answerDueAt(policy: DeadlinePolicy, complaint: Complaint): Instant | undefined {
  if (seemsOutOfScope(complaint)) return undefined;
  const owed = evaluateClocks(policy, complaint.timeline).filter(
    ({ rule, state }) => state === 'running' && isForAnswer(rule),
  );
  const ends = owed.map(({ due }) => due?.at);
  return ends.length === 0 || ends.includes(undefined) ? undefined : instantOf(Math.max(...(ends as number[])));
}

/** What stops a clock although no answer was given. */
const SHORT_OF_ANSWER: readonly Moment[] = ['acknowledged', 'progress-reported'];

/** Whether a clock measures the answer itself, and not a step on the way to it. */
export function isForAnswer({ stops }: ClockRule): boolean {
  return stops.includes('decided') && !stops.some((moment) => SHORT_OF_ANSWER.includes(moment));
}
