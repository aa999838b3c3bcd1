import { complaint, storedState, type Complaint, type ComplaintState, type DeadlinePolicy } from '@redress/domain';
import type { Json, JsonObject, PastEvent, ProjectedEvent, Projection, ViewDefinition } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { COMPLAINT_STREAM_PREFIX } from './stream.js';

/** What one event does to one document, given the complaint as it stands after that event. */
export type ComplaintChange = (document: JsonObject, event: ProjectedEvent, state: Complaint) => JsonObject;

export interface ComplaintProjectionOptions {
  readonly view: ViewDefinition;
  /** Event type -> change, for the types this view takes more from than the complaint's state. */
  readonly on: { readonly [type: string]: ComplaintChange };
  /** Every type that may occur in a complaint's stream: each of them moves the state. */
  readonly types: readonly string[];
  /** Fields that follow from the state and the policy of the complaint alone, set after every event. */
  readonly derive: (state: Complaint, policy: DeadlinePolicy) => JsonObject;
}

/**
 * A projection of complaints that keeps the domain's own state in the document, under `state`, so that status, clocks and
 * available commands follow from the domain's rules and are never written a second time.
 * The state in the document holds no free text, not even sealed.
 */
export function complaintProjection({ view, on, types, derive }: ComplaintProjectionOptions): Projection {
  const changeFor = (type: string) => (document: JsonObject, event: ProjectedEvent) => {
    const state = evolved(document, event);
    const changed = on[type]?.(document, event, state) ?? document;
    return { ...changed, ...derive(state, policyIn(event, state)), state: keptState(state) };
  };
  return {
    view,
    streamPrefix: COMPLAINT_STREAM_PREFIX,
    initial: {},
    on: Object.fromEntries(types.map((type) => [type, changeFor(type)])),
  };
}

/** The policy that the event carries; without one, the one that ships. Throws a `RangeError` for a version that does not. */
function policyIn({ policy }: ProjectedEvent, { policyVersion }: Complaint): DeadlinePolicy {
  return (policy as DeadlinePolicy | undefined) ?? shippedPolicyOf(policyVersion);
}

/** What was said with acts that are done once is for deciding on a repeat: no view needs it, and it is free text for the most part. */
function keptState({ said: _said, ...state }: Complaint): JsonObject {
  return state as unknown as JsonObject;
}

/** The domain's state in a document of a {@link complaintProjection}. */
export function stateIn(document: JsonObject): Complaint {
  return storedState(document['state'] as Partial<Complaint>);
}

function evolved(document: JsonObject, event: ProjectedEvent): Complaint {
  const before: ComplaintState = document['state'] === undefined ? complaint.initialState : stateIn(document);
  const past: PastEvent = { ...event, data: withoutSealed(event.data) as JsonObject };
  // After any event the complaint is known.
  return complaint.evolve(before, past as Parameters<typeof complaint.evolve>[1]) as Complaint;
}

/** Decisions on status and clocks never look at free text, so to them a sealed value is as good as an erased one. */
function withoutSealed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(withoutSealed);
  if ('$sealed' in value) return { erased: true };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSealed(item)]));
}
