import { awaitedAnswer } from '../clocks/silence.js';
import { isAfter } from '../instant.js';
import type { AppealStage, OutsideBody, Policy } from '../policies/policy.js';
import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { ComplaintEvent } from './events.js';
import type { Complaint } from './state.js';

/** What may follow a decision: rejection, the next stage, the last word, and silence (ISO 10002:2018, 7.9). */

/** What is open to a complainant who does not agree: the next stage inside, if there is one, and the bodies outside. */
export interface Alternatives {
  readonly nextStage?: AppealStage;
  readonly outsideBodies: readonly OutsideBody[];
}

export function alternativesOf({ stage }: Complaint, { stages, outsideBodies }: Policy): Alternatives {
  const nextStage = stages[stage.number];
  return { ...(nextStage && { nextStage }), outsideBodies };
}

/** Where the policy says so, a rejection goes to the next stage by itself. */
export function recordRejection({ data, policy }: CommandOf<'record-rejection'>, complaint: Complaint): Decision {
  const rejected = { type: 'DecisionRejected', data } as const;
  const { nextStage } = alternativesOf(complaint, policy);
  return nextStage?.automatic === true ? [rejected, appealTo(nextStage, complaint, { automatic: true })] : [rejected];
}

/** Whoever appeals against a decision that they have not answered rejects it by that. */
export function lodgeAppeal({ data, policy }: CommandOf<'lodge-appeal'>, complaint: Complaint): Decision {
  const { nextStage, outsideBodies } = alternativesOf(complaint, policy);
  if (nextStage === undefined) return refuse('no-further-stage', named(outsideBodies));
  const lodged = appealTo(nextStage, complaint, { automatic: false, grounds: data.grounds });
  return complaint.status === 'rejected' ? [lodged] : [{ type: 'DecisionRejected', data: {} }, lodged];
}

function appealTo(
  { anotherDecider }: AppealStage,
  { stage }: Complaint,
  how: { readonly automatic: boolean; readonly grounds?: string },
): ComplaintEvent {
  return { type: 'AppealLodged', data: { stage: stage.number + 1, anotherDecider, ...how } };
}

/** In each language of its own, for the words of a refusal. */
function named(bodies: readonly OutsideBody[]): { readonly bodiesEn: string; readonly bodiesFa: string } {
  return {
    bodiesEn: bodies.map(({ names }) => names.en).join(', ') || '-',
    bodiesFa: bodies.map(({ names }) => names.fa).join('، ') || '-',
  };
}

/** The last word inside comes when no stage is left that the complainant could turn to. */
export function stateFinalPosition(
  { data, policy }: CommandOf<'state-final-position'>,
  complaint: Complaint,
): Decision {
  const { nextStage } = alternativesOf(complaint, policy);
  if (nextStage !== undefined) return refuse('further-stage-open');
  return data.text === complaint.finalPosition ? [] : [{ type: 'FinalPositionStated', data }];
}

/**
 * Reads a silence as the policy says, at the very instant to which it had to last, once that has passed. Sent by the services, which may have
 * looked at an old state: the complainant has said nothing, as far as they know.
 */
export function recordSilence(
  { policy, now, occurredAt }: CommandOf<'record-silence'>,
  { timeline, decision }: Complaint,
): Decision {
  const awaited = awaitedAnswer(policy, timeline);
  const hasLasted = awaited !== undefined && awaited.until === occurredAt && isAfter(now, awaited.until);
  if (!hasLasted) return refuse('silence-not-lasted');
  const { since, calendar } = awaited;
  const accepted = { type: 'DecisionAccepted', data: { basis: 'presumed', silence: { since, calendar } } } as const;
  const isOwed = decision !== undefined && decision.delivered.length < decision.remedies;
  if (policy.silence?.means === 'accepted' || isOwed) return [accepted];
  return [accepted, { type: 'ComplaintClosed', data: { outcome: 'resolved' } }];
}
