import type { ComplaintEvent, EventData } from '@redress/contracts';
import { awaitedAnswer } from '../clocks/firings.js';
import { isAfter } from '../instant.js';
import { isOneOf } from '../permissions/person.js';
import type { AppealStage, OutsideBody, Policy } from '../policies/policy.js';
import { caseWork } from '../permissions/roles.js';
import { refuse, type Refusal } from '../refusal.js';
import { ended, saying, type Command, type Nothing, type Standing } from './command.js';
import { isOwed } from './decision.js';
import type { Case, Complaint, Past } from './complaint.js';
import { shownByAnswer } from './notices.js';

// After a decision that is not accepted: rejection, the next stage, the final position, and silence (ISO 10002:2018, 7.9).

/** The options of a complainant who does not agree: the next internal stage, if any, and outside bodies. */
export interface Alternatives {
  readonly nextStage?: AppealStage;
  readonly outsideBodies: readonly OutsideBody[];
}

export function alternativesOf({ stage }: Complaint, { stages, outsideBodies }: Policy): Alternatives {
  const nextStage = stages[stage.number];
  return { ...(nextStage && { nextStage }), outsideBodies };
}

/** After several stages, the last one ends with the organization's final position. */
export function lacksLastWord({ stage, finalPosition }: Complaint, { stages }: Policy): boolean {
  return stages.length > 1 && stage.number >= stages.length && finalPosition === undefined;
}

/** Moves to the next stage automatically if the policy says so. */
export const recordRejection: Command<'record-rejection', EventData<'DecisionRejected'>, 'DecisionRejected'> = {
  type: 'record-rejection',
  by: ['complainant', ...caseWork],
  standing: (complaint) => ended(complaint) ?? rejecting(complaint),
  decide: ({ data, policy }, complaint) => {
    const rejected = [...shownByAnswer(complaint), { type: 'DecisionRejected', data } as const];
    const { nextStage } = alternativesOf(complaint, policy);
    const isAppeal = nextStage?.automatic === true;
    return isAppeal ? [...rejected, appealTo(nextStage, complaint, { automatic: true })] : rejected;
  },
  folds: {
    DecisionRejected: (complaint, { data }) => ({
      ...complaint,
      ...saying('record-rejection', data, complaint),
      status: 'rejected',
    }),
  },
  once: { otherwise: 'decision-already-rejected', act: () => 'record-rejection' },
  examples: { comment: [undefined, 'Too little.', 'بله'] },
};

/**
 * An appeal against an unanswered decision also rejects it. It stays possible while the same stage prepares an improved offer, which falls
 * away with it: nobody who decided can take the appeal away by deciding again.
 */
export const lodgeAppeal: Command<'lodge-appeal', { readonly grounds: string }, 'AppealLodged'> = {
  type: 'lodge-appeal',
  by: ['complainant', ...caseWork],
  standing: (complaint) => ended(complaint) ?? appealing(complaint),
  // Only an identical appeal counts as done; one with other grounds would be lost.
  standingOf: ({ data }, { stage }) => (stage.appealed && stage.grounds === data.grounds ? 'done' : undefined),
  refusedBy: (policy, complaint) => {
    const further = stageAfter(complaint, policy);
    return 'refused' in further ? further : undefined;
  },
  decide: ({ data, policy }, complaint) => {
    const nextStage = stageAfter(complaint, policy);
    if ('refused' in nextStage) return nextStage;
    const lodged = appealTo(nextStage, complaint, { automatic: false, grounds: data.grounds });
    const isUnanswered = complaint.status === 'decision-communicated';
    return isUnanswered ? [...shownByAnswer(complaint), { type: 'DecisionRejected', data: {} }, lodged] : [lodged];
  },
  folds: {
    AppealLodged: (complaint, event) => appealed(complaint, event),
  },
  examples: { grounds: ['The receipt was not looked at.', 'بله'] },
};

/** The final position requires that no internal stage is left. */
export const stateFinalPosition: Command<
  'state-final-position',
  EventData<'FinalPositionStated'>,
  'FinalPositionStated'
> = {
  type: 'state-final-position',
  by: caseWork,
  standing: (complaint) =>
    ended(complaint) ?? (complaint.status === 'rejected' ? 'open' : refuse('decision-not-rejected')),
  refusedBy: stageLeft,
  decide: ({ data, policy }, complaint) => {
    const left = stageLeft(policy, complaint);
    if (left !== undefined) return left;
    return data.text === complaint.finalPosition ? [] : [{ type: 'FinalPositionStated', data }];
  },
  folds: {
    FinalPositionStated: (complaint, { data }) => ({ ...complaint, finalPosition: data.text }),
  },
  examples: { text: ['We stand by it.', 'بله'] },
};

/**
 * Applies the policy's meaning of silence, for the exact instant of its end, once that has passed. Sent by services that may have seen an
 * old state.
 */
export const recordSilence: Command<'record-silence', Nothing> = {
  type: 'record-silence',
  by: ['system'],
  standing: ({ status, decision }) => {
    if (status === 'decision-communicated') return 'open';
    return decision === undefined ? refuse('decision-not-communicated') : 'done';
  },
  decide: ({ policy, now, occurredAt }, { timeline, decision }) => {
    const awaited = awaitedAnswer(policy, timeline);
    const hasLasted = awaited !== undefined && awaited.until === occurredAt && isAfter(now, awaited.until);
    if (!hasLasted) return refuse('silence-not-lasted');
    const { since, calendar } = awaited;
    const accepted = { type: 'DecisionAccepted', data: { basis: 'presumed', silence: { since, calendar } } } as const;
    if (policy.silence?.means === 'accepted' || isOwed(decision)) return [accepted];
    return [accepted, { type: 'ComplaintClosed', data: { outcome: 'resolved' } }];
  },
  folds: {},
  examples: {},
};

function rejecting({ status, stage }: Complaint): Standing {
  if (status === 'rejected' || stage.appealed) return 'done';
  if (status === 'accepted') return refuse('decision-already-accepted');
  return status === 'decision-communicated' ? 'open' : refuse('decision-not-communicated');
}

function appealing({ status, stage, decision }: Complaint): Standing {
  if (stage.appealed) return refuse('appeal-pending');
  if (status === 'accepted') return refuse('decision-already-accepted');
  return decision === undefined ? refuse('decision-not-communicated') : 'open';
}

/** The stage to which an appeal leads; refuses where the last one has decided, and names the outside bodies. */
function stageAfter(complaint: Complaint, policy: Policy): AppealStage | Refusal {
  const { nextStage, outsideBodies } = alternativesOf(complaint, policy);
  return nextStage ?? refuse('no-further-stage', namesOf(outsideBodies));
}

/** Refuses a last word while a stage is left. */
function stageLeft(policy: Policy, complaint: Complaint): Refusal | undefined {
  return alternativesOf(complaint, policy).nextStage && refuse('further-stage-open');
}

function appealTo(
  { anotherDecider }: AppealStage,
  { stage }: Complaint,
  how: { readonly automatic: boolean; readonly grounds?: string },
): ComplaintEvent {
  return { type: 'AppealLodged', data: { stage: stage.number + 1, anotherDecider, ...how } };
}

/** Starts the next stage, with its own acknowledgement, and with another person where the stage requires one. */
function appealed(
  { response: _told, assignee, carriedBy: { acknowledgement: _earlier, ...carriedBy }, ...complaint }: Complaint,
  { data: { stage: number, anotherDecider, grounds } }: Past<'AppealLodged'>,
): Case {
  const barred = anotherDecider ? complaint.deciders : [];
  return {
    ...complaint,
    carriedBy,
    ...(assignee !== undefined && !isOneOf(barred, assignee) && { assignee }),
    stage: { number, appealed: true, barred, ...(grounds !== undefined && { grounds }) },
    acknowledged: false,
    status: 'under-investigation',
  };
}

/** Names in each language, for the text of a refusal. */
function namesOf(bodies: readonly OutsideBody[]): NonNullable<Refusal['details']> {
  return {
    bodies: {
      en: bodies.map(({ names }) => names.en).join(', ') || '-',
      fa: bodies.map(({ names }) => names.fa).join('، ') || '-',
    },
  };
}
