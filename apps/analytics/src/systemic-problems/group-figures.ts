import { Inject, Injectable } from '@nestjs/common';
import type { GroupFigures } from '@redress/contracts';
import { type Asking, type ComplaintGroup, teamsOf } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import { instantSchema, objectSchema, orNull, READ_STORE, textSchema } from '@redress/platform';
import { recurrences } from '@redress/contracts';
import type { PeriodUnit, DayRules, Span } from '../figures/periods.js';
import type { Filters } from '../figures/question.js';
import { classifyGroup, RECENT_DEFAULT } from '../figures/recurrence.js';
import { EMPTY_CELL, readSeries } from '../figures/series.js';
import { counted } from '../figures/shares.js';
import { CELL_MIN, seesFiguresOnly } from '../figures/small-cells.js';
import { FiguresStanding } from '../figures/standing.js';

/** Over which complaints, and by which periods, a group is looked at: as for `recurrence`. */
export interface GroupRange {
  readonly span: Span;
  readonly days: DayRules;
  readonly bucket?: PeriodUnit;
  readonly recent?: number;
}

/** Sees the complaints of all teams, and none that a person must be named for: {@link GroupFiguresReader} leaves out the others. */
const EVERY_TEAM: Asking = { id: 'analytics', roles: ['supervisor'] };

/** Numbers are kept with as many decimals as anybody reads. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/**
 * Reads the figures on which a decision about a group is recorded. They are shown to others than the person who decides, and for years, so
 * that they have no complaint that is hidden from a member of staff: it would show by one more than they count themselves.
 */
@Injectable()
export class GroupFiguresReader {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('too-many-periods')` or `too-many-complaints`. */
  async of(group: ComplaintGroup, range: GroupRange): Promise<GroupFigures> {
    const { span, days, bucket = 'month', recent = RECENT_DEFAULT } = range;
    const { position, asOf } = await this.standing.now();
    const question = { span, days, filters: filtersOfGroup(group), reader: EVERY_TEAM, openOnly: true } as const;
    const { periods, groups } = await readSeries(this.readStore, question, {
      lines: [counted],
      bucket,
      groupBy: [],
      asOf,
    });
    const cells = groups[0]?.lines[0] ?? periods.map(() => EMPTY_CELL);
    const over = periods.filter(({ before }) => before <= asOf);
    const { kind, numerator, usual, recent: lately } = classifyGroup(over, cells, recent, () => true);
    const [first, last] = [over.at(-recent) ?? over[0], over.at(-1)];
    return {
      position,
      complaints: numerator,
      ...(numerator > 0 && { kind }),
      ...(usual !== null && { usual: rounded(usual) }),
      ...(first !== undefined &&
        last !== undefined &&
        lately.denominator > 0 && {
          recent: {
            from: first.from,
            before: last.before,
            complaints: lately.numerator ?? 0,
            days: rounded(lately.denominator),
          },
        }),
    };
  }
}

/** The filters by which the figures of a group are asked for. */
export function filtersOfGroup(group: ComplaintGroup): Filters {
  return Object.fromEntries(group.map(({ dimension, value }) => [dimension, [value]]));
}

/** Recorded figures as a reader is shown them. */
export interface ShownFigures extends Omit<GroupFigures, 'complaints' | 'usual' | 'recent'> {
  /** Null, as the others, where these are too few to be shown. */
  readonly complaints: number | null;
  readonly usual: number | null;
  readonly recent:
    (Omit<NonNullable<GroupFigures['recent']>, 'complaints'> & { readonly complaints: number | null }) | null;
}

/**
 * Undefined for a reader who knows of some teams only: the figures are of all. Without small numbers for a reader who may see figures and no
 * complaint.
 */
export function figuresFor(reader: Asking, { recent, usual, ...figures }: GroupFigures): ShownFigures | undefined {
  if (teamsOf(reader) !== undefined) return undefined;
  const told = (count: number) => (seesFiguresOnly(reader) && count > 0 && count < CELL_MIN ? null : count);
  const complaints = told(figures.complaints);
  return {
    ...figures,
    complaints,
    usual: complaints === null ? null : (usual ?? null),
    recent: recent === undefined ? null : { ...recent, complaints: told(recent.complaints) },
  };
}

const count = { type: 'integer', minimum: 0 };

/** Schema of {@link ShownFigures}, for the API description. */
export const groupFiguresSchema = objectSchema(
  {
    position: { ...textSchema, description: 'Where in the log they stand.' },
    complaints: { ...orNull(count), description: 'In the whole range; null where these are too few to be shown.' },
    usual: orNull({
      type: 'number',
      minimum: 0,
      description: 'Complaints for each day, of all periods that are over.',
    }),
    recent: orNull(
      objectSchema({
        from: instantSchema,
        before: instantSchema,
        complaints: orNull(count),
        days: { type: 'number', minimum: 0 },
      }),
    ),
  },
  { title: 'GroupFigures', optional: { kind: { enum: recurrences } } },
);
