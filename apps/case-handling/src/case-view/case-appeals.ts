import type { ComplaintChange } from '@redress/complaints';
import { alternativesOf, type Complaint, type Policy } from '@redress/domain';
import type { JsonObject } from '@redress/eventing';
import { appended, objectIn } from './case-parts.js';

/** What followed decisions that were not accepted. */

export const appealed: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  response: null,
  appeals: appended(complaintCase['appeals'], { ...data, lodgedBy: actor.id, lodgedAt: occurredAt }),
});

export const finalPositionStated: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  finalPosition: { ...data, statedBy: actor.id, statedAt: occurredAt },
});

export const referralOutcomeRecorded: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  referral: { ...objectIn(complaintCase['referral']), ...data, recordedBy: actor.id, recordedAt: occurredAt },
});

/** Where the case is in the order of the policy's stages, who may not decide in it, and what is open to the complainant besides. */
export function stageOf(complaint: Complaint, policy: Policy): JsonObject {
  const { number, appealed: isAppealed, barred } = complaint.stage;
  const { nextStage, outsideBodies } = alternativesOf(complaint, policy);
  return {
    number,
    names: { ...policy.stages[number - 1]?.names },
    appealed: isAppealed,
    barred,
    nextStage: nextStage === undefined ? null : { ...nextStage, names: { ...nextStage.names } },
    outsideBodies: outsideBodies.map(({ names, web }) => ({ names: { ...names }, web })),
  };
}
