import { effectOutcomes, groupDimensions } from '@redress/contracts';
import {
  type Asking,
  type ComplaintGroup,
  type CorrectiveAction,
  correctiveActionStandings,
  type Instant,
  isActionOverdue,
  isSamePerson,
  problemStandings,
  type ProblemStanding,
} from '@redress/domain';
import type { JsonObject } from '@redress/eventing';
import {
  type Accepted,
  dateSchema,
  instantSchema,
  listOf,
  objectSchema,
  orNull,
  RevisionAnswer,
  revisionSchema,
  textSchema,
} from '@redress/platform';
import { figuresFor, groupFiguresSchema, type ShownFigures } from './group-figures.js';
import { type KnownProblem, type ProblemEntry, wordIn } from './systemic-problems.js';

/** The answer to a command on a systemic problem. */
export class ProblemAnswer extends RevisionAnswer {
  readonly events: readonly string[];

  constructor(
    readonly problem: string,
    outcome: Accepted,
  ) {
    super(outcome);
    this.events = outcome.events;
  }
}

export const problemAnswerSchema = objectSchema(
  { problem: textSchema, revision: revisionSchema, events: listOf(textSchema) },
  { title: 'SystemicProblemAnswer' },
);

export type OwnAction = Pick<CorrectiveAction, 'action' | 'dueOn'> & { readonly overdue: boolean };

/** An entry of the register, as a list has it. */
export interface ListedProblem {
  readonly problem: string;
  readonly revision: number;
  readonly standing: ProblemStanding;
  readonly group: ComplaintGroup;
  /** Absent where it was never confirmed, or cannot be opened. */
  readonly name?: string;
  readonly decidedAt: Instant;
  readonly decidedBy: string;
  /** Absent for readers who know of the complaints of some teams only. */
  readonly figures?: ShownFigures;
  readonly actions: { readonly planned: number; readonly overdue: number; readonly completed: number };
  /** The first day on which a planned action is due. */
  readonly nextDueOn: string | null;
  /** Planned actions that the reader owns. */
  readonly ownActions: readonly OwnAction[];
}

/** Undefined for an entry without a decision. */
export function listedProblem(
  { id, revision, problem, decidedAt, decidedBy }: KnownProblem,
  name: string | undefined,
  reader: Asking,
  at: Instant,
): ListedProblem | undefined {
  const { standing, group, figures: recorded, actions } = problem;
  if (standing === undefined) return undefined;
  const figures = recorded && figuresFor(reader, recorded);
  const planned = actions.filter((action) => action.standing === 'planned');
  return {
    problem: id,
    revision,
    standing,
    group,
    ...(name !== undefined && { name }),
    decidedAt,
    decidedBy,
    ...(figures && { figures }),
    actions: {
      planned: planned.length,
      overdue: planned.filter((action) => isActionOverdue(action, at)).length,
      completed: actions.filter((action) => action.standing === 'completed').length,
    },
    nextDueOn: planned.map(({ dueOn }) => dueOn).sort()[0] ?? null,
    ownActions: planned
      .filter(({ owner }) => isSamePerson(owner, reader.id))
      .map((action) => ({ action: action.action, dueOn: action.dueOn, overdue: isActionOverdue(action, at) })),
  };
}

/** What somebody decided about a group, and on which figures. */
export const groupDecisions = ['confirmed', 'dismissed', 'reopened', ...effectOutcomes] as const;
export type GroupDecision = (typeof groupDecisions)[number];

export interface ShownDecision {
  readonly decision: GroupDecision;
  readonly at: Instant;
  readonly by: string;
  /** Why, the description, or a comment. */
  readonly text?: string;
  readonly figures?: ShownFigures;
}

export interface ShownAction extends CorrectiveAction {
  readonly overdue: boolean;
  /** Absent where it cannot be opened. */
  readonly what?: string;
  /** What came of it, or why it was cancelled. */
  readonly text?: string;
}

export interface ShownProblem extends Omit<ListedProblem, 'actions'> {
  readonly description?: string;
  readonly actions: readonly ShownAction[];
  readonly decisions: readonly ShownDecision[];
}

/** An entry with everything that was decided, planned and done. */
export function shownProblem(
  listed: ListedProblem,
  description: string | undefined,
  known: KnownProblem,
  entries: readonly ProblemEntry[],
  reader: Asking,
  at: Instant,
): ShownProblem {
  return {
    ...listed,
    ...(description !== undefined && { description }),
    actions: known.problem.actions.map((action) => shownAction(action, entries, at)),
    decisions: entries.flatMap((entry) => decisionIn(entry, reader)),
  };
}

function shownAction(action: CorrectiveAction, entries: readonly ProblemEntry[], at: Instant): ShownAction {
  const own = entries.filter(({ data }) => data['action'] === action.action);
  const planned = own.find(({ type }) => type === 'CorrectiveActionPlanned');
  const end = own.find(({ type }) => type !== 'CorrectiveActionPlanned');
  const what = planned && wordIn(planned.data, 'what');
  const text = end && (wordIn(end.data, 'result') ?? end.reason);
  return {
    ...action,
    overdue: isActionOverdue(action, at),
    ...(what !== undefined && { what }),
    ...(text !== undefined && { text }),
  };
}

function decisionIn({ type, data, reason, at, by }: ProblemEntry, reader: Asking): readonly ShownDecision[] {
  const decision = decisionOf(type, data);
  if (decision === undefined) return [];
  const text = reason ?? wordIn(data, 'description') ?? wordIn(data, 'comment');
  // Of such an event, by its schema.
  const figures = figuresFor(reader, data['figures'] as unknown as Parameters<typeof figuresFor>[1]);
  return [{ decision, at, by, ...(text !== undefined && { text }), ...(figures && { figures }) }];
}

function decisionOf(type: ProblemEntry['type'], data: JsonObject): GroupDecision | undefined {
  switch (type) {
    case 'SystemicProblemConfirmed':
      return 'confirmed';
    case 'SystemicProblemDismissed':
      return 'dismissed';
    case 'SystemicProblemReopened':
      return 'reopened';
    case 'CorrectiveEffectVerified':
      return effectOutcomes.find((outcome) => outcome === data['outcome']);
    case 'CorrectiveActionPlanned':
    case 'CorrectiveActionCompleted':
    case 'CorrectiveActionCancelled':
      return undefined;
  }
}

const count = { type: 'integer', minimum: 0 };

export const problemGroupSchema = listOf(
  objectSchema({ dimension: { enum: groupDimensions }, value: textSchema }, { title: 'GroupValue' }),
);

const shared = {
  problem: { ...textSchema, description: 'Its id, which follows from the group.' },
  revision: revisionSchema,
  standing: { enum: problemStandings },
  group: problemGroupSchema,
  decidedAt: { ...instantSchema, description: 'When the last decision about the group was made.' },
  decidedBy: textSchema,
  nextDueOn: { ...orNull(dateSchema), description: 'The first day on which a planned action is due.' },
  ownActions: {
    ...listOf(
      objectSchema(
        { action: { type: 'integer', minimum: 1 }, dueOn: dateSchema, overdue: { type: 'boolean' } },
        { title: 'OwnCorrectiveAction' },
      ),
    ),
    description: 'Planned actions that the caller owns.',
  },
};
const figuresField = {
  ...groupFiguresSchema,
  description: 'Of the last decision, without hidden complaints. Absent for readers of some teams.',
};
const sharedOptional = { name: textSchema, figures: figuresField };

/** Schema of {@link ListedProblem}, for the API description. */
export const listedProblemSchema = objectSchema(
  { ...shared, actions: objectSchema({ planned: count, overdue: count, completed: count }) },
  { title: 'SystemicProblem', optional: sharedOptional },
);

/** Schema of {@link ShownProblem}, for the API description. */
export const shownProblemSchema = objectSchema(
  {
    ...shared,
    actions: listOf(
      objectSchema(
        {
          action: { type: 'integer', minimum: 1 },
          owner: textSchema,
          dueOn: dateSchema,
          standing: { enum: correctiveActionStandings },
          overdue: { type: 'boolean' },
        },
        { title: 'CorrectiveAction', optional: { endedAt: instantSchema, what: textSchema, text: textSchema } },
      ),
    ),
    decisions: listOf(
      objectSchema(
        { decision: { enum: groupDecisions }, at: instantSchema, by: textSchema },
        { title: 'GroupDecision', optional: { text: textSchema, figures: groupFiguresSchema } },
      ),
    ),
  },
  { title: 'WholeSystemicProblem', optional: { ...sharedOptional, description: textSchema } },
);
