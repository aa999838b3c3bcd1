import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { GroupDimension } from '@redress/contracts';
import { type ComplaintGroup, growsBeyond, type ProblemStanding } from '@redress/domain';
import { listOf, objectSchema, textSchema } from '@redress/platform';
import type { PeriodUnit } from '../figures/periods.js';
import type { FiguresQuestion } from '../figures/question.js';
import { ClassifyRecurrence, type RecurringGroup, recurringGroupSchema } from '../figures/recurrence.js';
import { type AnswerStanding, standingSchema } from '../figures/standing.js';
import { problemGroupSchema } from './problem-answers.js';
import { inOrder, problemIdOf, type SystemicProblems } from './systemic-problems.js';
import { problemStandings } from '@redress/domain';

/** Most groups of one answer. */
const PROPOSALS_MAX = 100;

const BY_DEFAULT: readonly GroupDimension[] = ['rootCause', 'product'];

/** A group that the figures show to be systemic, and about which nobody has decided as things are. */
export interface Proposal extends Omit<RecurringGroup, 'group' | 'kind'> {
  /** The id that an entry of the group has, or will have. */
  readonly problem: string;
  readonly group: ComplaintGroup;
  /** It was dismissed or resolved, and has grown since. Absent for a group without a decision. */
  readonly standing?: ProblemStanding;
}

export interface Proposals extends AnswerStanding {
  /** By how many complaints they have, at most {@link PROPOSALS_MAX}. */
  readonly items: readonly Proposal[];
  /** There are more. */
  readonly more: boolean;
}

export interface ProposalsQuestion {
  readonly question: FiguresQuestion;
  readonly by?: readonly GroupDimension[];
  readonly bucket?: PeriodUnit;
  readonly recent?: number;
}

/** Compares what the figures show with what was decided. */
@Injectable()
export class ProblemProposals {
  constructor(private readonly queries: QueryBus) {}

  /** Throws `Problem('too-many-periods')`, `too-many-groups` or `too-many-complaints`. */
  async of(
    problems: SystemicProblems,
    { question, by = BY_DEFAULT, bucket, recent }: ProposalsQuestion,
  ): Promise<Proposals> {
    const classified = await this.queries.execute(new ClassifyRecurrence(question, by, bucket, recent));
    const { position, asOf, lagEvents } = classified;
    const listed = new Set(await problems.ids());
    const items: Proposal[] = [];
    let more = false;
    for (const { group: values, kind, ...figures } of classified.groups) {
      if (kind !== 'systemic') continue;
      const group = inOrder(by.map((dimension) => ({ dimension, value: String(values[dimension]) })));
      const problem = problemIdOf(group);
      const known = listed.has(problem) ? (await problems.find(problem))?.problem : undefined;
      if (known?.standing === 'confirmed') continue;
      const { numerator, denominator } = figures.recent;
      // A number that is too small to be shown is too small to have grown.
      const now = { complaints: numerator ?? 0, days: denominator };
      if (known?.figures !== undefined && !growsBeyond(known.figures, now)) continue;
      if (items.length === PROPOSALS_MAX) {
        more = true;
        break;
      }
      items.push({ problem, group, ...(known?.standing && { standing: known.standing }), ...figures });
    }
    return { position, asOf, lagEvents, items, more };
  }
}

const { group: _group, kind: _kind, ...figuresOfGroup } = recurringGroupSchema;

/** Schema of {@link Proposals}, for the API description. */
export const proposalsSchema = objectSchema(
  {
    ...standingSchema,
    items: listOf(
      objectSchema(
        { problem: textSchema, group: problemGroupSchema, ...figuresOfGroup },
        { title: 'ProposedProblem', optional: { standing: { enum: problemStandings } } },
      ),
    ),
    more: { type: 'boolean', description: `There are more than ${PROPOSALS_MAX}.` },
  },
  { title: 'ProposedProblems' },
);
