import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { type RecurrenceKind, recurrences } from '@redress/contracts';
import { complaintStatuses, type Instant } from '@redress/domain';
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
  SomeOfInQuery,
  textSchema,
  WholeNumberInQuery,
} from '@redress/platform';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional } from 'class-validator';
import { signalsIn, uChart, westernElectricRules, type WesternElectricRule } from './control-limits.js';
import { perDay } from './control-chart.js';
import { periodUnits, type LabelledSpan, type PeriodUnit } from './periods.js';
import { openableCasesFor } from './facts-for.js';
import {
  daysSchema,
  type FactDimension,
  factDimensions,
  FiguresRequest,
  GROUP_BY_MAX,
  groupBySchema,
  groupSchema,
  type NamedGroup,
  namedGroup,
  questionOf,
  type FiguresQuestion,
} from './question.js';
import { type Cell, readSeries } from './series.js';
import { added, counted, type Share, valueOf } from './shares.js';
import { CELL_MIN, hiddenCells, seesFiguresOnly } from './small-cells.js';
import { FiguresStanding, standingSchema, type AnswerStanding } from './standing.js';

/** Fewer complaints than this in the recent periods are never called systemic: two in a quiet month are more than usual as well. */
export const SYSTEMIC_MIN = 5;

/** Periods that decide what is systemic now, unless asked otherwise. */
export const RECENT_DEFAULT = 3;
/** Most of them. */
export const RECENT_MAX = 12;
const BY_DEFAULT: readonly FactDimension[] = ['rootCause', 'product'];

/** `?by=rootCause,organizationUnit&recent=3&bucket=month&from=2025-01-01` */
export class RecurrenceRequest extends FiguresRequest {
  /** What complaints of one group have in common. Default: rootCause,product. */
  @IsOptional()
  @SomeOfInQuery(factDimensions)
  @ArrayMinSize(1)
  @ArrayMaxSize(GROUP_BY_MAX)
  by?: FactDimension[];

  /** Default: month. */
  @IsOptional()
  @IsIn(periodUnits)
  bucket?: PeriodUnit;

  /** The last so many periods that are over decide what is systemic now. Default: 3. */
  @IsOptional()
  @WholeNumberInQuery(1, RECENT_MAX)
  recent?: number;
}

/** Where a group was more than usual, and by which rules of its control chart. */
export interface Excess {
  readonly period: string;
  /** Null, as the value, where these are too few to be shown. */
  readonly numerator: number | null;
  /** Complaints for each day, and the most that chance gives. */
  readonly value: number | null;
  readonly upper: number;
  readonly signals: readonly WesternElectricRule[];
}

export interface RecurringGroup {
  readonly group: NamedGroup;
  readonly kind: RecurrenceKind;
  /** Complaints of the group, of all that have a group. */
  readonly numerator: number;
  readonly denominator: number;
  /** Those in the recent periods, the days of these, and complaints for each day; null where these are too few to be shown. */
  readonly recent: { readonly numerator: number | null; readonly denominator: number; readonly value: number | null };
  /** The usual number of complaints for each day: of all periods that are over; null while none is. */
  readonly usual: number | null;
  /** The recent periods above what is usual; none unless it is systemic. */
  readonly excesses: readonly Excess[];
}

export interface Recurrence extends AnswerStanding {
  readonly timeZone: string;
  readonly calendar: string;
  readonly bucket: PeriodUnit;
  readonly by: readonly FactDimension[];
  /** The labels of the recent periods, oldest first. */
  readonly recent: readonly string[];
  /** Complaints that have a value of each dimension. */
  readonly denominator: number;
  /** The groups of each kind, and their complaints, those left out below included. */
  readonly kinds: readonly { readonly kind: RecurrenceKind; readonly groups: number; readonly numerator: number }[];
  /** Systemic ones first, then by how many complaints they have. */
  readonly groups: readonly RecurringGroup[];
  /** Groups with too few complaints to be shown. */
  readonly suppressedGroups: number;
}

/** Which complaints are single, recurring or systemic. */
export class ClassifyRecurrence extends Query<Recurrence> {
  constructor(
    readonly question: FiguresQuestion,
    readonly by: readonly FactDimension[] = BY_DEFAULT,
    readonly bucket: PeriodUnit = 'month',
    readonly recent: number = RECENT_DEFAULT,
  ) {
    super();
  }
}

const NOTHING: Share = { numerator: 0, denominator: 0 };

@QueryHandler(ClassifyRecurrence)
export class ClassifyRecurrenceHandler implements IQueryHandler<ClassifyRecurrence> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('too-many-periods')`, `too-many-groups` or `too-many-complaints`. */
  async execute({ question, by, bucket, recent }: ClassifyRecurrence): Promise<Recurrence> {
    const standing = await this.standing.now();
    const { asOf } = standing;
    const wanted = { lines: [counted], bucket, groupBy: by, asOf };
    const { periods, groups } = await readSeries(this.readStore, question, wanted);
    // The rate of a period that is not over is not known yet.
    const over = periods.filter(({ before }) => before <= asOf);
    const named = groups.filter(({ group }) => group.every((value) => value !== null));
    const counts = named.map(({ lines }) => complaintsIn(lines[0]!));
    const isTold = (count: number) => !seesFiguresOnly(question.reader) || count === 0 || count >= CELL_MIN;
    const denominator = counts.reduce((sum, count) => sum + count, 0);
    const classified = named.map(({ group, lines }) => ({
      group: namedGroup(group, by),
      denominator,
      ...classifyGroup(over, lines[0]!, recent, isTold),
    }));
    const hidden = hiddenCells(counts, question.reader);
    const { timeZone, calendar } = question.days;
    return {
      ...standing,
      timeZone,
      calendar,
      bucket,
      by,
      denominator,
      recent: over.slice(-recent).map(({ label }) => label),
      kinds: recurrences.map((kind) => summed(kind, classified)),
      groups: classified.filter((_group, place) => !hidden.has(place)).sort(byWeight),
      suppressedGroups: hidden.size,
    };
  }
}

function complaintsIn(cells: readonly Cell[]): number {
  return cells.reduce((sum, { complaints }) => sum + complaints, 0);
}

/** What a group is, without what it is called and among how many it is. */
export type Classified = Omit<RecurringGroup, 'group' | 'denominator'>;

/** By the control chart of the group itself: `control-chart?measure=received` with the same range and the group's values as filters. */
export function classifyGroup(
  over: readonly LabelledSpan[],
  cells: readonly Cell[],
  recent: number,
  isTold: (count: number) => boolean,
): Classified {
  const rates = over.map((period, place) => perDay(period, cells[place]!));
  const points = uChart(rates);
  const signals = signalsIn(points.map(({ deviation }) => deviation));
  const first = Math.max(0, over.length - recent);
  const lately = rates.slice(first).reduce(added, NOTHING);
  const excesses = over.slice(first).flatMap(({ label }, index): Excess[] => {
    const [point, numerator] = [points[first + index]!, rates[first + index]!.numerator];
    const its = signals[first + index]!;
    if (point.deviation <= 0 || its.length === 0) return [];
    return [{ period: label, ...told({ numerator, value: point.value }, isTold), upper: point.upper, signals: its }];
  });
  const complaints = complaintsIn(cells);
  const isSystemic = excesses.length > 0 && lately.numerator >= SYSTEMIC_MIN;
  return {
    kind: isSystemic ? 'systemic' : complaints > 1 ? 'recurring' : 'single',
    numerator: complaints,
    recent: {
      ...told({ numerator: lately.numerator, value: valueOf(lately) }, isTold),
      denominator: lately.denominator,
    },
    usual: points[0]?.centre ?? null,
    excesses: isSystemic ? excesses : [],
  };
}

function told<Numbers extends { readonly numerator: number; readonly value: number | null }>(
  numbers: Numbers,
  isTold: (count: number) => boolean,
) {
  return isTold(numbers.numerator) ? numbers : { numerator: null, value: null };
}

function summed(kind: RecurrenceKind, all: readonly Classified[]): Recurrence['kinds'][number] {
  const its = all.filter((one) => one.kind === kind);
  return { kind, groups: its.length, numerator: its.reduce((sum, { numerator }) => sum + numerator, 0) };
}

/** The sort keeps the order of the values among equals. */
function byWeight(one: RecurringGroup, other: RecurringGroup): number {
  const isSystemic = ({ kind }: RecurringGroup): number => (kind === 'systemic' ? 1 : 0);
  return isSystemic(other) - isSystemic(one) || other.numerator - one.numerator;
}

/** Most cases of one answer. */
const CASES_MAX = 100;

export interface OpenableCase {
  readonly reference: string;
  readonly receivedAt: Instant;
  readonly status: string;
}

export interface CasesOfGroup extends AnswerStanding {
  /** The latest first, at most {@link CASES_MAX}. */
  readonly cases: readonly OpenableCase[];
  /** There are more. */
  readonly more: boolean;
}

/** The cases of a group that its reader may open: the question filters by the group's values. */
export class ListGroupedCases extends Query<CasesOfGroup> {
  constructor(readonly question: FiguresQuestion) {
    super();
  }
}

@QueryHandler(ListGroupedCases)
export class ListGroupedCasesHandler implements IQueryHandler<ListGroupedCases> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('too-many-complaints')`. */
  async execute({ question }: ListGroupedCases): Promise<CasesOfGroup> {
    const standing = await this.standing.now();
    const cases: OpenableCase[] = [];
    for await (const { reference, fact } of openableCasesFor(this.readStore, question)) {
      if (cases.length === CASES_MAX) return { ...standing, cases, more: true };
      cases.push({ reference, receivedAt: fact.receivedAt, status: fact.status });
    }
    return { ...standing, cases, more: false };
  }
}

const count = { type: 'integer', minimum: 0 };
const rate = { type: 'number', minimum: 0 };

/** Properties of {@link RecurringGroup}, for the API description. */
export const recurringGroupSchema = {
  group: groupSchema,
  kind: { enum: recurrences },
  numerator: count,
  denominator: count,
  recent: objectSchema({
    numerator: { ...orNull(count), description: 'Null where these are too few to be shown.' },
    denominator: { ...rate, description: 'Days of the recent periods.' },
    value: orNull({ ...rate, description: 'Complaints for each day.' }),
  }),
  usual: orNull({ ...rate, description: 'Complaints for each day, of all periods that are over.' }),
  excesses: listOf(
    objectSchema({
      period: textSchema,
      numerator: orNull(count),
      value: orNull(rate),
      upper: rate,
      signals: listOf({ enum: westernElectricRules }),
    }),
  ),
};

/** Schema of the classification, for the API description. */
export const recurrenceSchema = objectSchema(
  {
    ...standingSchema,
    ...daysSchema,
    bucket: { enum: periodUnits },
    by: groupBySchema,
    recent: { ...listOf(textSchema), description: 'The periods that decide what is systemic now.' },
    denominator: { ...count, description: 'Complaints that have a value of each dimension.' },
    kinds: listOf(objectSchema({ kind: { enum: recurrences }, groups: count, numerator: count })),
    groups: listOf(objectSchema(recurringGroupSchema)),
    suppressedGroups: { ...count, description: 'Groups with too few complaints to be shown.' },
  },
  { title: 'Recurrence' },
);

/** Schema of the cases of a group, for the API description. */
export const groupedCasesSchema = objectSchema(
  {
    ...standingSchema,
    cases: listOf(
      objectSchema({ reference: textSchema, receivedAt: instantSchema, status: { enum: complaintStatuses } }),
    ),
    more: { type: 'boolean', description: `There are more than ${CASES_MAX}.` },
  },
  { title: 'GroupedCases' },
);

@Controller('analytics/recurrence')
export class RecurrenceController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'Which complaints are single, recurring or systemic (ISO 10002:2018, 8.2).' })
  @Answers(200, 'Groups with the same cause, and where they are more than usual.', recurrenceSchema)
  classify(@QueryParameters() request: RecurrenceRequest, @Caller() caller: Caller): Promise<Recurrence> {
    const { by, bucket, recent } = request;
    return this.queries.execute(new ClassifyRecurrence(questionOf(request, caller), by, bucket, recent));
  }

  @Get('cases')
  @Allow('view-case')
  @ApiOperation({ summary: 'The complaints of a group that the reader may open, the latest first.' })
  @Answers(200, 'By the filters: those of the group are its values.', groupedCasesSchema)
  cases(@QueryParameters() request: FiguresRequest, @Caller() caller: Caller): Promise<CasesOfGroup> {
    return this.queries.execute(new ListGroupedCases(questionOf(request, caller)));
  }
}
