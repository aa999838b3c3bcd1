import type { ReadStore } from '@redress/eventing';
import { Problem } from '@redress/platform';
import { shareOf, type Measured } from './measure.js';
import { periodsIn, type LabelledSpan, type PeriodUnit, type Span } from './periods.js';
import { factsFor, Groups, type FactDimension, type Group, type Question } from './question.js';
import { added, type Share } from './shares.js';

/** About three years of days. */
const PERIODS_MAX = 1_000;
/** Most figures of one answer: groups times periods. */
const CELLS_MAX = 20_000;

const NO_SHARE: Share = { numerator: 0, denominator: 0 };

/** Which series are wanted, and as of when. */
export interface SeriesWanted {
  readonly measured: Measured;
  readonly bucket: PeriodUnit;
  readonly groupBy: readonly FactDimension[];
  readonly asOf: string;
}

/** A measure by period of receipt, for each group. */
export interface Series {
  /** Every period of the span, also those without a complaint; none when nothing was received in a span without a beginning. */
  readonly periods: readonly LabelledSpan[];
  /** From the beginning asked for, or the first complaint, to the end asked for, or now. */
  readonly span: Required<Span> | undefined;
  /** One share for each period. */
  readonly groups: readonly { readonly group: Group; readonly shares: readonly Share[] }[];
}

interface Addition {
  readonly at: string;
  readonly share: Share;
}

/** Throws `Problem('too-many-periods')`, `too-many-groups` or `too-many-complaints`. */
export async function readSeries(store: ReadStore, question: Question, wanted: SeriesWanted): Promise<Series> {
  const { measured, bucket, groupBy, asOf } = wanted;
  const additions = new Groups<Addition[]>(groupBy, () => []);
  let first: string | undefined;
  for await (const fact of factsFor(store, question)) {
    first ??= fact.receivedAt;
    const counted = additions.of(fact);
    const share = shareOf(fact, measured, asOf);
    if (share !== undefined) counted.push({ at: fact.receivedAt, share });
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
    groups: groups.map(({ group, counted }) => ({ group, shares: sharesIn(periods, counted) })),
  };
}

function wholeSpan({ from, before }: Span, first: string | undefined, asOf: string): Required<Span> | undefined {
  const begins = from ?? first;
  if (begins === undefined) return undefined;
  const ends = before ?? Temporal.Instant.from(asOf).add({ milliseconds: 1 }).toString({ smallestUnit: 'millisecond' });
  return { from: begins, before: ends };
}

/** Both are in the order of time. */
function sharesIn(periods: readonly LabelledSpan[], additions: readonly Addition[]): readonly Share[] {
  let next = 0;
  return periods.map(({ before }) => {
    let share = NO_SHARE;
    for (; next < additions.length && additions[next]!.at < before; next += 1)
      share = added(share, additions[next]!.share);
    return share;
  });
}
