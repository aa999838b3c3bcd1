import { COMPLAINT_STATE_VERSION, COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import { complaintEventTypes } from '@redress/contracts';
import { evolveTimeline, pendingFirings, type Policy, type Timeline } from '@redress/domain';
import type { JsonObject, ProjectedEvent, Projection } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';

/** What a complaint falls under whose first event names no policy. */
const BEFORE_POLICIES = 'generic@1';

/** What a document holds: the timeline from which the clocks follow, and when the first of them comes due. */
interface Deadlines {
  readonly timeline: Timeline;
  readonly policyVersion: string;
  readonly firesAt: string | null;
}

function changed(document: JsonObject, event: ProjectedEvent): JsonObject {
  const before = document as unknown as Partial<Deadlines>;
  const timeline = evolveTimeline(before.timeline, event);
  // Most events change nothing about clocks, and are passed over at the price of a look.
  if (timeline === before.timeline) return document;
  const policyVersion = before.policyVersion ?? event.policyVersion ?? BEFORE_POLICIES;
  const policy = (event.policy as Policy | undefined) ?? shippedPolicyOf(policyVersion);
  const [next] = pendingFirings(policy, timeline);
  const after: Deadlines = { timeline, policyVersion, firesAt: next?.at ?? null };
  return after as unknown as JsonObject;
}

/**
 * For each complaint, when anything next comes due on its clocks: what the timer looks for. A view of its own, so that it is built from the
 * beginning of the log wherever it is missing, and nothing that was received earlier is left out.
 */
export const deadlinesProjection: Projection = {
  // It keeps the timeline of the complaint's state.
  view: {
    name: 'deadlines',
    fields: { firesAt: 'string' },
    indexes: [['firesAt']],
    version: COMPLAINT_STATE_VERSION,
  },
  streamPrefix: COMPLAINT_STREAM_PREFIX,
  initial: {},
  on: Object.fromEntries(complaintEventTypes.map((type) => [type, changed])),
};

/** A document as the timer reads it. */
export function deadlinesIn(body: JsonObject): Deadlines {
  return body as unknown as Deadlines;
}
