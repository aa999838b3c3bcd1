import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { AggregateRow, Comparison, Measure, ReadStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  IsPlainDate,
  listOf,
  objectSchema,
  orNull,
  READ_STORE,
  ReadAs,
  textSchema,
} from '@redress/platform';
import { ArrayMaxSize, ArrayUnique, IsIn, IsOptional } from 'class-validator';
import { factProjection, type Fact } from '../facts/fact.projection.js';

/** Dimensions to group a summary by; `responseKind` and `issue` are the organization's own categories. */
export const DIMENSIONS = [
  'month',
  'week',
  'day',
  'product',
  'issue',
  'concern',
  'scope',
  'channel',
  'status',
  'severity',
  'decision',
  'responseKind',
  'rootCause',
  'organizationUnit',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** `?from=2026-01-01&to=2026-12-31&groupBy=product,channel`: days of receipt in UTC, both inclusive. */
export class SummaryRequest {
  @IsOptional()
  @IsPlainDate()
  from?: string;

  @IsOptional()
  @IsPlainDate()
  to?: string;

  @IsOptional()
  @ReadAs((value) => (typeof value === 'string' ? value.split(',') : value))
  @IsIn(DIMENSIONS, { each: true })
  @ArrayMaxSize(2)
  @ArrayUnique()
  groupBy?: Dimension[];
}

export interface Duration {
  readonly meanHours: number | null;
  readonly minHours: number | null;
  readonly maxHours: number | null;
}

/** Measures of clause 8.4 for one group. A rate is a share from 0 to 1 of the complaints it applies to, or null when there are none. */
export interface SummaryRow {
  readonly group: { readonly [dimension: string]: string | number | boolean | null };
  readonly count: number;
  readonly open: number;
  /** How many of `count` are handled within another complaint. */
  readonly merged: number;
  readonly anonymous: number;
  readonly accepted: number;
  readonly disputed: number;
  readonly reopened: number;
  readonly acknowledgedInTimeRate: number | null;
  readonly decidedInTimeRate: number | null;
  readonly declaredTimelyRate: number | null;
  readonly timeToAcknowledgement: Duration;
  readonly timeToDecision: Duration;
  readonly timeToClosure: Duration;
}

/** The figures, and the log position that they reflect. */
export interface Summary {
  readonly position: string;
  readonly groupBy: readonly Dimension[];
  readonly total: number;
  readonly rows: readonly SummaryRow[];
}

/** Counts, durations and rates of the complaints received in a period, by up to two dimensions. */
export class SummarizeComplaints extends Query<Summary> {
  constructor(
    readonly groupBy: readonly Dimension[],
    readonly from: string | undefined,
    readonly to: string | undefined,
  ) {
    super();
  }
}

const MEASURES = [
  'open',
  'merged',
  'anonymous',
  'accepted',
  'disputed',
  'reopened',
  'acknowledgementInTime',
  'decisionInTime',
  'declaredTimely',
  'hoursToAcknowledgement',
  'hoursToDecision',
  'hoursToClosure',
] as const satisfies readonly (keyof Fact)[];

@QueryHandler(SummarizeComplaints)
export class SummarizeComplaintsHandler implements IQueryHandler<SummarizeComplaints> {
  constructor(@Inject(READ_STORE) private readonly readStore: ReadStore) {}

  async execute({ groupBy, from, to }: SummarizeComplaints): Promise<Summary> {
    const { rows, position } = await this.readStore.aggregate(factProjection.view.name, {
      where: receivedBetween(from, to),
      groupBy,
      measures: MEASURES,
    });
    return {
      position: String(position),
      groupBy,
      total: rows.reduce((sum, row) => sum + row.count, 0),
      rows: rows.map((row) => summaryRow(groupBy, row)),
    };
  }
}

function receivedBetween(from: string | undefined, to: string | undefined): readonly Comparison[] {
  return [
    ...(from === undefined ? [] : [{ field: 'day', is: 'from', value: from } as const]),
    // Days compare as text: a suffix sorts after its day and before the next.
    ...(to === undefined ? [] : [{ field: 'day', is: 'before', value: `${to}T` } as const]),
  ];
}

function summaryRow(groupBy: readonly Dimension[], { group, count, measures }: AggregateRow): SummaryRow {
  const of = (measure: (typeof MEASURES)[number]) => measures[measure];
  const sum = (measure: (typeof MEASURES)[number]) => of(measure)?.sum ?? 0;
  return {
    group: Object.fromEntries(groupBy.map((dimension, index) => [dimension, group[index] ?? null])),
    count,
    open: sum('open'),
    merged: sum('merged'),
    anonymous: sum('anonymous'),
    accepted: sum('accepted'),
    disputed: sum('disputed'),
    reopened: sum('reopened'),
    acknowledgedInTimeRate: mean(of('acknowledgementInTime')),
    decidedInTimeRate: mean(of('decisionInTime')),
    declaredTimelyRate: mean(of('declaredTimely')),
    timeToAcknowledgement: duration(of('hoursToAcknowledgement')),
    timeToDecision: duration(of('hoursToDecision')),
    timeToClosure: duration(of('hoursToClosure')),
  };
}

function mean(measure: Measure | undefined): number | null {
  return measure === undefined || measure.count === 0 ? null : measure.sum / measure.count;
}

function duration(measure: Measure | undefined): Duration {
  return { meanHours: mean(measure), minHours: measure?.min ?? null, maxHours: measure?.max ?? null };
}

const count = { type: 'integer', minimum: 0 };
const rate = orNull({ type: 'number', minimum: 0, maximum: 1 });
const hours = orNull({ type: 'number' });
const durationSchema = objectSchema({ meanHours: hours, minHours: hours, maxHours: hours });

const row = objectSchema(
  {
    group: { type: 'object' },
    count,
    open: count,
    merged: { ...count, description: 'Of the count, those that are handled within another complaint.' },
    anonymous: count,
    accepted: count,
    disputed: count,
    reopened: count,
    acknowledgedInTimeRate: rate,
    decidedInTimeRate: rate,
    declaredTimelyRate: rate,
    timeToAcknowledgement: durationSchema,
    timeToDecision: durationSchema,
    timeToClosure: durationSchema,
  },
  { title: 'SummaryRow' },
);

/** Schema of a summary, for the API description. */
export const summarySchema = objectSchema(
  {
    position: { ...textSchema, description: 'Where in the log the figures stand.' },
    groupBy: listOf({ enum: DIMENSIONS }),
    total: count,
    rows: listOf(row),
  },
  { title: 'Summary' },
);

@Controller('analytics/summary')
export class SummaryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'Counts, times and rates.' })
  @Answers(200, 'The figures.', summarySchema)
  summarize(@QueryParameters() { groupBy = [], from, to }: SummaryRequest): Promise<Summary> {
    return this.queries.execute(new SummarizeComplaints(groupBy, from, to));
  }
}
