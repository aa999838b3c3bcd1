import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Instant } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  Caller,
  instantSchema,
  listOf,
  objectSchema,
  READ_STORE,
  textSchema,
  WholeNumbersInQuery,
} from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import type { Fact } from '../facts/fact.js';
import { hoursOf } from './durations.js';
import { type Figure, figureOfShare, figureSchema } from './measure.js';
import { periodUnits, type PeriodUnit } from './periods.js';
import { daysSchema, FiguresRequest, questionOf, type FiguresQuestion } from './question.js';
import { readSeries } from './series.js';
import type { ShareOf } from './shares.js';
import { hiddenCells } from './small-cells.js';
import { FiguresStanding, standingSchema, type AnswerStanding } from './standing.js';

const AGES_MAX = 12;
/** Ten years. */
const AGE_DAYS_MAX = 3_650;
const AGES_DEFAULT: readonly number[] = [7, 14, 30, 60, 90];
const HOUR_MS = 3_600_000;
const HOURS_PER_DAY = 24;

/** What complaints reach with time. */
export const milestones = ['toAcknowledgement', 'toDecision', 'toEnd'] as const;
export type Milestone = (typeof milestones)[number];

/** `?milestone=toDecision&ages=7,30,90&bucket=quarter` */
export class CohortsRequest extends FiguresRequest {
  /** Default: toDecision. */
  @IsOptional()
  @IsIn(milestones)
  milestone?: Milestone;

  /** Days of 24 hours since the receipt. Default: 7,14,30,60,90. */
  @IsOptional()
  @WholeNumbersInQuery(AGES_MAX, 1, AGE_DAYS_MAX)
  ages?: number[];

  /** Default: month. */
  @IsOptional()
  @IsIn(periodUnits)
  bucket?: PeriodUnit;
}

export interface Cohort {
  readonly period: string;
  readonly from: string;
  readonly before: string;
  /** How many of the complaints that are that old had got so far by then. */
  readonly ages: readonly (Figure & { readonly days: number })[];
}

export interface Cohorts extends AnswerStanding {
  readonly timeZone: string;
  readonly calendar: string;
  readonly bucket: PeriodUnit;
  readonly milestone: Milestone;
  readonly cohorts: readonly Cohort[];
}

/** How far the complaints received in each period had got at the same age. */
export class CompareCohorts extends Query<Cohorts> {
  constructor(
    readonly question: FiguresQuestion,
    readonly milestone: Milestone = 'toDecision',
    readonly ages: readonly number[] = AGES_DEFAULT,
    readonly bucket: PeriodUnit = 'month',
  ) {
    super();
  }
}

@QueryHandler(CompareCohorts)
export class CompareCohortsHandler implements IQueryHandler<CompareCohorts> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('too-many-periods')` or `too-many-complaints`. */
  async execute({ question, milestone, ages, bucket }: CompareCohorts): Promise<Cohorts> {
    const standing = await this.standing.now();
    const { asOf } = standing;
    const rising = [...new Set(ages)].sort((one, other) => one - other);
    const lines = reachedBy(milestone, rising);
    const { periods, groups } = await readSeries(this.readStore, question, { lines, bucket, groupBy: [], asOf });
    const byAge = (groups[0]?.lines ?? []).map((cells) => {
      const hidden = hiddenCells(
        cells.map(({ complaints }) => complaints),
        question.reader,
      );
      return cells.map((cell, place) => figureOfShare(cell, hidden.has(place)));
    });
    const { timeZone, calendar } = question.days;
    return {
      ...standing,
      timeZone,
      calendar,
      bucket,
      milestone,
      cohorts: periods.map(({ label, from, before }, place) => ({
        period: label,
        from,
        before,
        ages: rising.map((days, line) => ({ days, ...byAge[line]![place]! })),
      })),
    };
  }
}

/** What has been reached at each age. Whoever is younger is in no population: they would count as having got nowhere. */
function reachedBy(milestone: Milestone, ages: readonly number[]): readonly ShareOf[] {
  const { reads, of } = hoursOf({ duration: milestone });
  // All ages are asked for of one fact after another.
  let last: { readonly fact: Fact; readonly age: number; readonly reached: number } | undefined;
  const measured = (fact: Fact, asOf: Instant) => {
    if (last?.fact !== fact) {
      const age = (Date.parse(asOf) - Date.parse(fact.receivedAt)) / HOUR_MS;
      const [reached = Number.POSITIVE_INFINITY] = of(fact, asOf);
      last = { fact, age, reached };
    }
    return last;
  };
  return ages.map((days) => ({
    reads: ['receivedAt', ...reads],
    of: (fact, asOf) => {
      const { age, reached } = measured(fact, asOf);
      if (age < days * HOURS_PER_DAY) return undefined;
      return { numerator: reached <= days * HOURS_PER_DAY ? 1 : 0, denominator: 1 };
    },
  }));
}

/** Schema of cohorts, for the API description. */
export const cohortsSchema = objectSchema(
  {
    ...standingSchema,
    ...daysSchema,
    bucket: { enum: periodUnits },
    milestone: { enum: milestones },
    cohorts: listOf(
      objectSchema({
        period: textSchema,
        from: instantSchema,
        before: instantSchema,
        ages: listOf(objectSchema({ days: { type: 'integer', minimum: 1 }, ...figureSchema })),
      }),
    ),
  },
  { title: 'Cohorts' },
);

@Controller('analytics/cohorts')
export class CohortsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'How far the complaints of each period had got at the same age.' })
  @Answers(200, 'The complaints of each period by age.', cohortsSchema)
  show(@QueryParameters() request: CohortsRequest, @Caller() caller: Caller): Promise<Cohorts> {
    const { milestone, ages, bucket } = request;
    return this.queries.execute(new CompareCohorts(questionOf(request, caller), milestone, ages, bucket));
  }
}
