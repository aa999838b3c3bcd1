import {
  type AggregateQuery,
  type AggregateRow,
  type Comparison,
  cursorAt,
  type FieldValues,
  type FindQuery,
  type FoundPage,
  type FoundValues,
  type Extremes,
  GROUP_KEYS_MAX,
  type GroupKey,
  GROUPS_ANSWERED_MAX,
  InvalidQueryError,
  type Json,
  type JsonObject,
  type Measure,
  MEASURES_MAX,
  type PageEnd,
  pageEndOf,
  requirePageSize,
  parseJson,
  requireValues,
  type ValuesQuery,
  type ValueType,
} from '@redress/eventing';
import type { DeclaredField, DeclaredView } from './declared-view.js';
import { documentOf } from './document-table.js';
import { AS_FIELDS, IN_TIME, type PlannedQuery, type QueryRow, type Statement } from './run-query.js';
import { ANY_TOKEN_OF, columnOf, documentsTable } from './views-file.js';

/**
 * Plans one page of a view. Documents with the sort field come first, those without it last: two ranges, each served by an index from the
 * cursor on, so that the last page costs no more than the first. Throws `InvalidQueryError`.
 */
export function planPage(view: DeclaredView, query: FindQuery): PlannedQuery {
  requirePageSize(query);
  return planRows(view, query, { columns: ['revision', 'body'], documents: joinedDocuments(view), fields: [] });
}

/** Plans one page of values. Throws `InvalidQueryError`. */
export function planValues(view: DeclaredView, query: ValuesQuery): PlannedQuery {
  requireValues(query);
  const { fields, parts = [] } = query;
  const hasColumns = parts.every((part) => view.parts.has(part));
  const columns = [
    ...fields.map((path) => view.field(path).sql),
    ...parts.map((part) => (hasColumns ? partOf(view, part) : `body -> '$.${part}'`)),
  ];
  const shown =
    parts.length === 0 ? { documents: '', fields } : { documents: hasColumns ? '' : joinedDocuments(view), fields: [] };
  return planRows(view, query, { columns, ...shown });
}

/** Looked up in the document where the column is empty: what it has there may have been written by a process that knows no such columns. */
function partOf({ name }: DeclaredView, part: string): string {
  const inDocument = `SELECT body -> '$.${part}' FROM ${documentsTable(name)} AS documents WHERE documents.number = fields.number`;
  return `coalesce(${columnOf(part)}, (${inDocument}))`;
}

/** A cross join, because it is not turned round: the documents are looked up that the fields have found. */
function joinedDocuments({ name }: DeclaredView): string {
  return `CROSS JOIN ${documentsTable(name)} AS documents USING (number)`;
}

/** What a page shows of each document it finds, besides its id and what it is sorted by. */
interface Wanted {
  readonly columns: readonly string[];
  /** How the documents are joined, where they are read. */
  readonly documents: string;
  /** Paths of the fields that an index should hold to show them: none where what is found is looked up anyway. */
  readonly fields: readonly string[];
}

function planRows(view: DeclaredView, query: FindQuery, wanted: Wanted): PlannedQuery {
  const end = query.cursor === undefined ? undefined : pageEndOf(view.name, query, query.cursor);
  const ways = waysTo(view, query, wanted);
  return {
    kind: 'find',
    view: view.name,
    statements: rangesAfter(view, query, end).flatMap((range) =>
      ways.map((way) => pageStatement(view, query, wanted, way, range)),
    ),
    rowsMax: query.limit + 1, // one more tells whether another page follows
  };
}

/** A way to find documents; where there are several, each applies to other numbers of documents, and finds nothing otherwise. */
interface Way {
  readonly condition: Condition;
  readonly index: string | undefined;
  readonly alias: string;
  /** Whether it applies. */
  readonly applies?: Condition;
}

/** Up to so many documents of a term are looked up and sorted for each page, which takes some milliseconds. */
const LOOKED_UP_MAX = 1_000;

/**
 * By an index in the order of the page. By terms: what has few is looked up and sorted; of what has many, the index is walked and its entries are
 * checked for the terms, which is a tenth of looking them up. Of several conditions on terms the first decides.
 */
function waysTo(view: DeclaredView, { where, any, sort }: FindQuery, { fields }: Wanted): readonly Way[] {
  const condition = conditionOf(view, where, any);
  const terms = where.flatMap((one) => (one.is === 'has' ? [one] : []));
  const compared = [...where, ...(any ?? [])].filter(({ is }) => is !== 'has').map(({ field }) => field);
  const read = new Set([...compared, sort.field, ...fields]);
  const index = view.indexFor({ equal: equalIn(where), read, sort: sort.field });
  const inOrder = { condition, index, alias: AS_FIELDS };
  const [first] = terms;
  if (first === undefined) return [inOrder];
  const lookedUp = { condition, index: undefined, alias: LOOKED_UP };
  if (first.values.length === 0 || index === undefined) return [lookedUp];
  const many = manyHave(view.termsOf(first.field), first.values);
  return [
    { ...lookedUp, applies: { ...many, sql: `NOT ${many.sql}` } },
    { ...inOrder, applies: many },
  ];
}

/** Whether more than {@link LOOKED_UP_MAX} documents have a term, counted up to there. */
function manyHave(table: string, terms: readonly string[]): Condition {
  const { sql, values } = numbersHaving(table, terms);
  return { sql: `EXISTS (${sql} LIMIT 1 OFFSET ${LOOKED_UP_MAX})`, values };
}

/** The page in the rows that the query of {@link planPage} found. Throws `StoreCorruptError` for a document that cannot be read. */
export function pageOf(view: DeclaredView, query: FindQuery, rows: readonly QueryRow[]): FoundPage {
  const { page, next } = cutPage(view, query, rows as readonly FoundRow[]);
  return { documents: page.map(([id, , revision, body]) => documentOf(view.name, { id, revision, body })), next };
}

type SortedBy = string | number | null;
type FoundRow = readonly [id: string, sortedBy: SortedBy, revision: number, body: string];
type ValuesRow = readonly [id: string, sortedBy: SortedBy, ...values: (string | number | null)[]];

/** The values in the rows that the query of {@link planValues} found. */
export function valuesOf(view: DeclaredView, query: ValuesQuery, rows: readonly QueryRow[]): FoundValues {
  const fields = query.fields.map((path) => view.field(path));
  const { page, next } = cutPage(view, query, rows as readonly ValuesRow[]);
  const readRow = ([id, , ...columns]: ValuesRow): FieldValues => {
    const values: { [field: string]: string | number | boolean | null } = {};
    fields.forEach((field, place) => {
      values[field.path] = valueIn(field, columns[place]!);
    });
    return { id, values, parts: partsIn(columns.slice(fields.length), query.parts ?? []) };
  };
  return { rows: page.map(readRow), next };
}

/** SQLite gives a part as text, and NULL where there is none. */
function partsIn(columns: readonly (string | number | null)[], names: readonly string[]): JsonObject {
  const parts: { [name: string]: Json } = {};
  for (const [place, name] of names.entries()) {
    const text = columns[place];
    if (typeof text === 'string') parts[name] = parseJson(text) as Json;
  }
  return parts;
}

/** Takes off the row that only tells whether another page follows. */
function cutPage<Row extends readonly [id: string, sortedBy: SortedBy, ...others: unknown[]]>(
  view: DeclaredView,
  query: FindQuery,
  rows: readonly Row[],
): { readonly page: readonly Row[]; readonly next: string | null } {
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const isLast = last === undefined || rows.length === page.length;
  return { page, next: isLast ? null : cursorAt(view.name, query, { value: last[1], id: last[0] }) };
}

/** SQLite has no booleans. */
function valueIn(
  { type }: Pick<DeclaredField, 'type'>,
  column: string | number | null,
): string | number | boolean | null {
  return type === 'boolean' && column !== null ? column === 1 : column;
}

interface Range {
  readonly condition: Condition;
  readonly order: string;
}

/** What no value of a type sorts before. */
const LEAST: Readonly<Record<ValueType, string>> = { string: "''", number: '-9e999', boolean: '0' };

/** Ties are broken by id in the direction of the sort, so that an index is read straight forward or backward. */
function rangesAfter(view: DeclaredView, { sort, where }: FindQuery, end: PageEnd | undefined): readonly Range[] {
  const { sql, type } = view.field(sort.field);
  const [direction, beyond] = sort.direction === 'descending' ? ['DESC', '<'] : ['ASC', '>'];
  const having = (condition: Condition): Range => ({ condition, order: `${sql} ${direction}, fields.id ${direction}` });
  const lacking = (condition: Condition): Range => ({ condition, order: `fields.id ${direction}` });
  // Left out when a condition requires the field: of the many documents without a time no poll for what is due wants any.
  const isNeeded = where.some((one) => one.field === sort.field && !holdsForNone(one));
  const last = isNeeded ? [] : [lacking({ sql: `${sql} IS NULL`, values: [] })];
  // `IS NOT NULL` is no bound: an index would be read through all documents without the field.
  if (end === undefined) return [having({ sql: `${sql} >= ${LEAST[type]}`, values: [] }), ...last];
  const { value, id } = end;
  if (value === null) return [lacking({ sql: `${sql} IS NULL AND fields.id ${beyond} ?`, values: [id] })];
  const after = `${sql} ${beyond}= ? AND (${sql} ${beyond} ? OR fields.id ${beyond} ?)`;
  return [having({ sql: after, values: [value, value, id] }), ...last];
}

/** Whether a comparison holds for documents without its field. */
function holdsForNone(one: Comparison): boolean {
  return one.is === 'equal' ? one.value === null : 'orNone' in one;
}

function equalIn(where: readonly Comparison[]): ReadonlySet<string> {
  return new Set(where.filter(({ is }) => is === 'equal').map(({ field }) => field));
}

/** Whether the documents are those that the first condition on terms finds: SQLite knows nothing of how few they are. */
function termsFirst(where: readonly Comparison[]): boolean {
  return where.some(({ is }) => is === 'has');
}

/** Without their other indexes, the fields can only be looked up by the numbers that the terms have found. */
const LOOKED_UP = `${AS_FIELDS} NOT INDEXED`;

function pageStatement(
  view: DeclaredView,
  query: FindQuery,
  { columns, documents }: Wanted,
  way: Way,
  range: Range,
): Statement {
  const { sql, values } = every([way.condition, range.condition]);
  const { applies } = way;
  return {
    index: way.index,
    // A limit of nothing reads nothing.
    sql: `SELECT ${['fields.id', view.field(query.sort.field).sql, ...columns].join(', ')} FROM ${view.table} ${way.alias} ${documents}
          WHERE fields.generation = ? AND ${IN_TIME} AND ${sql} ORDER BY ${range.order}
          LIMIT ${applies === undefined ? '' : `(${applies.sql}) * `}?`,
    values: [...values, ...(applies?.values ?? [])],
  };
}

/** Plans counts and measures by group; without `groupBy` exactly one row. Throws `InvalidQueryError`. */
export function planAggregate(view: DeclaredView, query: AggregateQuery): PlannedQuery {
  const { groups, measures, extremes } = fieldsOf(view, query);
  const { sql, values } = conditionOf(view, query.where, query.any);
  const columns = [
    ...groups.map((group) => group.sql),
    'count(*)',
    ...measures.flatMap((field) => [`count(${field.sql})`, `total(${field.sql})`]),
    ...extremes.flatMap((field) => [`min(${field.sql})`, `max(${field.sql})`]),
  ];
  const ordinals = groups.map((_, place) => place + 1).join(', ');
  const grouping = ordinals === '' ? '' : `GROUP BY ${ordinals} ORDER BY ${ordinals}`;
  const compared = [...query.where, ...(query.any ?? [])].map(({ field }) => field);
  const read = new Set([...compared, ...groups.map(({ field }) => field.path), ...query.measures]);
  const statement: Statement = {
    index: termsFirst(query.where) ? undefined : view.indexFor({ equal: equalIn(query.where), read }),
    sql: `SELECT ${columns.join(', ')} FROM ${view.table} ${termsFirst(query.where) ? LOOKED_UP : AS_FIELDS}
          WHERE generation = ? AND ${IN_TIME} AND ${sql} ${grouping} LIMIT ?`,
    values,
    shown: groups.flatMap((group) => group.values),
  };
  return { kind: 'aggregate', view: view.name, statements: [statement], rowsMax: GROUPS_ANSWERED_MAX };
}

/** The groups in the rows that the query of {@link planAggregate} found. */
export function groupsOf(
  view: DeclaredView,
  query: AggregateQuery,
  rows: readonly QueryRow[],
): readonly AggregateRow[] {
  const wanted = fieldsOf(view, query);
  return rows.map((row) => rowOf(row, wanted));
}

/** What documents are grouped by: an expression with its bound values. */
interface Group extends Condition {
  readonly field: DeclaredField;
  /** Of the values that the expression has. */
  readonly type: ValueType;
}

interface Figures {
  readonly groups: readonly Group[];
  readonly measures: readonly DeclaredField[];
  readonly extremes: readonly DeclaredField[];
}

function fieldsOf(view: DeclaredView, { groupBy, measures, extremes = [] }: AggregateQuery): Figures {
  if (groupBy.length > GROUP_KEYS_MAX)
    throw new InvalidQueryError(`Documents are grouped by at most ${GROUP_KEYS_MAX} keys.`);
  if (measures.length > MEASURES_MAX) throw new InvalidQueryError(`A query has at most ${MEASURES_MAX} measures.`);
  if (!extremes.every((path) => measures.includes(path)))
    throw new InvalidQueryError('Extremes are found of measures only.');
  return {
    groups: groupBy.map((key) => groupOf(view, key)),
    measures: measures.map((path) => numberField(view, path)),
    extremes: extremes.map((path) => numberField(view, path)),
  };
}

function groupOf(view: DeclaredView, key: GroupKey): Group {
  if (typeof key === 'string') {
    const field = view.field(key);
    return { field, type: field.type, sql: field.sql, values: [] };
  }
  const field = view.field(key.field);
  return { field, type: 'boolean', sql: `${field.sql} < ?`, values: [bound(field, key.before)] };
}

function numberField(view: DeclaredView, path: string): DeclaredField {
  const field = view.field(path);
  if (field.type !== 'number') throw new InvalidQueryError(`The field ${path} is not a number.`);
  return field;
}

function rowOf(row: QueryRow, { groups, measures, extremes }: Figures): AggregateRow {
  const measured = groups.length + 1;
  const least = measured + measures.length * 2;
  const measureAt = (place: number): Measure => ({ count: row[place] as number, sum: row[place + 1] as number });
  const extremesAt = (place: number): Extremes => ({
    min: row[place] as number | null,
    max: row[place + 1] as number | null,
  });
  return {
    group: groups.map((group, index) => valueIn(group, row[index]!)),
    count: row[groups.length] as number,
    measures: Object.fromEntries(measures.map(({ path }, index) => [path, measureAt(measured + index * 2)])),
    extremes: Object.fromEntries(extremes.map(({ path }, index) => [path, extremesAt(least + index * 2)])),
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
  if (comparison.is === 'has') return having(view.termsOf(comparison.field), comparison.values);
  const field = view.field(comparison.field);
  const condition = comparePresent(field, comparison);
  return 'orNone' in comparison ? some([condition, { sql: `${field.sql} IS NULL`, values: [] }]) : condition;
}

/** Each such condition is a list of numbers that SQLite makes once; the documents of the first are looked up, and sought in the others. */
function having(table: string, terms: readonly string[]): Condition {
  requireFewValues(terms);
  if (terms.some((term) => typeof term !== 'string')) throw new InvalidQueryError('A term is text.');
  // FTS5 takes no question for a mistake.
  if (terms.length === 0) return { sql: '0', values: [] };
  const { sql, values } = numbersHaving(table, terms);
  return { sql: `fields.number IN (${sql})`, values };
}

/** The numbers of the documents that have at least one of some terms. */
function numbersHaving(table: string, terms: readonly string[]): Condition {
  const asked = `(SELECT ${ANY_TOKEN_OF} FROM json_each(?) AS term)`;
  return { sql: `SELECT rowid FROM ${table} WHERE ${table} MATCH ${asked}`, values: [JSON.stringify(terms)] };
}

function comparePresent(field: DeclaredField, comparison: Exclude<Comparison, { readonly is: 'has' }>): Condition {
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
  requireFewValues(values);
  const list = JSON.stringify(values.map((value) => bound(field, value)));
  return { sql: `${field.sql} IN (SELECT value FROM json_each(?))`, values: [list] };
}

function requireFewValues(values: readonly unknown[]): void {
  if (values.length > valuesMax) throw new InvalidQueryError(`A list to compare with has at most ${valuesMax} values.`);
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
