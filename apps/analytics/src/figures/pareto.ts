import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { may } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  Caller,
  listOf,
  objectSchema,
  orNull,
  Problem,
  READ_STORE,
  WholeNumberInQuery,
} from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import { talliesFor } from './facts-for.js';
import { factDimensions, FiguresRequest, GROUPS_MAX, questionOf, type FiguresQuestion } from './question.js';
import { CELL_MIN, hiddenCells, seesFiguresOnly } from './small-cells.js';
import { FiguresStanding, standingSchema, type AnswerStanding } from './standing.js';

const TOP_DEFAULT = 20;
const TOP_MAX = 100;

/** What complaints can be ranked by: a dimension, or the member of staff who has them. */
export const rankings = [...factDimensions, 'handler'] as const;
export type Ranking = (typeof rankings)[number];

/** `?by=rootCause&top=10&product=card` */
export class ParetoRequest extends FiguresRequest {
  /** Default: rootCause. */
  @IsOptional()
  @IsIn(rankings)
  by?: Ranking;

  /** Default: 20. */
  @IsOptional()
  @WholeNumberInQuery(1, TOP_MAX)
  top?: number;
}

export interface Ranked {
  readonly value: string | number;
  readonly numerator: number;
  readonly denominator: number;
  readonly share: number;
  /** Of this value and all before it. */
  readonly cumulatedShare: number;
}

export interface Pareto extends AnswerStanding {
  readonly by: Ranking;
  /** Complaints that have a value: what the shares are shares of. */
  readonly denominator: number;
  /** Complaints that have none, such as a cause not found yet; null where these are too few to be shown. */
  readonly without: number | null;
  /** Most frequent first. */
  readonly items: readonly Ranked[];
  /** All other values together; the number of complaints is null where they are too few to be shown. */
  readonly other: { readonly values: number; readonly numerator: number | null; readonly share: number | null };
}

/** How often each value occurs, the most frequent first. */
export class RankComplaints extends Query<Pareto> {
  constructor(
    readonly question: FiguresQuestion,
    readonly by: Ranking = 'rootCause',
    readonly top: number = TOP_DEFAULT,
  ) {
    super();
  }
}

@QueryHandler(RankComplaints)
export class RankComplaintsHandler implements IQueryHandler<RankComplaints> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('forbidden')` for somebody who may not see whose work is whose, `too-many-groups` or `too-many-complaints`. */
  async execute({ question, by, top }: RankComplaints): Promise<Pareto> {
    const { reader } = question;
    if (by === 'handler' && !may(reader, 'view-queue')) throw new Problem('forbidden');
    const standing = await this.standing.now();
    const counts = new Map<string | number, number>();
    let without = 0;
    for await (const { fact, count: alike } of talliesFor(this.readStore, question, [by], standing.asOf)) {
      const value = fact[by] || undefined;
      if (value === undefined) without += alike;
      else counts.set(value, (counts.get(value) ?? 0) + alike);
      if (counts.size > GROUPS_MAX) throw new Problem('too-many-groups', { details: { most: GROUPS_MAX } });
    }
    const isHidden = seesFiguresOnly(reader) && without > 0 && without < CELL_MIN;
    const hidden = hiddenCells([...counts.values()], reader);
    const ranked = [...counts].map(([value, count], place) => ({ value, count, hidden: hidden.has(place) }));
    return { ...standing, by, without: isHidden ? null : without, ...ranking(ranked, top) };
  }
}

interface Counted {
  readonly value: string | number;
  readonly count: number;
  /** Told only together with others. */
  readonly hidden: boolean;
}

/** Values of the same count are in the order of their texts, so that an answer does not depend on the order of reading. */
export function ranking(counted: readonly Counted[], top: number): Pick<Pareto, 'denominator' | 'items' | 'other'> {
  const denominator = counted.reduce((sum, { count }) => sum + count, 0);
  const shown = counted
    .filter(({ hidden }) => !hidden)
    .sort((one, other) => other.count - one.count || (String(one.value) < String(other.value) ? -1 : 1))
    .slice(0, top);
  let cumulated = 0;
  const items = shown.map(({ value, count }): Ranked => {
    cumulated += count;
    const share = count / denominator;
    return { value, numerator: count, denominator, share, cumulatedShare: cumulated / denominator };
  });
  const rest = denominator - cumulated;
  const isTooFew = rest > 0 && rest < CELL_MIN && counted.some(({ hidden }) => hidden);
  const numerator = isTooFew ? null : rest;
  const share = numerator === null || denominator === 0 ? null : numerator / denominator;
  return { denominator, items, other: { values: counted.length - items.length, numerator, share } };
}

const count = { type: 'integer', minimum: 0 };
const share = { type: 'number', minimum: 0, maximum: 1 };

/** Schema of a ranking, for the API description. */
export const paretoSchema = objectSchema(
  {
    ...standingSchema,
    by: { enum: rankings },
    denominator: { ...count, description: 'Complaints that have a value: what the shares are shares of.' },
    without: orNull({ ...count, description: 'Complaints that have none; null where these are too few to be shown.' }),
    items: listOf(
      objectSchema({
        value: { type: ['string', 'integer'] },
        numerator: count,
        denominator: count,
        share,
        cumulatedShare: share,
      }),
    ),
    other: objectSchema({ values: count, numerator: orNull(count), share: orNull(share) }),
  },
  { title: 'Pareto' },
);

@Controller('analytics/pareto')
export class ParetoController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'The most frequent causes, products or other values, with cumulated shares.' })
  @Answers(200, 'Most frequent first.', paretoSchema)
  show(@QueryParameters() request: ParetoRequest, @Caller() caller: Caller): Promise<Pareto> {
    return this.queries.execute(new RankComplaints(questionOf(request, caller), request.by, request.top));
  }
}
