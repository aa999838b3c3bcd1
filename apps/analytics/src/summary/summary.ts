import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Asking, Instant } from '@redress/domain';
import type { Extremes, Measure, ReadStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  askingOf,
  AtMostOneOf,
  Caller,
  instantSchema,
  listOf,
  objectSchema,
  orNull,
  Problem,
  READ_STORE,
  ReadAs,
  textSchema,
} from '@redress/platform';
import { ArrayMaxSize, ArrayUnique, IsIn, IsOptional } from 'class-validator';
import type { Fact } from '../facts/fact.js';
import { periodsIn, periodUnits, spanOfDays, USUAL_DAYS, type DayRules, type PeriodUnit } from '../figures/periods.js';
import { daysOf, GROUP_BY_MAX, RangeRequest } from '../figures/question.js';
import { hiddenCells } from '../figures/small-cells.js';
import { FiguresStanding, lagSchema } from '../figures/standing.js';
import { receiptsIn, visibleFigures, type FigureRow, type Figures } from './visible-facts.js';

/** About three years of days: each is asked for by itself. */
const PERIODS_MAX = 1_000;

/** Dimensions to group a summary by; `responseKind` and `issue` are the organization's own categories. */
export const DIMENSIONS = [
  ...periodUnits,
  'product',
  'issue',
  'concern',
  'scope',
  'channel',
  'status',
  'severity',
  'decision',
  'finalDecision',
  'responseKind',
  'rootCause',
  'organizationUnit',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** `?from=2026-01-01&to=2026-12-31&groupBy=product,month&timeZone=Asia/Tehran&calendar=persian`: days of receipt, both inclusive. */
export class SummaryRequest extends RangeRequest {
  @IsOptional()
  @ReadAs((value) => (typeof value === 'string' ? value.split(',') : value))
  @IsIn(DIMENSIONS, { each: true })
  @ArrayMaxSize(GROUP_BY_MAX)
  @ArrayUnique()
  @AtMostOneOf(periodUnits)
  groupBy?: Dimension[];
}

export interface Duration {
  readonly meanHours: number | null;
  readonly minHours: number | null;
  readonly maxHours: number | null;
}

/** How many kept a time limit, how many missed it, and how many are past it without having got so far. */
export interface Punctuality {
  readonly met: number;
  readonly missed: number;
  readonly overdue: number;
}

/**
 * Measures of clause 8.4 for one group. A rate is a share from 0 to 1 of the complaints it applies to, or null when there are none. What is
 * overdue counts as not in time: a share of those that were finished alone would improve with each that is left.
 */
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
  readonly acknowledgement: Punctuality;
  readonly acknowledgedInTimeRate: number | null;
  readonly decision: Punctuality;
  readonly decidedInTimeRate: number | null;
  readonly declaredTimelyRate: number | null;
  readonly timeToAcknowledgement: Duration;
  readonly timeToDecision: Duration;
  readonly timeToClosure: Duration;
}

/** The figures, the log position that they reflect, and the instant at which something counts as overdue. */
export interface Summary {
  readonly position: string;
  readonly at: Instant;
  /** How many recorded events the figures may lack; null when the log cannot tell. */
  readonly lagEvents: number | null;
  readonly timeZone: string;
  readonly groupBy: readonly Dimension[];
  /** All complaints asked for, those of the groups left out included. */
  readonly total: number;
  /** Groups left out, because somebody who may see figures alone could recognize a complaint in them. */
  readonly suppressedGroups: number;
  readonly rows: readonly SummaryRow[];
}

/** Counts, durations and rates of the complaints received in a period that the reader may know of, by up to three dimensions. */
export class SummarizeComplaints extends Query<Summary> {
  constructor(
    readonly groupBy: readonly Dimension[],
    readonly from: string | undefined,
    readonly to: string | undefined,
    readonly reader: Asking,
    readonly days: DayRules = USUAL_DAYS,
  ) {
    super();
  }
}

const TIMES = [
  'hoursToAcknowledgement',
  'hoursToDecision',
  'hoursToClosure',
] as const satisfies readonly (keyof Fact)[];

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
  ...TIMES,
] as const satisfies readonly (keyof Fact)[];

const DUE = ['acknowledgementDueAt', 'decisionDueAt'] as const satisfies readonly (keyof Fact)[];

@QueryHandler(SummarizeComplaints)
export class SummarizeComplaintsHandler implements IQueryHandler<SummarizeComplaints> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('too-many-periods')` or `too-many-groups`. */
  async execute({ groupBy, from, to, reader, days }: SummarizeComplaints): Promise<Summary> {
    const { asOf: now, lagEvents } = await this.standing.now();
    const unit = periodUnits.find((one) => groupBy.includes(one));
    const others = groupBy.filter((dimension) => dimension !== unit);
    const figures: Figures = {
      spans: await this.spansOf(unit, from, to, days),
      groupBy: others,
      measures: MEASURES,
      extremes: TIMES,
      due: DUE,
      now,
    };
    const { rows, position } = await visibleFigures(this.readStore, figures, reader);
    // A period in which nothing was received is no group.
    const shown = rows
      .filter(({ count }) => unit === undefined || count > 0)
      .map((row) => ({ group: groupOf(row, groupBy, others), row }))
      .sort(byGroup);
    const hidden = hiddenCells(
      shown.map(({ row }) => row.count),
      reader,
    );
    return {
      position: String(position),
      at: now,
      lagEvents,
      timeZone: days.timeZone,
      groupBy,
      total: rows.reduce((sum, row) => sum + row.count, 0),
      suppressedGroups: hidden.size,
      rows: shown.filter((_row, place) => !hidden.has(place)).map(({ group, row }) => summaryRow(groupBy, group, row)),
    };
  }

  private async spansOf(
    unit: PeriodUnit | undefined,
    from: string | undefined,
    to: string | undefined,
    days: DayRules,
  ): Promise<Figures['spans']> {
    const span = spanOfDays(days, from, to);
    const received = unit && (await receiptsIn(this.readStore, span));
    if (unit === undefined || received === undefined) return [span];
    const periods = periodsIn(received, unit, days, PERIODS_MAX);
    if (periods === undefined) throw new Problem('too-many-periods');
    return periods;
  }
}

type Group = readonly (string | null)[];

/** The values of a row in the order of the dimensions. `others` are those that the store groups by: all but the period. */
function groupOf({ group, period }: FigureRow, groupBy: readonly Dimension[], others: readonly Dimension[]): Group {
  return groupBy.map((dimension) => {
    const place = others.indexOf(dimension);
    return place === -1 ? period : ((group[place] ?? null) as string | null);
  });
}

/** Groups in the order of the stores: those without a value first, the others by their texts. */
function byGroup({ group: one }: { readonly group: Group }, { group: other }: { readonly group: Group }): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  if (at === -1) return 0;
  const [left = null, right = null] = [one[at], other[at]];
  if (left === null || right === null) return left === null ? -1 : 1;
  return left < right ? -1 : 1;
}

function summaryRow(
  groupBy: readonly Dimension[],
  group: Group,
  { count, measures, extremes, overdue }: FigureRow,
): SummaryRow {
  const of = (measure: (typeof MEASURES)[number]) => measures[measure];
  const sum = (measure: (typeof MEASURES)[number]) => of(measure)?.sum ?? 0;
  const time = (measure: (typeof TIMES)[number]) => duration(of(measure), extremes[measure]);
  const acknowledgement = punctuality(of('acknowledgementInTime'), overdue['acknowledgementDueAt']);
  const decision = punctuality(of('decisionInTime'), overdue['decisionDueAt']);
  return {
    group: Object.fromEntries(groupBy.map((dimension, index) => [dimension, group[index] ?? null])),
    count,
    open: sum('open'),
    merged: sum('merged'),
    anonymous: sum('anonymous'),
    accepted: sum('accepted'),
    disputed: sum('disputed'),
    reopened: sum('reopened'),
    acknowledgement,
    acknowledgedInTimeRate: rateOf(acknowledgement),
    decision,
    decidedInTimeRate: rateOf(decision),
    declaredTimelyRate: mean(of('declaredTimely')),
    timeToAcknowledgement: time('hoursToAcknowledgement'),
    timeToDecision: time('hoursToDecision'),
    timeToClosure: time('hoursToClosure'),
  };
}

function punctuality(inTime: Measure | undefined, overdue = 0): Punctuality {
  const { count: ended, sum: met } = inTime ?? { count: 0, sum: 0 };
  return { met, missed: ended - met, overdue };
}

function rateOf({ met, missed, overdue }: Punctuality): number | null {
  const owed = met + missed + overdue;
  return owed === 0 ? null : met / owed;
}

function mean(measure: Measure | undefined): number | null {
  return measure === undefined || measure.count === 0 ? null : measure.sum / measure.count;
}

function duration(measure: Measure | undefined, extremes: Extremes | undefined): Duration {
  return { meanHours: mean(measure), minHours: extremes?.min ?? null, maxHours: extremes?.max ?? null };
}

const count = { type: 'integer', minimum: 0 };
const rate = orNull({ type: 'number', minimum: 0, maximum: 1 });
const hours = orNull({ type: 'number' });
const durationSchema = objectSchema({ meanHours: hours, minHours: hours, maxHours: hours });

const punctualitySchema = {
  ...objectSchema({ met: count, missed: count, overdue: count }),
  description: 'The rate is met / (met + missed + overdue).',
};

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
    acknowledgement: punctualitySchema,
    acknowledgedInTimeRate: rate,
    decision: punctualitySchema,
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
    at: { ...instantSchema, description: 'When what was not done yet counts as overdue.' },
    lagEvents: lagSchema,
    timeZone: { ...textSchema, description: 'Where the days begin.' },
    groupBy: listOf({ enum: DIMENSIONS }),
    total: { ...count, description: 'All complaints asked for, those of the groups left out included.' },
    suppressedGroups: {
      ...count,
      description: 'Groups left out, because somebody who may see figures alone could recognize a complaint in them.',
    },
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
  summarize(@QueryParameters() request: SummaryRequest, @Caller() caller: Caller): Promise<Summary> {
    const { groupBy = [], from, to } = request;
    return this.queries.execute(new SummarizeComplaints(groupBy, from, to, askingOf(caller), daysOf(request)));
  }
}
