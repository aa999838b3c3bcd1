import type { AggregateQuery, AggregateRow, Measure } from '@redress/eventing';
import { InvalidQueryError } from '@redress/eventing';
import type { Collection, Document } from 'mongodb';
import { conditionOf } from './conditions.js';
import type { DeclaredField, DeclaredView } from './declared-view.js';
import type { StoredDocument } from './stored-document.js';

const groupFieldsMax = 2;
const measuresMax = 20;
const rowsMax = 10_000;

/** A query that was checked, ready to be asked of any generation. */
export interface FigureQuery {
  readonly query: AggregateQuery;
  readonly stages: readonly Document[];
}

type Value = string | number | boolean | null;
type Row = { readonly _id: { readonly [name: string]: Value } | null } & { readonly [figure: string]: number | null };

/** Throws `InvalidQueryError`. */
export function figureQuery(view: DeclaredView, query: AggregateQuery): FigureQuery {
  const groups = query.groupBy.map((path) => view.field(path));
  const measures = query.measures.map((path) => numberField(view, path));
  if (groups.length > groupFieldsMax) {
    throw new InvalidQueryError(`Documents are grouped by at most ${groupFieldsMax} fields.`);
  }
  if (measures.length > measuresMax) throw new InvalidQueryError(`A query has at most ${measuresMax} measures.`);
  const order = groups.map((_, index) => [`_id.g${index}`, 1] as const);
  const stages = [
    { $match: conditionOf(view, query.where) },
    { $group: { _id: groupOf(groups), count: { $sum: 1 }, ...Object.fromEntries(measures.flatMap(figuresOf)) } },
    ...(order.length === 0 ? [] : [{ $sort: Object.fromEntries(order) }]),
    { $limit: rowsMax },
  ];
  return { query, stages };
}

/** Counts and measures by group; without `groupBy` exactly one row. */
export async function aggregateRows(
  collection: Collection<StoredDocument>,
  { query, stages }: FigureQuery,
): Promise<readonly AggregateRow[]> {
  const rows = await collection.aggregate<Row>([...stages], { allowDiskUse: true }).toArray();
  if (rows.length === 0 && query.groupBy.length === 0) return [rowOf(query, undefined)];
  return rows.map((row) => rowOf(query, row));
}

function numberField(view: DeclaredView, path: string): DeclaredField {
  const field = view.field(path);
  if (field.type !== 'number') throw new InvalidQueryError(`The field ${path} is not a number.`);
  return field;
}

function groupOf(groups: readonly DeclaredField[]): Document | null {
  if (groups.length === 0) return null;
  return Object.fromEntries(groups.map(({ stored }, index) => [`g${index}`, { $ifNull: [`$${stored}`, null] }]));
}

function figuresOf({ stored }: DeclaredField, index: number): readonly (readonly [name: string, figure: Document])[] {
  const value = `$${stored}`;
  return [
    // Numbers come after null in BSON's order, and what is absent before it.
    [`count${index}`, { $sum: { $cond: [{ $gt: [value, null] }, 1, 0] } }],
    [`sum${index}`, { $sum: value }],
    [`min${index}`, { $min: value }],
    [`max${index}`, { $max: value }],
  ];
}

function rowOf({ groupBy, measures }: AggregateQuery, row: Row | undefined): AggregateRow {
  const measureAt = (index: number): Measure => ({
    count: Number(row?.[`count${index}`] ?? 0),
    sum: Number(row?.[`sum${index}`] ?? 0),
    min: row?.[`min${index}`] ?? null,
    max: row?.[`max${index}`] ?? null,
  });
  return {
    group: groupBy.map((_, index) => row?._id?.[`g${index}`] ?? null),
    count: Number(row?.['count'] ?? 0),
    measures: Object.fromEntries(measures.map((path, index) => [path, measureAt(index)])),
  };
}
