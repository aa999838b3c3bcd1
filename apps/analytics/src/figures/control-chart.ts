import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { ReadStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  Caller,
  instantSchema,
  listOf,
  objectSchema,
  orNull,
  READ_STORE,
  textSchema,
} from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import {
  pChart,
  signalsIn,
  uChart,
  westernElectricRules,
  type ChartPoint,
  type WesternElectricRule,
} from './control-limits.js';
import { measuredBy, MeasureRequest, measures, shareOf, type Measured } from './measure.js';
import { periodUnits, type LabelledSpan, type PeriodUnit } from './periods.js';
import { daysSchema, questionOf, type FiguresQuestion } from './question.js';
import { readSeries } from './series.js';
import type { Share } from './shares.js';
import { hiddenCells } from './small-cells.js';
import { FiguresStanding, standingSchema, type AnswerStanding } from './standing.js';

const DAY_MS = 86_400_000;

/** `?measure=upheld&bucket=month&product=card` */
export class ControlChartRequest extends MeasureRequest {
  /** Default: month. */
  @IsOptional()
  @IsIn(periodUnits)
  bucket?: PeriodUnit;
}

export interface ControlPoint {
  readonly period: string;
  readonly from: string;
  readonly before: string;
  readonly complete: boolean;
  /** Null where these are too few to be shown. */
  readonly numerator: number | null;
  /** Complaints, or days of the period for a u-chart; null where the numerator is. */
  readonly denominator: number | null;
  readonly value: number | null;
  /** Null where nothing could be measured, and in a period that is not over. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** The rules that this point completes. */
  readonly signals: readonly WesternElectricRule[];
}

export interface ControlChart extends AnswerStanding {
  readonly timeZone: string;
  readonly calendar: string;
  readonly bucket: PeriodUnit;
  readonly measure: string;
  /** `p`: a share of complaints; `u`: complaints for each day. */
  readonly chart: 'p' | 'u';
  /** Of all periods that are over, those not shown included; null without any. */
  readonly centre: number | null;
  readonly points: readonly ControlPoint[];
}

/** Whether a measure is what chance alone would give. */
export class ChartMeasure extends Query<ControlChart> {
  constructor(
    readonly question: FiguresQuestion,
    readonly measured: Measured,
    readonly bucket: PeriodUnit = 'month',
  ) {
    super();
  }
}

@QueryHandler(ChartMeasure)
export class ChartMeasureHandler implements IQueryHandler<ChartMeasure> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('too-many-periods')` or `too-many-complaints`. */
  async execute({ question, measured, bucket }: ChartMeasure): Promise<ControlChart> {
    const standing = await this.standing.now();
    const { asOf } = standing;
    const lines = [shareOf(measured)];
    const { periods, groups } = await readSeries(this.readStore, question, { lines, bucket, groupBy: [], asOf });
    const cells = groups[0]?.lines[0] ?? [];
    const hidden = hiddenCells(
      cells.map(({ complaints }) => complaints),
      question.reader,
    );
    const chart = measured.measure === 'received' ? 'u' : 'p';
    const charted = periods.map((period, place) => ({
      period,
      share: chart === 'u' ? perDay(period, cells[place]!) : cells[place]!,
      isOver: period.before <= asOf,
      hidden: hidden.has(place),
    }));
    const over = charted.filter(({ isOver, share }) => isOver && share.denominator > 0);
    const limits = (chart === 'u' ? uChart : pChart)(over.map(({ share }) => share));
    // A point that is not shown takes no part in what the rules say of others.
    const told = over.flatMap(({ period, hidden: isHidden }, index) =>
      isHidden ? [] : [{ period, point: limits[index]! }],
    );
    const signals = signalsIn(told.map(({ point }) => point.deviation));
    const placeOf = new Map(told.map(({ period }, place) => [period, place]));
    const { timeZone, calendar } = question.days;
    return {
      ...standing,
      timeZone,
      calendar,
      bucket,
      measure: measured.measure,
      chart,
      centre: limits[0]?.centre ?? null,
      points: charted.map(({ period, share, isOver, hidden: isHidden }) => {
        const place = placeOf.get(period);
        return {
          ...placed(period, isOver),
          ...(isHidden ? NOT_SHOWN : shown(share)),
          ...limitsOf(place === undefined ? undefined : told[place]?.point),
          signals: (place === undefined ? undefined : signals[place]) ?? [],
        };
      }),
    };
  }
}

function placed({ label, from, before }: LabelledSpan, complete: boolean) {
  return { period: label, from, before, complete };
}

const NOT_SHOWN = { numerator: null, denominator: null, value: null };

function shown({ numerator, denominator }: Share) {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}

function limitsOf(point: ChartPoint | undefined) {
  return { lower: point?.lower ?? null, upper: point?.upper ?? null };
}

/** Days differ in their number by month, and in their length twice a year. */
export function perDay({ from, before }: LabelledSpan, { numerator }: Share): Share {
  return { numerator, denominator: (Date.parse(before) - Date.parse(from)) / DAY_MS };
}

const number = orNull({ type: 'number', minimum: 0 });

/** Schema of a control chart, for the API description. */
export const controlChartSchema = objectSchema(
  {
    ...standingSchema,
    ...daysSchema,
    bucket: { enum: periodUnits },
    measure: { enum: measures },
    chart: { enum: ['p', 'u'], description: 'p: a share of complaints; u: complaints for each day.' },
    centre: { ...number, description: 'Of all periods that are over.' },
    points: listOf(
      objectSchema({
        period: textSchema,
        from: instantSchema,
        before: instantSchema,
        complete: { type: 'boolean' },
        numerator: { ...number, description: 'Null where these are too few to be shown.' },
        denominator: { ...number, description: 'Complaints, or days of the period for a u-chart.' },
        value: number,
        lower: number,
        upper: number,
        signals: listOf({ enum: westernElectricRules }),
      }),
    ),
  },
  { title: 'ControlChart' },
);

@Controller('analytics/control-chart')
export class ControlChartController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'A measure with its control limits, and where it is not what chance gives.' })
  @Answers(200, 'A p-chart, or a u-chart of how many were received.', controlChartSchema)
  show(@QueryParameters() request: ControlChartRequest, @Caller() caller: Caller): Promise<ControlChart> {
    return this.queries.execute(new ChartMeasure(questionOf(request, caller), measuredBy(request), request.bucket));
  }
}
