import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { ReadStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  Caller,
  IsWord,
  listOf,
  objectSchema,
  orNull,
  READ_STORE,
  WholeNumbersInQuery,
} from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import { quantileSorted } from 'simple-statistics';
import { durationNames, hoursOf, type DurationName, type Timed } from './durations.js';
import { factsFor } from './facts-for.js';
import {
  FiguresRequest,
  groupBySchema,
  GroupedBy,
  Groups,
  groupSchema,
  namedGroup,
  questionOf,
  type FactDimension,
  type NamedGroup,
  type FiguresQuestion,
} from './question.js';
import { hiddenCells, seesFiguresOnly } from './small-cells.js';
import { FiguresStanding, standingSchema, type AnswerStanding } from './standing.js';

const EDGES_MAX = 20;
/** Ten years. */
const EDGE_HOURS_MAX = 87_600;
/** A day, three, a week, two, four and eight. */
const EDGES_DEFAULT: readonly number[] = [24, 72, 168, 336, 672, 1_344];

/** `?duration=toDecision&edges=24,168&groupBy=product` */
export class DistributionRequest extends FiguresRequest {
  /** Default: toDecision. */
  @IsOptional()
  @IsIn(durationNames)
  duration?: DurationName;

  /** A clock of the policies, for `clockGross` and `clockNet`. Default: all of them. */
  @IsOptional()
  @IsWord()
  clock?: string;

  /** Where the bins of the histogram begin and end, in hours. Default: 24,72,168,336,672,1344. */
  @IsOptional()
  @WholeNumbersInQuery(EDGES_MAX, 1, EDGE_HOURS_MAX)
  edges?: number[];

  @GroupedBy()
  groupBy?: FactDimension[];
}

/** How many times are from an edge, inclusive, to the next, exclusive. The first bin begins at 0, the last has no end. */
export interface Bin {
  readonly from: number;
  readonly before: number | null;
  /** Null where these are too few to be shown. */
  readonly count: number | null;
}

/** Figures of some times, in hours. Without a time there is none. */
export interface Spread {
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  /** Null for somebody who may see figures alone: each is the time of one complaint. */
  readonly min: number | null;
  readonly max: number | null;
  readonly bins: readonly Bin[];
}

export interface SpreadOfGroup extends Spread {
  readonly group: NamedGroup;
  /** How many times there are: a complaint can have none, or several. */
  readonly times: number;
  /** How many complaints have one, of how many. */
  readonly numerator: number;
  readonly denominator: number;
}

export interface Distribution extends AnswerStanding {
  readonly duration: DurationName;
  readonly groupBy: readonly FactDimension[];
  readonly rows: readonly SpreadOfGroup[];
  /** Groups with too few complaints to be shown. */
  readonly suppressedGroups: number;
}

/** How long something took. */
export class SpreadOfTimes extends Query<Distribution> {
  constructor(
    readonly question: FiguresQuestion,
    readonly timed: Timed,
    readonly edges: readonly number[] = EDGES_DEFAULT,
    readonly groupBy: readonly FactDimension[] = [],
  ) {
    super();
  }
}

@QueryHandler(SpreadOfTimes)
export class SpreadOfTimesHandler implements IQueryHandler<SpreadOfTimes> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('too-many-groups')` or `too-many-complaints`. */
  async execute({ question, timed, edges, groupBy }: SpreadOfTimes): Promise<Distribution> {
    const standing = await this.standing.now();
    const { reader } = question;
    const groups = new Groups(groupBy, () => ({ complaints: 0, timed: 0, times: [] as Time[] }));
    const hoursTaken = hoursOf(timed);
    for await (const fact of factsFor(this.readStore, question, [...groupBy, ...hoursTaken.reads])) {
      const counted = groups.of(fact);
      const hours = hoursTaken.of(fact, standing.asOf);
      counted.complaints += 1;
      counted.timed += hours.length > 0 ? 1 : 0;
      counted.times.push(...hours.map((one) => ({ hours: one, complaint: counted.complaints })));
    }
    const all = groups.all();
    const hidden = hiddenCells(
      all.map(({ counted }) => counted.timed),
      reader,
    );
    const isDetailed = !seesFiguresOnly(reader);
    return {
      ...standing,
      duration: timed.duration,
      groupBy,
      suppressedGroups: hidden.size,
      rows: all
        .filter((_row, place) => !hidden.has(place))
        .map(({ group, counted }) => ({
          group: namedGroup(group, groupBy),
          times: counted.times.length,
          numerator: counted.timed,
          denominator: counted.complaints,
          ...spreadOf(counted.times, edges, isDetailed ? undefined : reader),
        })),
    };
  }
}

/** A time, and which of the complaints it is of. */
export interface Time {
  readonly hours: number;
  readonly complaint: number;
}

/**
 * Quantiles are of all the times, between two of which they are interpolated (type 7 of Hyndman and Fan, 1996, as spreadsheets do).
 * `forFiguresOnly`: whoever may see figures alone.
 */
export function spreadOf(
  times: readonly Time[],
  edges: readonly number[],
  forFiguresOnly?: FiguresQuestion['reader'],
): Spread {
  const sorted = times.map(({ hours }) => hours).sort((one, other) => one - other);
  const quantile = (share: number) => (sorted.length === 0 ? null : quantileSorted(sorted, share));
  const extreme = (value: number | undefined) => (forFiguresOnly === undefined ? (value ?? null) : null);
  return {
    mean: sorted.length === 0 ? null : sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    median: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    min: extreme(sorted[0]),
    max: extreme(sorted.at(-1)),
    bins: binsOf(times, edges, forFiguresOnly),
  };
}

function binsOf(
  times: readonly Time[],
  edges: readonly number[],
  forFiguresOnly: FiguresQuestion['reader'] | undefined,
) {
  const starts = [0, ...new Set(edges)].sort((one, other) => one - other);
  const bins = starts.map((from, index) => {
    const before = starts[index + 1] ?? null;
    // A time recorded with a date before the receipt is in the first bin.
    const isIn = ({ hours }: Time) => (index === 0 || hours >= from) && (before === null || hours < before);
    return { from, before, times: times.filter(isIn) };
  });
  const complaints = bins.map((bin) => new Set(bin.times.map(({ complaint }) => complaint)).size);
  const hidden = forFiguresOnly === undefined ? new Set<number>() : hiddenCells(complaints, forFiguresOnly);
  return bins.map(({ from, before, times: { length } }, place): Bin => ({
    from,
    before,
    count: hidden.has(place) ? null : length,
  }));
}

const count = { type: 'integer', minimum: 0 };
const hours = orNull({ type: 'number' });

/** Schema of a distribution, for the API description. */
export const distributionSchema = objectSchema(
  {
    ...standingSchema,
    duration: { enum: durationNames },
    groupBy: groupBySchema,
    suppressedGroups: { ...count, description: 'Groups with too few complaints to be shown.' },
    rows: listOf(
      objectSchema({
        group: groupSchema,
        times: { ...count, description: 'How many times there are: a complaint can have none, or several.' },
        numerator: { ...count, description: 'How many complaints have one.' },
        denominator: { ...count, description: 'Of how many complaints.' },
        mean: hours,
        median: hours,
        p90: hours,
        p95: hours,
        min: { ...hours, description: 'Null, as max, for somebody who may see figures alone.' },
        max: hours,
        bins: listOf(
          objectSchema({
            from: { type: 'number' },
            before: orNull({ type: 'number' }),
            count: orNull({ ...count, description: 'Null where these are too few to be shown.' }),
          }),
        ),
      }),
    ),
  },
  { title: 'Distribution' },
);

@Controller('analytics/distribution')
export class DistributionController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'How long something took: mean, median, 90th and 95th percentile, histogram.' })
  @Answers(200, 'In hours, for each group.', distributionSchema)
  show(@QueryParameters() request: DistributionRequest, @Caller() caller: Caller): Promise<Distribution> {
    const { duration = 'toDecision', clock, edges, groupBy } = request;
    const timed = { duration, ...(clock !== undefined && { clock }) };
    return this.queries.execute(new SpreadOfTimes(questionOf(request, caller), timed, edges, groupBy));
  }
}
