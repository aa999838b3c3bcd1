import type { AggregateQuery, AggregateRow, Measure } from '@redress/eventing';
import { InvalidQueryError } from '@redress/eventing';
import { conditionOf } from './conditions.js';
import type { DeclaredField, DeclaredView } from './declared-view.js';
import type { Statements } from './statements.js';

const groupFieldsMax = 2;
const measuresMax = 20;
const rowsMax = 10_000;

type Value = string | number | null;

/** Counts and measures of a generation by group; without `groupBy` exactly one row. Throws `InvalidQueryError`. */
export function aggregateRows(
  statements: Statements,
  view: DeclaredView,
  generation: number,
  query: AggregateQuery,
): readonly AggregateRow[] {
  const groups = query.groupBy.map((path) => view.field(path));
  const measures = query.measures.map((path) => numberField(view, path));
  if (groups.length > groupFieldsMax)
    throw new InvalidQueryError(`Documents are grouped by at most ${groupFieldsMax} fields.`);
  if (measures.length > measuresMax) throw new InvalidQueryError(`A query has at most ${measuresMax} measures.`);
  const { sql, values } = conditionOf(view, query.where);
  const columns = [
    ...groups.map((field) => field.sql),
    'count(*)',
    ...measures.flatMap((field) => ['count', 'total', 'min', 'max'].map((name) => `${name}(${field.sql})`)),
  ];
  const ordinals = groups.map((_, index) => index + 1);
  const grouping = ordinals.length === 0 ? '' : `GROUP BY ${ordinals.join(', ')}`;
  const order = ordinals.length === 0 ? '' : `ORDER BY ${ordinals.join(', ')}`;
  const rows = statements
    .for<(string | number)[], Value[]>(
      `SELECT ${columns.join(', ')} FROM documents
       WHERE ${view.condition} AND generation = ? AND ${sql} ${grouping} ${order} LIMIT ${rowsMax}`,
    )
    .raw()
    .all(generation, ...values) as unknown as readonly Value[][];
  return rows.map((row) => rowOf(row, groups, measures));
}

function numberField(view: DeclaredView, path: string): DeclaredField {
  const field = view.field(path);
  if (field.type !== 'number') throw new InvalidQueryError(`The field ${path} is not a number.`);
  return field;
}

function rowOf(
  row: readonly Value[],
  groups: readonly DeclaredField[],
  measures: readonly DeclaredField[],
): AggregateRow {
  const measureAt = (index: number): Measure => {
    const [count, sum, min, max] = row.slice(groups.length + 1 + index * 4) as [
      number,
      number,
      number | null,
      number | null,
    ];
    return { count, sum, min, max };
  };
  return {
    group: groups.map(({ type }, index) =>
      type === 'boolean' && row[index] !== null ? row[index] === 1 : row[index]!,
    ),
    count: row[groups.length] as number,
    measures: Object.fromEntries(measures.map(({ path }, index) => [path, measureAt(index)])),
  };
}
