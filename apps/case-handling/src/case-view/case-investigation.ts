import type { ComplaintChange } from '@redress/complaints';
import type { Json, JsonObject } from '@redress/eventing';
import { appended, objectsIn } from './case-parts.js';

/** What was asked, gathered and found in a case, each list oldest first. */

export const requested: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  questions: appended(complaintCase['questions'], {
    ...data,
    askedBy: actor.id,
    askedAt: occurredAt,
    answeredAt: null,
  }),
});

/** The question that an answer names is answered when it is answered first. */
export function withAnswer(complaintCase: JsonObject, request: Json | undefined, at: string): JsonObject {
  if (request === undefined) return complaintCase;
  const questions = objectsIn(complaintCase['questions']).map((question) =>
    question['request'] === request ? { ...question, answeredAt: question['answeredAt'] ?? at } : question,
  );
  return { ...complaintCase, questions };
}

export const evidenceAdded: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  evidence: appended(complaintCase['evidence'], { ...data, addedBy: actor.id, addedAt: occurredAt }),
});

export const interviewed: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  interviews: appended(complaintCase['interviews'], { ...data, recordedBy: actor.id, recordedAt: occurredAt }),
});

export const found: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  findings: appended(complaintCase['findings'], { ...data, foundBy: actor.id, foundAt: occurredAt }),
});
