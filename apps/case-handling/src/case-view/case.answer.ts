import { referenceOf, remediesOn, stateIn } from '@redress/complaints';
import {
  availableCommands,
  clocksUnder,
  formatReference,
  isOverdue,
  localDate,
  policyCalendar,
  type Policy,
} from '@redress/domain';
import type { Actor, Json, JsonObject, ViewDocument } from '@redress/eventing';
import { stageOf } from './case-appeals.js';
import { tasksOn } from './case-tasks.js';
import { leaveOutSealed } from './leave-out-sealed.js';

/** What the machinery keeps in the document and no client needs. */
const INTERNAL_PARTS = ['state', 'priorityRank'];

/** A case, and what its reader must know of what is not shown. */
export interface ShownCase extends ViewDocument {
  /** `history-incomplete`: the log no longer has every event that this view of the case was made of. */
  readonly warnings?: readonly 'history-incomplete'[];
}

export interface CaseReader {
  readonly actor: Actor;
  readonly roles: readonly string[];
  /** The instant at which running clocks are judged. */
  readonly at: string;
  /** The policy that the case is under. */
  readonly policy: Policy;
}

/**
 * A case as one reader may see it (http-api.md, "The case"). The document's personal values are opened for a reader who may see who
 * complained and in which words; those still sealed are left out.
 */
export function caseAnswer({ id, revision, body, warnings }: ShownCase, reader: CaseReader): JsonObject {
  const state = stateIn(body);
  const parts = Object.entries(leaveOutSealed(body)).filter(([part]) => !INTERNAL_PARTS.includes(part));
  const shown = Object.fromEntries(parts);
  const today = localDate(policyCalendar(reader.policy), reader.at);
  const clocks = clocksUnder(reader.policy, state.timeline);
  return {
    assessment: null,
    assessments: [],
    route: null,
    conflicts: [],
    assignee: null,
    questions: [],
    evidence: [],
    interviews: [],
    findings: [],
    response: null,
    decision: null,
    closure: null,
    links: [],
    mergedInto: null,
    merges: [],
    absorbed: [],
    splitFrom: null,
    splitInto: [],
    ...shown,
    ...(warnings && { warnings }),
    reference: formatReference(referenceOf(id)),
    revision,
    tasks: tasksOn(today, shown['tasks']),
    stage: stageOf(state, reader.policy),
    remedies: remediesOn(today, shown['remedies']),
    clocks: clocks.map((clock): Json => ({ ...clock, overdue: isOverdue(clock, reader.at) })),
    availableCommands: [
      ...availableCommands(state, { id: reader.actor.id, roles: reader.roles }, reader.policy, reader.at),
    ],
  };
}
