import { stateIn } from '@redress/complaints';
import { may, type Asking, type Instant, byTime, nearestInstant, epochMsOf, isAfter } from '@redress/domain';
import {
  eachFound,
  type AggregateRow,
  type Extremes,
  GROUPS_ANSWERED_MAX,
  type JsonObject,
  type Measure,
  type Position,
  type ReadStore,
  toInstant,
} from '@redress/eventing';
import { Problem } from '@redress/platform';
import { ofTeams, WITH_WALL, WITHOUT_WALL } from '../facts/each-visible-fact.js';
import { factProjection } from '../facts/fact.projection.js';
import { receivedIn, type LabelledSpan, type Span } from '../figures/periods.js';

const VIEW = factProjection.view.name;
const PAGE_MAX = 200;

/** Which figures are asked for. */
export interface Figures {
  /** The complaints received in each of these are counted by themselves; those of a span without a label together. */
  readonly spans: readonly (Span & Partial<LabelledSpan>)[];
  /** Fields to group by. */
  readonly groupBy: readonly string[];
  readonly measures: readonly string[];
  /** Those of the measures whose least and greatest values are wanted. */
  readonly extremes: readonly string[];
  /** Fields with the instant at which something is due: how many are past at `now`. */
  readonly due: readonly string[];
  readonly now: Instant;
}

export interface FigureRow extends AggregateRow {
  /** The label of its span. */
  readonly period: string | null;
  /** How many are past due, by field. */
  readonly overdue: { readonly [field: string]: number };
}

/**
 * Figures of the complaints that a reader may know of: those around which no wall stands, added up by the store, and of the few others those
 * that are not hidden from this reader. So a hidden complaint is in no count, and a figure that changes gives none away. A reader who knows
 * of the complaints of some teams is told the figures of these teams, without what they know of another's work as its handler. The position
 * is the oldest that any of the figures stands for.
 */
export async function visibleFigures(
  store: ReadStore,
  figures: Figures,
  reader: Asking,
): Promise<{ readonly rows: readonly FigureRow[]; readonly position: Position }> {
  const groups = new Map<string, FigureRow>();
  const add = (row: FigureRow): void => {
    const key = JSON.stringify([row.period, row.group]);
    const known = groups.get(key);
    groups.set(key, known === undefined ? row : together(known, row));
  };
  let position: Position | undefined;
  for (const span of figures.spans) {
    const open = await openFigures(store, figures, span, reader);
    open.rows.forEach(add);
    position = position === undefined || open.position < position ? open.position : position;
  }
  for await (const fact of walledFacts(store, wholeOf(figures.spans))) {
    if (may(reader, 'view-analytics', stateIn(fact))) rowOf(fact, figures).forEach(add);
  }
  if (position === undefined) throw new RangeError('Figures need a span.');
  return { rows: [...groups.values()], position };
}

/** The figures of a span, of the complaints around which no wall stands. Throws `Problem('too-many-groups')`. */
async function openFigures(store: ReadStore, figures: Figures, span: Figures['spans'][number], reader: Asking) {
  const { groupBy, measures, extremes, due, now } = figures;
  const where = [...receivedIn(span), WITHOUT_WALL, ...ofTeams(reader)];
  const keys = [...groupBy, ...due.map((field) => ({ field, before: now }))];
  const { rows, position } = await store.aggregate(VIEW, { where, groupBy: keys, measures, extremes });
  if (rows.length === GROUPS_ANSWERED_MAX)
    throw new Problem('too-many-groups', { details: { most: GROUPS_ANSWERED_MAX } });
  const period = span.label ?? null;
  const split = rows.map((row): FigureRow => {
    const past = due.flatMap((field, place): [string, number][] =>
      row.group[groupBy.length + place] === true ? [[field, row.count]] : [],
    );
    return { ...row, group: row.group.slice(0, groupBy.length), period, overdue: Object.fromEntries(past) };
  });
  // Who does not group is told of nothing as well.
  const isUntold = groupBy.length === 0 && split.length === 0;
  const none: FigureRow = { group: [], period, count: 0, measures: {}, extremes: {}, overdue: {} };
  return { rows: isUntold ? [none] : split, position };
}

/** From the beginning of the first to the end of the last. */
function wholeOf(spans: readonly Span[]): Span {
  const [from, before] = [spans[0]?.from, spans.at(-1)?.before];
  return { ...(from !== undefined && { from }), ...(before !== undefined && { before }) };
}

async function* walledFacts(store: ReadStore, span: Span): AsyncGenerator<JsonObject> {
  const walled = [...receivedIn(span), WITH_WALL];
  const query = { where: walled, sort: { field: 'receivedAt', direction: 'ascending' }, limit: PAGE_MAX } as const;
  for await (const { body } of eachFound((page) => store.find(VIEW, page), query)) yield body;
}

function receivedAtOf(fact: JsonObject): Instant {
  // A declared field of the view.
  return toInstant(fact['receivedAt'] as string);
}

/** From the first to the last complaint received in a span; undefined when there is none. */
export async function receiptsIn(store: ReadStore, span: Span): Promise<Required<Span> | undefined> {
  const ends: Instant[] = [];
  for (const walled of [WITHOUT_WALL, WITH_WALL]) {
    for (const direction of ['ascending', 'descending'] as const) {
      const where = [walled, ...receivedIn(span)];
      const { documents } = await store.find(VIEW, { where, sort: { field: 'receivedAt', direction }, limit: 1 });
      ends.push(...documents.map(({ body }) => receivedAtOf(body)));
    }
  }
  const [first, last] = [ends.sort(byTime)[0], ends.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { from: first, before: nearestInstant(epochMsOf(last) + 1) };
}

/** One complaint as a row of figures. */
function rowOf(fact: JsonObject, { spans, groupBy, measures, extremes, due, now }: Figures): readonly FigureRow[] {
  const at = receivedAtOf(fact);
  const span = spans.find(
    ({ from, before }) => (from === undefined || !isAfter(from, at)) && (before === undefined || isAfter(before, at)),
  );
  if (span === undefined) return [];
  const measured = measures.map((field): readonly [string, Measure] => {
    const value = fact[field];
    return [field, typeof value === 'number' ? { count: 1, sum: value } : NOTHING];
  });
  const bounds = extremes.map((field): readonly [string, Extremes] => {
    const value = fact[field];
    return [field, typeof value === 'number' ? { min: value, max: value } : NO_EXTREMES];
  });
  const past = due.flatMap((field): [string, number][] => {
    const dueAt = fact[field];
    return typeof dueAt === 'string' && isAfter(now, toInstant(dueAt)) ? [[field, 1]] : [];
  });
  return [
    {
      period: span.label ?? null,
      // Fields to group by hold texts.
      group: groupBy.map((field) => (fact[field] ?? null) as string | null),
      count: 1,
      measures: Object.fromEntries(measured),
      extremes: Object.fromEntries(bounds),
      overdue: Object.fromEntries(past),
    },
  ];
}

function together(one: FigureRow, other: FigureRow): FigureRow {
  const measures = Object.keys(other.measures).map(
    (field) => [field, sumOf(one.measures[field], other.measures[field])] as const,
  );
  const extremes = Object.keys(other.extremes).map(
    (field) => [field, extremesOf(one.extremes[field], other.extremes[field])] as const,
  );
  const due = Object.keys({ ...one.overdue, ...other.overdue });
  const overdue = due.map((field) => [field, (one.overdue[field] ?? 0) + (other.overdue[field] ?? 0)] as const);
  return {
    ...one,
    count: one.count + other.count,
    measures: Object.fromEntries(measures),
    extremes: Object.fromEntries(extremes),
    overdue: Object.fromEntries(overdue),
  };
}

const NOTHING: Measure = { count: 0, sum: 0 };
const NO_EXTREMES: Extremes = { min: null, max: null };

function sumOf(one = NOTHING, other = NOTHING): Measure {
  return { count: one.count + other.count, sum: one.sum + other.sum };
}

function extremesOf(one = NO_EXTREMES, other = NO_EXTREMES): Extremes {
  if (one.min === null || one.max === null) return other;
  if (other.min === null || other.max === null) return one;
  return { min: Math.min(one.min, other.min), max: Math.max(one.max, other.max) };
}
