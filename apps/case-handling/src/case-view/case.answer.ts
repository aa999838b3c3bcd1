import { referenceOf, stateIn } from '@redress/complaints';
import { availableCommands, clocksFor, formatReference, genericPolicy, isOverdue } from '@redress/domain';
import type { Actor, Json, JsonObject, ViewDocument } from '@redress/eventing';

/** Parts of a case that hold what a person wrote or who they are. */
const PERSONAL_PARTS = ['description', 'desiredOutcome', 'complainant', 'onBehalfOf', 'notes'];

/** What the machinery keeps in the document and no client needs. */
const INTERNAL_PARTS = ['state', 'priorityRank'];

export interface CaseReader {
  readonly actor: Actor;
  readonly roles: readonly string[];
  /** Whether this reader may see who complained and in which words. */
  readonly seesPersonalData: boolean;
  /** The instant at which running clocks are judged. */
  readonly at: string;
}

/** A case as one reader may see it (http-api.md, "The case"). The document's personal values are already opened. */
export function caseAnswer({ id, revision, body }: ViewDocument, reader: CaseReader): JsonObject {
  const state = stateIn(body);
  const hidden = reader.seesPersonalData ? INTERNAL_PARTS : [...INTERNAL_PARTS, ...PERSONAL_PARTS];
  const shown = Object.fromEntries(Object.entries(body).filter(([part]) => !hidden.includes(part)));
  const clocks = clocksFor(genericPolicy.version, state.clockFacts);
  return {
    assessment: null,
    assignee: null,
    findings: [],
    response: null,
    decision: null,
    closure: null,
    ...shown,
    reference: formatReference(referenceOf(id)),
    revision,
    clocks: clocks.map((clock): Json => ({ ...clock, overdue: isOverdue(clock, reader.at) })),
    availableCommands: [...availableCommands(state, { id: reader.actor.id, roles: reader.roles })],
  };
}
