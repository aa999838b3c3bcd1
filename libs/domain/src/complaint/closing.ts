import type { ClosingOutcome, EventData } from '@redress/contracts';
import type { Instant } from '../instant.js';
import { hasItem } from '../long-list.js';
import { isSamePerson } from '../permissions/person.js';
import { caseWork } from '../permissions/roles.js';
import type { Policy } from '../policies/policy.js';
import { refuse, type Refusal } from '../refusal.js';
import { alternativesOf, lacksLastWord } from './appeal.js';
import {
  ended,
  isBlank,
  sameContent,
  saying,
  untilItEnds,
  type Command,
  type Decision,
  type Nothing,
  type Sent,
  type Standing,
} from './command.js';
import { nextName, type Case, type Complaint } from './complaint.js';
import { isOwed } from './decision.js';
import { assignTask } from './investigation.js';
import { isWindowOver } from './clocks.js';

// Closing, referral, withdrawal and reopening: ISO 10002:2018, 7.9.

/** Prefix of the tasks that ask a supervisor to close a complaint as out of scope. */
const OUT_OF_SCOPE_TASK = 'out-of-scope';
const PROPOSAL = new RegExp(`^${OUT_OF_SCOPE_TASK}-\\d+$`);

/** Whether a task is the proposal to close its complaint as out of scope, which a supervisor decides on. */
export function proposesOutOfScope(task: string): boolean {
  return PROPOSAL.test(task);
}

/**
 * Closes a complaint. Out of scope takes two people, because it ends a complaint without an answer (ISO 10002:2018, clause 4: objectivity): the
 * first gives the reason, which the complainant learns, and a supervisor who is another person confirms it. Exhausted options require the text
 * in which the complainant was given them, and that no appeal is open. Accepted remedies must be delivered first, unless the command says why
 * not: they stay owed, and delivery can be recorded afterwards.
 */
export const close: Command<'close', EventData<'ComplaintClosed'>, 'ComplaintClosed'> = {
  type: 'close',
  by: caseWork,
  standing: (complaint) =>
    outcomes.some((outcome) => closing(outcome, complaint) === 'open') ? 'open' : closing('resolved', complaint),
  standingOf: ({ data }, complaint) => closing(data.outcome, complaint),
  refusedBy: (policy, complaint, _roles, at) =>
    complaint.status === 'rejected' ? optionsLeft(policy, complaint, at) : undefined,
  decide: (sent, complaint) => {
    const { data, reason, policy, occurredAt } = sent;
    if (data.outcome === 'out-of-scope') return closingOutOfScope(sent, complaint);
    if (data.outcome === 'options-exhausted') {
      if (!saysSomething(data.comment)) return refuse('options-not-told');
      const left = optionsLeft(policy, complaint, occurredAt);
      if (left !== undefined) return left;
    }
    const owes = data.outcome === 'resolved' && isOwed(complaint.decision);
    if (owes && isBlank(data.comment) && isBlank(reason)) return refuse('remedies-owed');
    return [{ type: 'ComplaintClosed', data }];
  },
  folds: {
    ComplaintClosed: (complaint, { data }) => ({
      ...complaint,
      ...saying('close', data, complaint),
      closedAs: data.outcome,
      status: 'closed',
    }),
  },
  once: { otherwise: 'complaint-closed', act: () => 'close' },
  examples: {
    outcome: ['resolved', 'options-exhausted', 'settled-outside', 'withdrawn', 'out-of-scope'],
    comment: ['Told of the ombudsman.', undefined, ''],
  },
};

/**
 * Records how satisfied the complainant is with how the complaint was handled (ISO 10002:2018, 8.3): once for each time that it ended, and by
 * nobody else, since whoever handled it must not rate it.
 */
export const rateSatisfaction: Command<'rate-satisfaction', EventData<'SatisfactionRated'>, 'SatisfactionRated'> = {
  type: 'rate-satisfaction',
  by: ['complainant'],
  standing: (complaint) => {
    if (complaint.status === 'merged') return refuse('complaint-merged');
    if (ended(complaint) === undefined) return refuse('complaint-not-ended');
    return complaint.isRated === true ? 'done' : 'open';
  },
  decide: ({ data }) => [{ type: 'SatisfactionRated', data }],
  folds: {
    SatisfactionRated: (complaint, { data }) => ({
      ...complaint,
      ...saying('rate-satisfaction', data, complaint),
      isRated: true,
    }),
  },
  once: { otherwise: 'already-rated', act: () => 'rate-satisfaction' },
  examples: { rating: [4, 1, 5], comment: ['Quick and fair.', undefined, 'خوب بود.'] },
};

/** Reopens an ended complaint. Earlier decisions stay in the history. */
export const reopen: Command<'reopen', Nothing, 'ComplaintReopened'> = {
  type: 'reopen',
  by: ['supervisor'],
  standing: (complaint) => {
    if (complaint.status === 'merged') return refuse('complaint-merged');
    if (ended(complaint) !== undefined) return isOwed(complaint.award) ? refuse('award-owed') : 'open';
    return complaint.justReopened ? 'done' : refuse('complaint-not-closed');
  },
  decide: ({ reason }) => (isBlank(reason) ? refuse('reason-missing') : [{ type: 'ComplaintReopened', data: {} }]),
  folds: {
    ComplaintReopened: (complaint) => reopened(complaint),
  },
  examples: {},
};

/**
 * Refers a matter outside the scope of ISO 10002:2018 (clause 1), a dispute or employment, to an outside body. Requires a reason, because
 * the complainant learns to whom and why.
 */
export const refer: Command<'refer', EventData<'ComplaintReferred'>, 'ComplaintReferred'> = {
  type: 'refer',
  by: caseWork,
  standing: untilItEnds,
  standingOf: ({ data }, { status, referredTo }) =>
    status === 'referred' && data.to === referredTo ? 'done' : undefined,
  decide: ({ data, reason }) => (isBlank(reason) ? refuse('reason-missing') : [{ type: 'ComplaintReferred', data }]),
  folds: {
    ComplaintReferred: (complaint, { data }) => ({ ...complaint, referredTo: data.to, status: 'referred' }),
  },
  examples: { to: ['The ombudsman', 'The labour court'] },
};

/** `by` is the outside body that decided. */
export const recordReferralOutcome: Command<
  'record-referral-outcome',
  EventData<'ReferralOutcomeRecorded'>,
  'ReferralOutcomeRecorded'
> = {
  type: 'record-referral-outcome',
  by: caseWork,
  standing: ({ status }) =>
    ['referred', 'rejected', 'closed'].includes(status) ? 'open' : refuse('complaint-not-referred'),
  standingOf: ({ data }, { referralOutcome }) => (sameContent(data, referralOutcome) ? 'done' : undefined),
  decide: ({ data }) => [{ type: 'ReferralOutcomeRecorded', data }],
  folds: {
    ReferralOutcomeRecorded: (complaint, { data }) => ({ ...complaint, referralOutcome: data }),
  },
  examples: {
    outcome: ['upheld', 'partly-upheld', 'not-upheld'],
    by: ['The ombudsman', 'A court'],
    summary: ['Pay it back.', 'بله'],
  },
};

/**
 * Records a binding award of an outside body, which replaces the promised remedies: each remedy is tracked like any other, and the
 * complaint neither closes nor reopens before delivery.
 */
export const recordAward: Command<'record-award', EventData<'AwardRecorded'>, 'AwardRecorded'> = {
  type: 'record-award',
  by: caseWork,
  standing: ({ status, award }) => {
    if (award !== undefined) return 'done';
    return status === 'referred' || status === 'closed' ? 'open' : refuse('complaint-not-referred');
  },
  decide: ({ data }) => [{ type: 'AwardRecorded', data }],
  folds: {
    AwardRecorded: (complaint, { data }) => ({
      ...complaint,
      ...saying('record-award', data, complaint),
      award: { remedies: data.remedies.length, delivered: [] },
    }),
  },
  once: { otherwise: 'award-already-recorded', act: () => 'record-award' },
  examples: {
    by: ['The ombudsman', 'A court'],
    summary: ['Pay it back.', 'بله'],
    remedies: [
      [{ kind: 'compensation' }],
      [{ kind: 'refund', amount: { value: '42.00', currency: 'EUR' } }, { kind: 'apology' }],
    ],
  },
};

/**
 * Records that complainants do not pursue their complaint. From staff it requires how they said so, the way and the words, a file or a message of
 * the complaint, because it ends the complaint in their name. Complainants are told, and can object.
 */
export const withdraw: Command<'withdraw', EventData<'ComplaintWithdrawn'>, 'ComplaintWithdrawn'> = {
  type: 'withdraw',
  by: ['complainant', ...caseWork],
  standing: (complaint) => (complaint.status === 'withdrawn' ? 'done' : (ended(complaint) ?? 'open')),
  decide: ({ data, actor }, { attachments, redactable }) => {
    const { channel, words, attachment, message } = data;
    if (attachment !== undefined && !attachments.includes(attachment)) return refuse('unknown-attachment');
    if (message !== undefined && !hasItem(redactable, message)) return refuse('unknown-message');
    const isShown = !isBlank(words) || attachment !== undefined || message !== undefined;
    const isByStaff = caseWork.some((role) => role === actor.role);
    if (isByStaff && (channel === undefined || !isShown)) return refuse('withdrawal-evidence-missing');
    return [{ type: 'ComplaintWithdrawn', data }];
  },
  folds: {
    ComplaintWithdrawn: (complaint, { data }) => ({
      ...complaint,
      ...saying('withdraw', data, complaint),
      status: 'withdrawn',
    }),
  },
  once: { otherwise: 'complaint-withdrawn', act: () => 'withdraw' },
  examples: {
    channel: ['phone', 'letter', undefined],
    words: ['It works now.', 'بله', undefined],
    attachment: [undefined, '0'.repeat(32)],
    message: [undefined, 1],
  },
};

/** Refuses to call the options exhausted while one is left: the final position, or an appeal that is possible at this instant. */
function optionsLeft(policy: Policy, complaint: Complaint, at?: Instant): Refusal | undefined {
  if (lacksLastWord(complaint, policy)) return refuse('final-position-missing');
  return at !== undefined && mayAppeal(policy, complaint, at) ? refuse('appeal-open') : undefined;
}

/**
 * Proposes to close a complaint as out of scope, as a task for supervisors, or confirms what another person proposed. Whoever confirms without
 * words of their own confirms the proposer's. The proposer's other words replace the first; to decline, the task is cancelled with a reason.
 */
function closingOutOfScope(
  { data, reason, actor }: Sent<'close', EventData<'ComplaintClosed'>>,
  complaint: Complaint,
): Decision {
  const [task, proposal] = Object.entries(complaint.tasks).find(
    ([name, { standing }]) => standing === 'open' && proposesOutOfScope(name),
  ) ?? [undefined, undefined];
  const proposed = typeof proposal?.content.title === 'string' ? proposal.content.title : undefined;
  const isProposer = proposal?.assignedBy !== undefined && isSamePerson(proposal.assignedBy, actor.id);
  const { roles = [actor.role] } = actor;
  const confirms =
    task !== undefined && !isProposer && roles.some((role) => role === 'supervisor' || role === 'system');
  const said = data.comment ?? (confirms ? proposed : undefined);
  const words = said ?? reason;
  if (words === undefined || isBlank(words)) return refuse('reason-missing');
  if (confirms) {
    const closed = { ...data, ...(said !== undefined && { comment: said }) };
    return [
      { type: 'TaskCompleted', data: { task } },
      { type: 'ComplaintClosed', data: closed },
    ];
  }
  if (words === proposed) return [];
  const mayAssign = assignTask.standing(complaint, actor.id);
  if (mayAssign !== 'open') return mayAssign === 'done' ? [] : mayAssign;
  const next = nextName(OUT_OF_SCOPE_TASK, complaint.tasks);
  return [
    ...(task === undefined ? [] : [{ type: 'TaskCancelled', data: { task } } as const]),
    { type: 'TaskAssigned', data: { task: next, kind: 'other', title: words } },
  ];
}

/** Whether a stage is left, and the complainant's time to ask for it. */
function mayAppeal(policy: Policy, complaint: Complaint, at: Instant): boolean {
  return alternativesOf(complaint, policy).nextStage !== undefined && !isWindowOver('appeal', policy, complaint, at);
}

/** Whether a text holds at least one letter or digit: a dash tells nobody anything. */
function saysSomething(text: string | undefined): boolean {
  return text !== undefined && /[\p{L}\p{N}]/u.test(text);
}

/** A complaint stays open until its decision is accepted or the reasonable options are exhausted. */
function closing(outcome: ClosingOutcome, complaint: Complaint): Standing {
  if (complaint.status === 'merged') return refuse('complaint-merged');
  if (complaint.status === 'closed') return complaint.closedAs === outcome ? 'done' : refuse('complaint-closed');
  return isOwed(complaint.award) ? refuse('award-owed') : closingAs[outcome](complaint);
}

/** Tells whether an open complaint can be closed with this outcome. */
const closingAs: { readonly [outcome in ClosingOutcome]: (complaint: Complaint) => Standing } = {
  resolved: ({ status }) => (status === 'accepted' ? 'open' : refuse('decision-not-accepted')),
  'options-exhausted': ({ status }) => (status === 'rejected' ? 'open' : refuse('decision-not-rejected')),
  'settled-outside': ({ status, referralOutcome, award }) => {
    if (status !== 'referred') return refuse('complaint-not-referred');
    return referralOutcome === undefined && award === undefined ? refuse('not-settled-outside') : 'open';
  },
  withdrawn: ({ status }) => (status === 'withdrawn' ? 'open' : refuse('complaint-not-withdrawn')),
  'out-of-scope': ({ status, decision }) => {
    if (status === 'referred') return 'open';
    if (status === 'withdrawn') return refuse('complaint-withdrawn');
    if (decision !== undefined) return refuse('decision-already-communicated');
    return status === 'accepted' ? refuse('decision-already-accepted') : 'open';
  },
};

const outcomes = Object.keys(closingAs) as readonly ClosingOutcome[];

/** Clears the earlier response, decision and ending, which stay in the history. */
function reopened({
  response: _response,
  decision: _decision,
  referredTo: _to,
  closedAs: _as,
  finalPosition: _position,
  referralOutcome: _outcome,
  award: _award,
  isRated: _rated,
  ...rest
}: Complaint): Case {
  const unassessed = rest.acknowledged ? 'acknowledged' : 'received';
  const stage = { ...rest.stage, appealed: false };
  return { ...rest, stage, status: rest.assessment === undefined ? unassessed : 'under-investigation' };
}
