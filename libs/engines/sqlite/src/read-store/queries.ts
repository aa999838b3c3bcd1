import {
  type AggregateQuery,
  type AggregateRow,
  type Comparison,
  cursorAt,
  type FindQuery,
  type FoundPage,
  InvalidQueryError,
  type Measure,
  type PageEnd,
  pageEndOf,
  requirePageSize,
} from '@redress/eventing';
import type { Statement } from 'better-sqlite3';
import type { Connection } from '../connection.js';
import type { DeclaredField, DeclaredView } from './declared-view.js';
import { documentOf, type DocumentRow } from './generations.js';

interface FoundRow extends DocumentRow {
  readonly sortedBy: string | number | null;
}

/**
 * One page of a generation. Documents with the sort field come first, those without it last: two ranges, each served by an index from the
 * cursor on, so that the last page costs no more than the first.
 */
export function findPage(statements: Statements, view: DeclaredView, generation: number, query: FindQuery): FoundPage {
  requirePageSize(query);
  const end = query.cursor === undefined ? undefined : pageEndOf(view.name, query, query.cursor);
  const wanted = query.limit + 1; // one more tells whether another page follows
  const rows: FoundRow[] = [];
  for (const range of rangesAfter(view, query, end)) {
    const left = wanted - rows.length;
    if (left > 0) rows.push(...rowsOf(statements, view, generation, query, range, left));
  }
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    documents: page.map((row) => documentOf(view.name, row)),
    next: last && rows.length > page.length ? cursorAt(view.name, query, { value: last.sortedBy, id: last.id }) : null,
  };
}

interface Range {
  readonly condition: Condition;
  readonly order: string;
}

/** Ties are broken by id in the direction of the sort, so that an index is read straight forward or backward. */
function rangesAfter(view: DeclaredView, { sort }: FindQuery, end: PageEnd | undefined): readonly Range[] {
  const { sql } = view.field(sort.field);
  const [direction, beyond] = sort.direction === 'descending' ? ['DESC', '<'] : ['ASC', '>'];
  const having = (condition: Condition): Range => ({ condition, order: `${sql} ${direction}, id ${direction}` });
  const lacking = (condition: Condition): Range => ({ condition, order: `id ${direction}` });
  const all = lacking({ sql: `${sql} IS NULL`, values: [] });
  if (end === undefined) return [having({ sql: `${sql} IS NOT NULL`, values: [] }), all];
  const { value, id } = end;
  if (value === null) return [lacking({ sql: `${sql} IS NULL AND id ${beyond} ?`, values: [id] })];
  const after = `${sql} ${beyond}= ? AND (${sql} ${beyond} ? OR id ${beyond} ?)`;
  return [having({ sql: after, values: [value, value, id] }), all];
}

function rowsOf(
  statements: Statements,
  view: DeclaredView,
  generation: number,
  query: FindQuery,
  range: Range,
  limit: number,
): readonly FoundRow[] {
  const { sql, values } = every([conditionOf(view, query.where, query.any), range.condition]);
  const statement = statements.for<(string | number)[], FoundRow>(
    `SELECT id, revision, body, ${view.field(query.sort.field).sql} AS sortedBy FROM documents
     WHERE ${view.condition} AND generation = ? AND ${sql} ORDER BY ${range.order} LIMIT ?`,
  );
  return statement.all(generation, ...values, limit);
}

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

/** SQL text with its bound values, in order. */
interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

const comparisonsMax = 50;
const valuesMax = 1_000;
/** Sorts behind every character in text. */
const lastCharacter = '\u{10FFFF}';

/** All of `where` and, when given, at least one of `any`. Throws `InvalidQueryError`. */
function conditionOf(view: DeclaredView, where: readonly Comparison[], any?: readonly Comparison[]): Condition {
  if (where.length + (any?.length ?? 0) > comparisonsMax) {
    throw new InvalidQueryError(`A query has at most ${comparisonsMax} comparisons.`);
  }
  const all = where.map((comparison) => compare(view, comparison));
  if (any !== undefined) all.push(some(any.map((comparison) => compare(view, comparison))));
  return every(all);
}

/** The conjunction of the conditions. */
function every(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' AND ', '1');
}

/** The disjunction of the conditions. */
function some(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' OR ', '0');
}

function joined(conditions: readonly Condition[], by: string, ofNone: string): Condition {
  if (conditions.length === 0) return { sql: ofNone, values: [] };
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(by)})`,
    values: conditions.flatMap(({ values }) => values),
  };
}

function compare(view: DeclaredView, comparison: Comparison): Condition {
  const field = view.field(comparison.field);
  switch (comparison.is) {
    case 'equal':
      if (comparison.value === null) return { sql: `${field.sql} IS NULL`, values: [] };
      return { sql: `${field.sql} = ?`, values: [bound(field, comparison.value)] };
    case 'in':
      return within(field, comparison.values);
    case 'from':
      return { sql: `${field.sql} >= ?`, values: [bound(field, comparison.value)] };
    case 'before':
      return { sql: `${field.sql} < ?`, values: [bound(field, comparison.value)] };
    case 'starts-with':
      return startingWith(field, comparison.value);
    default:
      return unknown(comparison);
  }
}

function within(field: DeclaredField, values: readonly (string | number)[]): Condition {
  if (values.length > valuesMax) throw new InvalidQueryError(`A list to compare with has at most ${valuesMax} values.`);
  const list = JSON.stringify(values.map((value) => bound(field, value)));
  return { sql: `${field.sql} IN (SELECT value FROM json_each(?))`, values: [list] };
}

/** A range, so that an index serves it; LIKE ignores case and has wildcards. */
function startingWith(field: DeclaredField, prefix: string): Condition {
  const from = bound(field, prefix);
  if (field.type !== 'string') throw new InvalidQueryError(`The field ${field.path} is not text.`);
  return { sql: `(${field.sql} >= ? AND ${field.sql} < ?)`, values: [from, `${prefix}${lastCharacter}`] };
}

/** SQLite has no booleans: JSON's become 1 and 0. */
function bound(field: DeclaredField, value: string | number | boolean): string | number {
  if (typeof value !== field.type || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new InvalidQueryError(`The field ${field.path} is compared with a ${field.type}.`);
  }
  return typeof value === 'boolean' ? Number(value) : value;
}

function unknown(comparison: never): never {
  throw new InvalidQueryError(`There is no comparison of that kind. ${typeof comparison}`);
}

/** Statements kept prepared; the least recently used is evicted first. */
const statementsMax = 200;

/** Prepared statements by text. Queries vary in their comparisons, so their number is bounded here, not by the callers. */
export class Statements {
  private readonly prepared = new Map<string, Statement<unknown[]>>();

  constructor(private readonly connection: Connection) {}

  /** The statement for this text; only the caller knows the type of its rows. */
  for<Values extends unknown[], Row>(sql: string): Statement<Values, Row> {
    const statement = this.prepared.get(sql) ?? this.connection.db.prepare(sql);
    this.prepared.delete(sql);
    this.prepared.set(sql, statement);
    if (this.prepared.size > statementsMax) this.prepared.delete(this.prepared.keys().next().value!);
    return statement as Statement<Values, Row>;
  }
}
