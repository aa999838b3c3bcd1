import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { endedStatuses, type Instant, epochMsOf, instantOf } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  Caller,
  instantSchema,
  listOf,
  objectSchema,
  orNull,
  Problem,
  READ_STORE,
  textSchema,
} from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import type { StatusSince } from '../facts/fact.js';
import {
  justAfter,
  lastDays,
  periodsIn,
  periodUnits,
  spanOfDays,
  type LabelledSpan,
  type PeriodUnit,
  type Span,
} from './periods.js';
import { factsFor } from './facts-for.js';
import { daysSchema, FiguresRequest, questionOf, type FiguresQuestion } from './question.js';
import { hiddenCells, seesFiguresOnly } from './small-cells.js';
import { FiguresStanding, standingSchema, type AnswerStanding } from './standing.js';

const PERIODS_MAX = 1_000;
const DAYS_DEFAULT = 30;

/** `?from=2026-01-01&to=2026-12-31&bucket=month`: here these are days of the backlog, and what was received before counts as well. */
export class BacklogRequest extends FiguresRequest {
  /** Default: day. */
  @IsOptional()
  @IsIn(periodUnits)
  bucket?: PeriodUnit;
}

/** The complaints open at the end of a period, and what changed their number in it. */
export interface BacklogPoint {
  readonly period: string;
  /** The last instant of the period that is over: its end, or now. */
  readonly at: Instant;
  /** Open then; null where these are too few to be shown. */
  readonly numerator: number | null;
  /** Received until then. Null, as what changed, for somebody who may see figures alone: on most days few are received. */
  readonly denominator: number | null;
  readonly received: number | null;
  readonly reopened: number | null;
  readonly ended: number | null;
}

export interface BacklogAnswer extends AnswerStanding {
  readonly timeZone: string;
  readonly calendar: string;
  readonly bucket: PeriodUnit;
  readonly points: readonly BacklogPoint[];
}

/** How many complaints were open at the end of each period. `question.span` is that of the periods; default: the last 30 days. */
export class BacklogOverTime extends Query<BacklogAnswer> {
  constructor(
    readonly question: FiguresQuestion,
    readonly bucket: PeriodUnit = 'day',
  ) {
    super();
  }
}

@QueryHandler(BacklogOverTime)
export class BacklogOverTimeHandler implements IQueryHandler<BacklogOverTime> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('too-many-periods')` or `too-many-complaints`. */
  async execute({ question, bucket }: BacklogOverTime): Promise<BacklogAnswer> {
    const standing = await this.standing.now();
    const { days, reader } = question;
    const span = wholeSpan(question, standing.asOf);
    const periods = periodsIn(span, bucket, days, PERIODS_MAX);
    if (periods === undefined) throw new Problem('too-many-periods');
    const changes = new Changes(periods);
    for await (const { course } of factsFor(this.readStore, { ...question, span: { before: span.before } }, ['course']))
      changes.add(openIn(course));
    const points = changes.points();
    const hidden = hiddenCells(
      points.map(({ open }) => open),
      reader,
    );
    const isDetailed = !seesFiguresOnly(reader);
    return {
      ...standing,
      timeZone: days.timeZone,
      calendar: days.calendar,
      bucket,
      points: points.map(({ period, open, known, received, reopened, ended }, place) => ({
        period: period.label,
        at: lastInstantOf(period),
        numerator: hidden.has(place) ? null : open,
        denominator: isDetailed ? known : null,
        received: isDetailed ? received : null,
        reopened: isDetailed ? reopened : null,
        ended: isDetailed ? ended : null,
      })),
    };
  }
}

/** Up to now: what will be open on a day to come is not known. */
function wholeSpan({ span, days }: FiguresQuestion, asOf: Instant): Required<Span> {
  const now = justAfter(asOf);
  const before = span.before !== undefined && span.before < now ? span.before : now;
  const last = lastDays(days, DAYS_DEFAULT, lastInstantOf({ before }));
  return { from: span.from ?? spanOfDays(days, last.first, undefined).from!, before };
}

function lastInstantOf({ before }: Pick<LabelledSpan, 'before'>): Instant {
  return instantOf(epochMsOf(before) - 1);
}

/** When a complaint was open: from an instant, inclusive, until another, exclusive, or without an end. */
export interface OpenTime {
  readonly from: Instant;
  readonly until: Instant | undefined;
}

/** The times in which a complaint was open, oldest first: more than one for one that was taken up again. */
export function openIn(course: readonly StatusSince[]): readonly OpenTime[] {
  const times: { from: Instant; until: Instant | undefined }[] = [];
  for (const { status, since } of course) {
    const last = times.at(-1);
    const isOpen = last !== undefined && last.until === undefined;
    if (endedStatuses.includes(status)) {
      if (isOpen) last.until = since;
    } else if (!isOpen) times.push({ from: since, until: undefined });
  }
  return times;
}

/** What changes the backlog, by period. */
class Changes {
  private readonly before = { open: 0, known: 0 };
  private readonly received: number[];
  private readonly reopened: number[];
  private readonly ended: number[];

  constructor(private readonly periods: readonly LabelledSpan[]) {
    [this.received, this.reopened, this.ended] = [0, 1, 2].map(() => periods.map(() => 0)) as [
      number[],
      number[],
      number[],
    ];
  }

  /** A complaint by the times in which it was open. */
  add(times: readonly OpenTime[]): void {
    for (const [index, { from, until }] of times.entries()) {
      this.count(index === 0 ? this.received : this.reopened, from, 1);
      if (index === 0 && this.placeOf(from) === -1) this.before.known += 1;
      if (until !== undefined) this.count(this.ended, until, -1);
    }
  }

  private count(changes: number[], at: Instant, open: 1 | -1): void {
    const place = this.placeOf(at);
    if (place === -1) this.before.open += open;
    else if (place < changes.length) changes[place]! += 1;
  }

  /** The period of an instant; -1 before the first, their number after the last. */
  private placeOf(at: Instant): number {
    if (at < (this.periods[0]?.from ?? '')) return -1;
    let [low, high] = [0, this.periods.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at < this.periods[middle]!.before) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  points() {
    let { open, known } = this.before;
    return this.periods.map((period, index) => {
      const [received, reopened, ended] = [this.received[index]!, this.reopened[index]!, this.ended[index]!];
      open += received + reopened - ended;
      known += received;
      return { period, open, known, received, reopened, ended };
    });
  }
}

const count = { type: 'integer', minimum: 0 };

/** Schema of a backlog, for the API description. */
export const backlogSchema = objectSchema(
  {
    ...standingSchema,
    ...daysSchema,
    bucket: { enum: periodUnits },
    points: listOf(
      objectSchema({
        period: textSchema,
        at: { ...instantSchema, description: 'The last instant of the period that is over.' },
        numerator: orNull({ ...count, description: 'Open then; null where these are too few to be shown.' }),
        denominator: orNull({
          ...count,
          description: 'Received until then. Null, as the next three, for somebody who may see figures alone.',
        }),
        received: orNull(count),
        reopened: orNull(count),
        ended: orNull(count),
      }),
    ),
  },
  { title: 'Backlog' },
);

@Controller('analytics/backlog')
export class BacklogController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'How many complaints were open on any past day.' })
  @Answers(200, 'At the end of each period.', backlogSchema)
  show(@QueryParameters() request: BacklogRequest, @Caller() caller: Caller): Promise<BacklogAnswer> {
    return this.queries.execute(new BacklogOverTime(questionOf(request, caller), request.bucket));
  }
}
