import { COMPLAINT_STATE_VERSION, COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import { complaintEventTypes } from '@redress/contracts';
import { evolveTimeline, pendingFirings, type Policy, type Timeline } from '@redress/domain';
import type { JsonObject, ProjectedEvent, Projection } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';

/** Policy of a complaint whose first event names none. */
const BEFORE_POLICIES = 'generic@1';

/** The timeline that determines the clocks, and when the first of them falls due. */
interface Deadlines {
  readonly timeline: Timeline;
  readonly policyVersion: string;
  readonly firesAt: string | null;
}

function changed(document: JsonObject, event: ProjectedEvent): JsonObject {
  const before = document as unknown as Partial<Deadlines>;
  const timeline = evolveTimeline(before.timeline, event);
  // Most events do not affect clocks, and cost only this comparison.
  if (timeline === before.timeline) return document;
  const policyVersion = before.policyVersion ?? event.policyVersion ?? BEFORE_POLICIES;
  const policy = (event.policy as Policy | undefined) ?? shippedPolicyOf(policyVersion);
  const [next] = pendingFirings(policy, timeline);
  const after: Deadlines = { timeline, policyVersion, firesAt: next?.at ?? null };
  return after as unknown as JsonObject;
}

/**
 * When each complaint next falls due, for the timer. A separate view, so that it is built from the start of the log wherever it is missing,
 * and includes complaints received before it existed.
 */
export const deadlinesProjection: Projection = {
  // It stores the timeline from the complaint's state.
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

/** Reads a document for the timer. */
export function deadlinesIn(body: JsonObject): Deadlines {
  return body as unknown as Deadlines;
}
