import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import { complaintEventTypes } from '@redress/contracts';
import { evolveTimeline, pendingFirings, type Policy, type Timeline } from '@redress/domain';
import type { JsonObject, ProjectedEvent, Projection } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';

/** What a complaint falls under whose first event names no policy. */
const BEFORE_POLICIES = 'generic@1';

function changed(document: JsonObject, event: ProjectedEvent): JsonObject {
  const before = document['timeline'] as Timeline | undefined;
  const timeline = evolveTimeline(before, event);
  // Most events change nothing about clocks, and are passed over at the price of a look.
  if (timeline === before) return document;
  const policyVersion = (document['policyVersion'] as string | undefined) ?? event.policyVersion ?? BEFORE_POLICIES;
  const policy = (event.policy as Policy | undefined) ?? shippedPolicyOf(policyVersion);
  const [next] = pendingFirings(policy, timeline);
  return { timeline: timeline as unknown as JsonObject['timeline'] & {}, policyVersion, firesAt: next?.at ?? null };
}

/**
 * For each complaint, when anything next comes due on its clocks: what the timer looks for. A view of its own, so that it is built from the
 * beginning of the log wherever it is missing, and nothing that was received earlier is left out.
 */
export const deadlinesProjection: Projection = {
  view: { name: 'deadlines', fields: { firesAt: 'string' }, indexes: [['firesAt']] },
  streamPrefix: COMPLAINT_STREAM_PREFIX,
  initial: {},
  on: Object.fromEntries(complaintEventTypes.map((type) => [type, changed])),
};

/** What the timer reads of a document. */
export function deadlinesIn(body: JsonObject): { readonly timeline: Timeline; readonly policyVersion: string } {
  return body as unknown as { readonly timeline: Timeline; readonly policyVersion: string };
}
