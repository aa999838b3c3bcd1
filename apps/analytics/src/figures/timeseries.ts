import type { Instant } from '@redress/domain';
import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { ReadStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  Caller,
  instantSchema,
  IsPlainDate,
  listOf,
  objectSchema,
  orNull,
  READ_STORE,
  textSchema,
} from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import {
  figureOf,
  figureSchema,
  measuredBy,
  MeasureRequest,
  measures,
  shareOf,
  type Figure,
  type Measured,
} from './measure.js';
import { periodUnits, spanAsLong, type LabelledSpan, type PeriodUnit } from './periods.js';
import {
  daysSchema,
  groupBySchema,
  GroupedBy,
  groupSchema,
  namedGroup,
  questionOf,
  type FactDimension,
  type NamedGroup,
  type FiguresQuestion,
} from './question.js';
import { type Cell, EMPTY_CELL, readSeries, type Series } from './series.js';
import { hiddenCells } from './small-cells.js';
import { FiguresStanding, standingSchema, type AnswerStanding } from './standing.js';

/** `?bucket=month&measure=decidedInTime&groupBy=product&from=2026-01-01&compareFrom=2025-01-01` */
export class TimeseriesRequest extends MeasureRequest {
  /** Default: month. */
  @IsOptional()
  @IsIn(periodUnits)
  bucket?: PeriodUnit;

  @GroupedBy()
  groupBy?: FactDimension[];

  /** The first day of an earlier time of the same length, whose periods are told beside these in their order. */
  @IsOptional()
  @IsPlainDate()
  compareFrom?: string;
}

/** A period with its figure, and that of the period compared with it. */
export interface Point extends Figure {
  readonly period: string;
  readonly from: string;
  readonly before: string;
  /** Whether the period is over, so that nothing more is received in it. */
  readonly complete: boolean;
  /** Null where no comparison was asked for, or the earlier time has no such period. */
  readonly earlier: (Figure & { readonly period: string }) | null;
}

export interface Timeseries extends AnswerStanding {
  readonly timeZone: string;
  readonly calendar: string;
  readonly bucket: PeriodUnit;
  readonly measure: string;
  readonly groupBy: readonly FactDimension[];
  readonly series: readonly { readonly group: NamedGroup; readonly points: readonly Point[] }[];
}

/** A measure by period of receipt, the periods without a complaint included. */
export class MeasureOverTime extends Query<Timeseries> {
  constructor(
    readonly question: FiguresQuestion,
    readonly measured: Measured,
    readonly bucket: PeriodUnit = 'month',
    readonly groupBy: readonly FactDimension[] = [],
    readonly compareFrom?: string,
  ) {
    super();
  }
}

@QueryHandler(MeasureOverTime)
export class MeasureOverTimeHandler implements IQueryHandler<MeasureOverTime> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws as {@link readSeries}. */
  async execute({ question, measured, bucket, groupBy, compareFrom }: MeasureOverTime): Promise<Timeseries> {
    const standing = await this.standing.now();
    const { asOf } = standing;
    const wanted = { lines: [shareOf(measured)], bucket, groupBy, asOf };
    const { periods, span, groups } = await readSeries(this.readStore, question, wanted);
    const earlier = compareFrom && span && { ...question, span: spanAsLong(question.days, span, compareFrom) };
    const before = earlier ? await readSeries(this.readStore, earlier, wanted) : undefined;
    const series = groups.map(({ group, lines }) => {
      const figures = figuresOf(lines[0]!, measured, question);
      const compared = before && comparedWith(before, group, measured, question);
      const points = periods.map((period, index) => pointOf(period, figures[index]!, compared?.[index] ?? null, asOf));
      return { group: namedGroup(group, groupBy), points };
    });
    const { timeZone, calendar } = question.days;
    return {
      ...standing,
      timeZone,
      calendar,
      bucket,
      measure: measured.measure,
      groupBy,
      // A group whose name alone would be told is left out.
      series: series.filter(({ points }) => groupBy.length === 0 || points.some(isTold)),
    };
  }
}

function isTold({ suppressed, numerator, denominator }: Point): boolean {
  return !suppressed && (denominator ?? numerator ?? 0) > 0;
}

function figuresOf(cells: readonly Cell[], { measure }: Measured, { reader }: FiguresQuestion): readonly Figure[] {
  const hidden = hiddenCells(
    cells.map(({ complaints }) => complaints),
    reader,
  );
  return cells.map((cell, place) => figureOf(measure, cell, hidden.has(place)));
}

function comparedWith(
  { periods, groups }: Series,
  group: readonly unknown[],
  measured: Measured,
  question: FiguresQuestion,
) {
  const same = groups.find((other) => other.group.every((value, index) => value === group[index]));
  const figures = figuresOf(same?.lines[0] ?? periods.map(() => EMPTY_CELL), measured, question);
  return periods.map(({ label }, index) => ({ period: label, ...figures[index]! }));
}

function pointOf({ label, from, before }: LabelledSpan, own: Figure, earlier: Point['earlier'], asOf: Instant): Point {
  return { period: label, from, before, complete: before <= asOf, ...own, earlier };
}

const point = objectSchema({
  period: textSchema,
  from: instantSchema,
  before: instantSchema,
  complete: { type: 'boolean', description: 'Whether the period is over.' },
  ...figureSchema,
  earlier: orNull(objectSchema({ period: textSchema, ...figureSchema })),
});

/** Schema of a time series, for the API description. */
export const timeseriesSchema = objectSchema(
  {
    ...standingSchema,
    ...daysSchema,
    bucket: { enum: periodUnits },
    measure: { enum: measures },
    groupBy: groupBySchema,
    series: listOf(objectSchema({ group: groupSchema, points: listOf(point) })),
  },
  { title: 'Timeseries' },
);

@Controller('analytics/timeseries')
export class TimeseriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'A measure by period, beside an earlier one.' })
  @Answers(200, 'A series for each group.', timeseriesSchema)
  show(@QueryParameters() request: TimeseriesRequest, @Caller() caller: Caller): Promise<Timeseries> {
    const { bucket, groupBy, compareFrom } = request;
    const question = questionOf(request, caller);
    return this.queries.execute(new MeasureOverTime(question, measuredBy(request), bucket, groupBy, compareFrom));
  }
}
