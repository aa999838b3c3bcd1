import { orNothing, type DocumentOf } from '@redress/complaints';
import { closed, fieldsOf, vocabulary, type ErasureGround, type Language } from '@redress/contracts';
import {
  complaintStatuses,
  obstacleToErasure,
  retainedUntil,
  type Complaint,
  type Instant,
  type Policy,
} from '@redress/domain';
import { described, Problem, problemDetail, referenceSchema } from '@redress/platform';
import Type from 'typebox';

/** A case whose complainant may be erased, and what stands against it. */
export const erasableCase = closed({
  reference: Type.String({ pattern: referenceSchema.pattern }),
  status: Type.Enum(complaintStatuses),
  receivedAt: vocabulary.instant(),
  holds: described('Legal holds that stand.', Type.Array(closed(fieldsOf('LegalHoldPlaced')))),
  retainedUntil: described(
    'Until when the policy has it kept, counted from its end; null while it is handled.',
    orNothing(vocabulary.instant()),
  ),
  erased: Type.Boolean(),
  obstacle: described(
    'What stands against the erasure, whoever carries it out, in the words in which it would be refused; null if nothing.',
    orNothing(closed({ code: Type.String(), reason: Type.String() })),
  ),
});
export type ErasableCase = DocumentOf<typeof erasableCase>;

/** What the standing of a case depends on besides its state. */
export interface ErasureQuestion {
  readonly policy: Policy;
  readonly ground: ErasureGround;
  readonly now: Instant;
  readonly language: Language;
}

/** How a case stands to an erasure on a ground. `reference` as displayed. */
export function standingOfCase(reference: string, state: Complaint, asked: ErasureQuestion): ErasableCase {
  const { status, receivedAt, holds, timeline, erased = false } = state;
  const refusal = erased ? undefined : obstacleToErasure(state, asked);
  const problem = refusal && Problem.ofRefusal(refusal);
  return {
    reference,
    status,
    receivedAt,
    holds,
    retainedUntil: retainedUntil(asked.policy, timeline) ?? null,
    erased,
    obstacle: problem === undefined ? null : { code: problem.code, reason: problemDetail(problem, asked.language) },
  };
}
