import type { Instant } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import { Problem } from '@redress/platform';
import { justAfter, periodsIn, type LabelledSpan, type PeriodUnit, type Span } from './periods.js';
import { factsFor, Groups, type FactDimension, type Group, type FiguresQuestion } from './question.js';
import { added, type Share, type ShareOf } from './shares.js';

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

interface Addition {
  readonly at: Instant;
  readonly shares: readonly (Share | undefined)[];
}

/** Throws `Problem('too-many-periods')`, `too-many-groups` or `too-many-complaints`. */
export async function readSeries(store: ReadStore, question: FiguresQuestion, wanted: SeriesWanted): Promise<Series> {
  const { lines, bucket, groupBy, asOf } = wanted;
  const additions = new Groups<Addition[]>(groupBy, () => []);
  const read = ['receivedAt', ...groupBy, ...lines.flatMap(({ reads }) => reads)] as const;
  let first: Instant | undefined;
  for await (const fact of factsFor(store, question, read)) {
    first ??= fact.receivedAt;
    additions.of(fact).push({ at: fact.receivedAt, shares: lines.map(({ of }) => of(fact, asOf)) });
  }
  const span = wholeSpan(question.span, first, asOf);
  const periods = span === undefined ? [] : periodsIn(span, bucket, question.days, PERIODS_MAX);
  if (periods === undefined) throw new Problem('too-many-periods');
  const groups = additions.all();
  const most = Math.floor(CELLS_MAX / Math.max(1, periods.length));
  if (groups.length > most) throw new Problem('too-many-groups', { details: { most } });
  return {
    periods,
    span,
    groups: groups.map(({ group, counted }) => ({
      group,
      lines: lines.map((_of, line) => cellsIn(periods, counted, line)),
    })),
  };
}

function wholeSpan({ from, before }: Span, first: Instant | undefined, asOf: Instant): Required<Span> | undefined {
  const begins = from ?? first;
  if (begins === undefined) return undefined;
  const ends = before ?? justAfter(asOf);
  return { from: begins, before: ends };
}

/** Both are in the order of time. */
function cellsIn(periods: readonly LabelledSpan[], additions: readonly Addition[], line: number): readonly Cell[] {
  let next = 0;
  return periods.map(({ before }) => {
    let cell = EMPTY_CELL;
    for (; next < additions.length && additions[next]!.at < before; next += 1) {
      const share = additions[next]!.shares[line];
      if (share !== undefined) cell = { ...added(cell, share), complaints: cell.complaints + 1 };
    }
    return cell;
  });
}
