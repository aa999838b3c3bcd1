import type { ErasureGround, EventData } from '@redress/contracts';
import { isOverEverywhere, localDate } from '../calendars/calendar.js';
import type { Timeline } from '../clocks/timeline.js';
import { instantOf, isAfter, type Instant } from '../instant.js';
import { isSamePerson } from '../permissions/person.js';
import type { Policy } from '../policies/policy.js';
import { refuse, type Refusal } from '../refusal.js';
import { ended, isBlank, isKnown, saying, type Command, type Nothing, type Standing } from './command.js';
import { named, type Complaint } from './complaint.js';

// Legal holds, and the erasure of the complainant (Regulation (EU) 2016/679, Article 17; ISO 10002:2018, clause 4: confidentiality).

const holdExamples = ['legal-claim', 'authority-order', 'investigation', 'legal-duty'] as const;
const groundExamples = [
  'unlawful-processing',
  'legal-obligation',
  'no-longer-needed',
  'consent-withdrawn',
  'objection',
] as const;

/** Refuses what would need the words of somebody whose key is destroyed. */
const unlessErased = ({ erased }: Complaint): Standing => (erased === true ? refuse('complainant-erased') : 'open');

/**
 * Places the complaint under a legal hold, or sets another day for the review of one that stands. In any status, because ended complaints
 * are the ones that are erased.
 */
export const placeLegalHold: Command<'place-legal-hold', EventData<'LegalHoldPlaced'>, 'LegalHoldPlaced'> = {
  type: 'place-legal-hold',
  by: ['compliance'],
  standing: unlessErased,
  standingOf: ({ data: { basis, reviewOn } }, complaint) =>
    complaint.holds.some((hold) => hold.basis === basis && hold.reviewOn === reviewOn)
      ? 'done'
      : unlessErased(complaint),
  decide: ({ data, reason, occurredAt }) => {
    if (isOverEverywhere(data.reviewOn, occurredAt)) return refuse('review-in-past');
    return isBlank(reason) ? refuse('reason-missing') : [{ type: 'LegalHoldPlaced', data }];
  },
  folds: {
    LegalHoldPlaced: (complaint, { data: { basis, reviewOn } }) => ({
      ...complaint,
      holds: [...complaint.holds.filter((hold) => hold.basis !== basis), { basis, reviewOn }],
    }),
  },
  examples: { basis: holdExamples, reviewOn: ['2027-05-01', '2028-01-31'] },
};

/** Lifts the hold on one basis. Only a repeat of the last lifting counts as done: a hold that still stands must not look lifted. */
export const liftLegalHold: Command<'lift-legal-hold', EventData<'LegalHoldLifted'>, 'LegalHoldLifted'> = {
  type: 'lift-legal-hold',
  by: ['compliance'],
  standing: ({ holds }) => (holds.length > 0 ? 'open' : refuse('no-legal-hold')),
  standingOf: ({ data }, { holds, said }) => {
    if (holds.some(({ basis }) => basis === data.basis)) return undefined;
    return isKnown(data, named(said, 'lift-legal-hold') ?? {}) ? 'done' : refuse('no-legal-hold');
  },
  decide: ({ data, reason }) => (isBlank(reason) ? refuse('reason-missing') : [{ type: 'LegalHoldLifted', data }]),
  folds: {
    LegalHoldLifted: (complaint, { data }) => ({
      ...complaint,
      ...saying('lift-legal-hold', data, complaint),
      holds: complaint.holds.filter(({ basis }) => basis !== data.basis),
    }),
  },
  examples: { basis: holdExamples },
};

/**
 * Records that the complainant's erasure is asked for, whatever stands against it: the time to answer such a request runs from when it came.
 * A later request takes the place of the one that stands.
 */
export const requestErasure: Command<'request-erasure', EventData<'ErasureRequested'>, 'ErasureRequested'> = {
  type: 'request-erasure',
  by: ['compliance'],
  standing: unlessErased,
  standingOf: ({ data: { request, ground } }, complaint) =>
    complaint.erasure?.request === request && complaint.erasure.ground === ground ? 'done' : unlessErased(complaint),
  decide: ({ data, reason }) => (isBlank(reason) ? refuse('reason-missing') : [{ type: 'ErasureRequested', data }]),
  folds: {
    ErasureRequested: (complaint, { data: { request, ground }, actor }) => ({
      ...complaint,
      erasure: { request, ground, requestedBy: actor.id },
    }),
  },
  examples: { request: ['dsr-2026-014', 'dsr-2026-015'], ground: groundExamples },
};

/** Declines the erasure that is asked for, or takes the request back. */
export const declineErasure: Command<'decline-erasure', Nothing, 'ErasureDeclined'> = {
  type: 'decline-erasure',
  by: ['compliance', 'supervisor'],
  standing: ({ erasure, erased }) => {
    if (erased === true) return refuse('complainant-erased');
    return erasure === undefined ? 'done' : 'open';
  },
  decide: ({ reason }, { erasure }) => {
    if (isBlank(reason)) return refuse('reason-missing');
    return erasure === undefined ? [] : [{ type: 'ErasureDeclined', data: { request: erasure.request } }];
  },
  folds: {
    ErasureDeclined: ({ erasure: _declined, ...complaint }) => complaint,
  },
  examples: {},
};

/**
 * Erases the complainant, as asked for by somebody else: two people, because nothing brings a destroyed key back. A complaint that is still
 * handled, or under a hold, is not erased; nor one that the policy has kept, unless the data was unlawful or a law demands its erasure.
 */
export const carryOutErasure: Command<'carry-out-erasure', Nothing, 'ComplainantErased'> = {
  type: 'carry-out-erasure',
  by: ['compliance', 'supervisor'],
  standing: (complaint, actorId) => {
    const { erasure, erased } = complaint;
    if (erased === true) return 'done';
    if (erasure === undefined) return refuse('erasure-not-requested');
    const obstacle = obstacleToErasing(complaint);
    if (obstacle !== undefined) return obstacle;
    return isSamePerson(erasure.requestedBy, actorId) ? refuse('eraser-is-requester') : 'open';
  },
  refusedBy: (policy, complaint, _roles, at) =>
    at === undefined || complaint.erasure === undefined
      ? undefined
      : retained(policy, complaint, complaint.erasure.ground, at),
  decide: ({ reason, policy, now }, complaint) => {
    const { erasure } = complaint;
    if (isBlank(reason)) return refuse('reason-missing');
    if (erasure === undefined) return [];
    const { request, ground } = erasure;
    return retained(policy, complaint, ground, now) ?? [{ type: 'ComplainantErased', data: { request, ground } }];
  },
  folds: {
    ComplainantErased: (complaint) => ({ ...complaint, erased: true }),
  },
  examples: {},
};

/** What stands against erasing the complainant now, whoever does it; undefined if nothing. The policy's retention comes last. */
export function obstacleToErasure(
  complaint: Complaint,
  { policy, ground, now }: { readonly policy: Policy; readonly ground: ErasureGround; readonly now: Instant },
): Refusal | undefined {
  return obstacleToErasing(complaint) ?? retained(policy, complaint, ground, now);
}

function obstacleToErasing(complaint: Complaint): Refusal | undefined {
  const [hold] = complaint.holds;
  if (hold !== undefined)
    return refuse('legal-hold', { basis: { word: hold.basis }, reviewOn: { day: hold.reviewOn } });
  return ended(complaint) === undefined ? refuse('erasure-while-open') : undefined;
}

/** Grounds on which the law has data erased at once, whatever time the organization set itself to keep it. */
const despiteRetention: readonly ErasureGround[] = ['unlawful-processing', 'legal-obligation'];

function retained(policy: Policy, complaint: Complaint, ground: ErasureGround, now: Instant): Refusal | undefined {
  const until = despiteRetention.includes(ground) ? undefined : retainedUntil(policy, complaint.timeline);
  if (until === undefined || !isAfter(until, now)) return undefined;
  return refuse('retention-period', {
    until: { day: localDate({ timeZone: 'UTC' }, until) },
    policy: policy.names,
  });
}

/** Until when the policy has an ended complaint kept: its years of retention from its last end. Undefined while it is handled. */
export function retainedUntil({ retentionYears }: Policy, timeline: Timeline): Instant | undefined {
  const end = timeline.findLast(({ fact }) => fact === 'ended' || fact === 'merged');
  if (end === undefined) return undefined;
  const kept = Temporal.Instant.from(end.at).toZonedDateTimeISO('UTC').add({ years: retentionYears });
  return instantOf(kept.epochMilliseconds);
}
