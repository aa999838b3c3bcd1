import { applyDecorators } from '@nestjs/common';
import {
  channels,
  closingOutcomes,
  complexities,
  concerns,
  impacts,
  languages,
  NAME_LENGTH_MAX,
  priorities,
  severities,
  upheldAnswers,
} from '@redress/contracts';
import { complaintStatuses, type Asking } from '@redress/domain';
import {
  askingOf,
  type Caller,
  IsPlainDate,
  IsTimeZone,
  listOf,
  orNull,
  Problem,
  SomeOfInQuery,
  textSchema,
  TextsInQuery,
  WholeNumbersInQuery,
} from '@redress/platform';
import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';
import { type Fact, scopes } from '../facts/fact.js';
import {
  periodCalendars,
  spanOfDays,
  USUAL_DAYS,
  weekStarts,
  type DayRules,
  type PeriodCalendar,
  type Span,
  type WeekStart,
} from './periods.js';

const VALUES_MAX = 20;
const STAGE_MAX = 9;
const FLAGS = ['true', 'false'] as const;
type Flag = (typeof FLAGS)[number];

/** Fields of a fact by which figures are grouped and filtered. */
export const factDimensions = [
  'product',
  'issue',
  'concern',
  'scope',
  'channel',
  'language',
  'status',
  'severity',
  'priority',
  'complexity',
  'impact',
  'decision',
  'finalDecision',
  'responseKind',
  'rootCause',
  'outcome',
  'organizationUnit',
  'jurisdiction',
  'complainantType',
  'team',
  'policy',
  'stage',
  'referredTo',
] as const satisfies readonly (keyof Fact)[];
export type FactDimension = (typeof factDimensions)[number];

/** Flags of a fact by which figures are filtered. */
export const factFlags = [
  'open',
  'merged',
  'anonymous',
  'safety',
  'vulnerable',
  'accepted',
  'resolvedEarly',
  'disputed',
  'reopened',
  'referred',
  'awarded',
  'followUp',
  'duplicate',
  'sameCause',
] as const satisfies readonly (keyof Fact)[];
export type FactFlag = (typeof factFlags)[number];

/** The values that a complaint must have one of, by dimension, and the flags that it must or must not have. */
export type Filters = { readonly [dimension in FactDimension]?: readonly (string | number)[] } & {
  readonly [flag in FactFlag]?: boolean;
};

/** Of which complaints, by whose days, and for whom figures are wanted. */
export interface FiguresQuestion {
  readonly span: Span;
  readonly days: DayRules;
  readonly filters: Filters;
  readonly reader: Asking;
  /** Without complaints that are hidden from some members of staff, so that the answer may be shown to others than the reader. */
  readonly openOnly?: true;
}

/** A filter by names that the organization chose: `product=card&product=loan`. */
function Names(): PropertyDecorator {
  return TextsInQuery(VALUES_MAX, NAME_LENGTH_MAX);
}

/** A day at which a range begins or ends. */
function DayOfRange(): PropertyDecorator {
  return applyDecorators(IsOptional(), IsPlainDate());
}

/** Where days begin: the organization's zone. Default: UTC. */
export function ZoneOfDays(): PropertyDecorator {
  return applyDecorators(IsOptional(), IsTimeZone());
}

/** The calendar of days, months, quarters and years. Default: gregory. */
export function CalendarOfPeriods(): PropertyDecorator {
  return applyDecorators(IsOptional(), IsIn(periodCalendars));
}

/** The day on which weeks begin. Default: monday. */
export function FirstDayOfWeeks(): PropertyDecorator {
  return applyDecorators(IsOptional(), IsIn(weekStarts));
}

/** The range, and by whose days it is meant. `from` and `to` are Gregorian days of receipt in any case, both inclusive. */
export class RangeRequest {
  @DayOfRange()
  from?: string;

  @DayOfRange()
  to?: string;

  @ZoneOfDays()
  timeZone?: string;

  @CalendarOfPeriods()
  calendar?: PeriodCalendar;

  @FirstDayOfWeeks()
  weekStart?: WeekStart;
}

/** Which complaints figures are wanted of, besides when they were received. */
export class FigureFilters {
  @IsOptional()
  @Names()
  product?: string[];

  @IsOptional()
  @Names()
  issue?: string[];

  @IsOptional()
  @Names()
  rootCause?: string[];

  @IsOptional()
  @Names()
  organizationUnit?: string[];

  @IsOptional()
  @Names()
  responseKind?: string[];

  @IsOptional()
  @Names()
  jurisdiction?: string[];

  @IsOptional()
  @Names()
  complainantType?: string[];

  @IsOptional()
  @Names()
  team?: string[];

  @IsOptional()
  @Names()
  policy?: string[];

  @IsOptional()
  @Names()
  referredTo?: string[];

  @IsOptional()
  @SomeOfInQuery(concerns)
  concern?: string[];

  @IsOptional()
  @SomeOfInQuery(scopes)
  scope?: string[];

  @IsOptional()
  @SomeOfInQuery(channels)
  channel?: string[];

  @IsOptional()
  @SomeOfInQuery(languages)
  language?: string[];

  @IsOptional()
  @SomeOfInQuery(complaintStatuses)
  status?: string[];

  @IsOptional()
  @SomeOfInQuery(severities)
  severity?: string[];

  @IsOptional()
  @SomeOfInQuery(priorities)
  priority?: string[];

  @IsOptional()
  @SomeOfInQuery(complexities)
  complexity?: string[];

  @IsOptional()
  @SomeOfInQuery(impacts)
  impact?: string[];

  @IsOptional()
  @SomeOfInQuery(upheldAnswers)
  decision?: string[];

  @IsOptional()
  @SomeOfInQuery(upheldAnswers)
  finalDecision?: string[];

  @IsOptional()
  @SomeOfInQuery(closingOutcomes)
  outcome?: string[];

  @IsOptional()
  @WholeNumbersInQuery(STAGE_MAX, 1, STAGE_MAX)
  stage?: number[];

  @IsOptional()
  @IsIn(FLAGS)
  open?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  merged?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  anonymous?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  safety?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  vulnerable?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  accepted?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  resolvedEarly?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  disputed?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  reopened?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  referred?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  awarded?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  followUp?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  duplicate?: Flag;

  @IsOptional()
  @IsIn(FLAGS)
  sameCause?: Flag;
}

/** The range, the days and the filters that every question for figures has. */
export class FiguresRequest extends FigureFilters implements RangeRequest {
  @DayOfRange()
  from?: string;

  @DayOfRange()
  to?: string;

  @ZoneOfDays()
  timeZone?: string;

  @CalendarOfPeriods()
  calendar?: PeriodCalendar;

  @FirstDayOfWeeks()
  weekStart?: WeekStart;
}

/** Most groups of one answer. */
export const GROUPS_MAX = 1_000;

/** Most fields by which an answer groups. */
export const GROUP_BY_MAX = 3;

/** The fields by which an answer groups its figures: `groupBy=product,channel`. */
export function GroupedBy(): PropertyDecorator {
  return applyDecorators(IsOptional(), SomeOfInQuery(factDimensions), ArrayMaxSize(GROUP_BY_MAX));
}

/** What a request asks, for the person who sent it. */
export function questionOf(request: FiguresRequest, caller: Caller): FiguresQuestion {
  const days = daysOf(request);
  return {
    span: spanOfDays(days, request.from, request.to),
    days,
    filters: filtersOf(request),
    reader: askingOf(caller),
  };
}

/** The values and flags that a request names. */
export function filtersOf(request: FigureFilters): Filters {
  const values = factDimensions.flatMap((dimension) => {
    const wanted = request[dimension];
    return wanted === undefined ? [] : [[dimension, wanted] as const];
  });
  const flags = factFlags.flatMap((flag) => {
    const wanted = request[flag];
    return wanted === undefined ? [] : [[flag, wanted === 'true'] as const];
  });
  return Object.fromEntries([...values, ...flags]) as Filters;
}

/** The days by which a request counts. */
export function daysOf({ timeZone, calendar, weekStart }: RangeRequest): DayRules {
  return {
    timeZone: timeZone ?? USUAL_DAYS.timeZone,
    calendar: calendar ?? USUAL_DAYS.calendar,
    weekStart: weekStart ?? USUAL_DAYS.weekStart,
  };
}

/** The values of one group, in the order of the fields; null for complaints without one. */
export type Group = readonly (string | number | null)[];

/** Which group a complaint is in. A complaint without a team has none. */
export function groupOf(fact: Partial<Fact>, fields: readonly FactDimension[]): Group {
  return fields.map((field) => fact[field] || null);
}

/** A group as answers show it. */
export type NamedGroup = { readonly [field: string]: Group[number] };

export function namedGroup(group: Group, fields: readonly FactDimension[]): NamedGroup {
  return Object.fromEntries(fields.map((field, index) => [field, group[index] ?? null]));
}

/** What is counted by group, in the order in which each first occurs. */
export class Groups<Counted> {
  private readonly byKey = new Map<string, { readonly group: Group; readonly counted: Counted }>();

  constructor(
    private readonly fields: readonly FactDimension[],
    private readonly none: () => Counted,
  ) {
    // A question that does not group has one group, also where there is no complaint.
    if (fields.length === 0) this.at([]);
  }

  /** What is counted for the group of a complaint. Throws `Problem('too-many-groups')`. */
  of(fact: Partial<Fact>): Counted {
    return this.at(groupOf(fact, this.fields));
  }

  private at(group: Group): Counted {
    const key = JSON.stringify(group);
    const known = this.byKey.get(key);
    if (known !== undefined) return known.counted;
    if (this.byKey.size === GROUPS_MAX) throw new Problem('too-many-groups', { details: { most: GROUPS_MAX } });
    const counted = this.none();
    this.byKey.set(key, { group, counted });
    return counted;
  }

  get size(): number {
    return this.byKey.size;
  }

  /** Sorted by the values: without one first. */
  all(): readonly { readonly group: Group; readonly counted: Counted }[] {
    return [...this.byKey.values()].sort(({ group: one }, { group: other }) => byValues(one, other));
  }
}

function byValues(one: Group, other: Group): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  const [left = null, right = null] = [one[at], other[at]];
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  return left < right ? -1 : 1;
}

/** The group of a row, for the API description. */
export const groupSchema = { type: 'object', additionalProperties: orNull({ type: ['string', 'integer'] }) };

export const groupBySchema = listOf({ enum: factDimensions });

export const daysSchema = {
  timeZone: { ...textSchema, description: 'Where the days begin.' },
  calendar: { enum: periodCalendars },
};
