import type { Instant } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import { Problem } from '@redress/platform';
import { justAfter, periodsIn, type LabelledSpan, type PeriodUnit, type Span } from './periods.js';
import { readingUpTo } from '../facts/each-visible-fact.js';
import { factsFor, talliesFor } from './facts-for.js';
import { Groups, type FactDimension, type Group, type FiguresQuestion } from './question.js';
import { added, times, type Share, type ShareOf } from './shares.js';

/** About three years of days. */
const PERIODS_MAX = 1_000;
/** Most figures of one answer: groups times periods. */
const CELLS_MAX = 20_000;

/** A share, and of how many complaints: some add more than one to it, and some nothing. */
export interface Cell extends Share {
  readonly complaints: number;
}

export const EMPTY_CELL: Cell = { numerator: 0, denominator: 0, complaints: 0 };

/** Which series are wanted, and as of when. */
export interface SeriesWanted {
  /** What a complaint adds to each line. */
  readonly lines: readonly ShareOf[];
  readonly bucket: PeriodUnit;
  readonly groupBy: readonly FactDimension[];
  readonly asOf: Instant;
}

/** Some lines by period of receipt, for each group. */
export interface Series {
  /** Every period of the span, also those without a complaint; none when nothing was received in a span without a beginning. */
  readonly periods: readonly LabelledSpan[];
  /** From the beginning asked for, or the first complaint, to the end asked for, or now. */
  readonly span: Required<Span> | undefined;
  /** For each line, one cell for each period. */
  readonly groups: readonly { readonly group: Group; readonly lines: readonly (readonly Cell[])[] }[];
}

/** Throws `Problem('too-many-periods')`, `too-many-groups` or `too-many-complaints`. */
export async function readSeries(store: ReadStore, question: FiguresQuestion, wanted: SeriesWanted): Promise<Series> {
  const { lines, groupBy, asOf } = wanted;
  const groups = new Groups<Cell[][]>(groupBy, () => lines.map(() => []));
  const read = [...groupBy, ...lines.flatMap(({ reads }) => reads)];
  const reading = readingUpTo();
  const from = question.span.from ?? (await firstReceipt(store, question));
  const periods = from === undefined ? [] : periodsFrom(from, question, wanted);
  for (const [place, span] of periods.entries()) {
    for await (const { fact, count } of talliesFor(store, { ...question, span }, read, asOf, reading)) {
      const counted = groups.of(fact);
      lines.forEach((line, index) => add(counted[index]!, place, line.of(fact, asOf), count));
      requireFewCells(groups.size, periods.length);
    }
  }
  requireFewCells(groups.size, periods.length);
  return {
    periods,
    span: from === undefined ? undefined : wholeSpan(from, question, asOf),
    groups: groups.all().map(({ group, counted }) => ({
      group,
      lines: counted.map((cells) => periods.map((_period, index) => cells[index] ?? EMPTY_CELL)),
    })),
  };
}

/** When the first complaint of a question without a beginning was received. */
async function firstReceipt(store: ReadStore, question: FiguresQuestion): Promise<Instant | undefined> {
  for await (const { receivedAt } of factsFor(store, question, ['receivedAt'])) return receivedAt;
  return undefined;
}

function periodsFrom(
  from: Instant,
  question: FiguresQuestion,
  { bucket, asOf }: SeriesWanted,
): readonly LabelledSpan[] {
  const periods = periodsIn(wholeSpan(from, question, asOf), bucket, question.days, PERIODS_MAX);
  if (periods === undefined) throw new Problem('too-many-periods');
  return periods;
}

function requireFewCells(groups: number, periods: number): void {
  const most = Math.floor(CELLS_MAX / Math.max(1, periods));
  if (groups > most) throw new Problem('too-many-groups', { details: { most } });
}

function wholeSpan(from: Instant, { span }: FiguresQuestion, asOf: Instant): Required<Span> {
  return { from, before: span.before ?? justAfter(asOf) };
}

function add(cells: Cell[], place: number, share: Share | undefined, complaints: number): void {
  if (share !== undefined) cells[place] = withShare(cells[place] ?? EMPTY_CELL, share, complaints);
}

/** A cell with what some complaints that are alike add to it. */
export function withShare(cell: Cell, share: Share, complaints: number): Cell {
  return { ...added(cell, times(share, complaints)), complaints: cell.complaints + complaints };
}
