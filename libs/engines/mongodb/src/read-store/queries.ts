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
  type Measure,
  MEASURES_MAX,
  partsOf,
  type PageEnd,
  pageEndOf,
  requirePageSize,
  requireValues,
  type ValuesQuery,
} from '@redress/eventing';
import type { Collection, Document, Filter } from 'mongodb';
import type { DeclaredField, DeclaredView } from './declared-view.js';
import { documentOf, type FieldValue, type StoredDocument } from './documents.js';

/** How long the server works on one query, as the embedded store does. */
const QUERY_MS_MAX = 10_000;

/** A checked query, ready to run on any generation. */
interface PageQuery {
  readonly view: DeclaredView;
  readonly query: FindQuery;
  readonly condition: Condition;
  readonly ranges: readonly Range[];
}

/**
 * Documents with the sort field come first, those without it last: two ranges, each served by an index from the cursor on, so that the last
 * page costs no more than the first.
 */
interface Range {
  readonly condition: Condition;
  /** Fields to sort by; ties are broken by id in the direction of the sort, so that an index is read straight forward or backward. */
  readonly by: readonly string[];
}

/** Throws `InvalidQueryError`. */
export function pageQuery(view: DeclaredView, query: FindQuery): PageQuery {
  requirePageSize(query);
  return preparedPage(view, query);
}

/** A checked query for values, ready to run on any generation. */
interface ValuesPageQuery extends PageQuery {
  readonly fields: readonly DeclaredField[];
  readonly parts: readonly string[];
}

/** Throws `InvalidQueryError`. */
export function valuesQuery(view: DeclaredView, query: ValuesQuery): ValuesPageQuery {
  requireValues(query);
  return {
    ...preparedPage(view, query),
    fields: query.fields.map((path) => view.field(path)),
    parts: query.parts ?? [],
  };
}

function preparedPage(view: DeclaredView, query: FindQuery): PageQuery {
  const end = query.cursor === undefined ? undefined : pageEndOf(view.name, query, query.cursor);
  const condition = conditionOf(view, query.where, query.any);
  return { view, query, condition, ranges: rangesAfter(view, query, end) };
}

export async function findPage(collection: Collection<StoredDocument>, prepared: PageQuery): Promise<FoundPage> {
  const { page, next } = await foundIn<StoredDocument>(collection, prepared);
  return { documents: page.map((stored) => documentOf(prepared.view, stored)), next };
}

/** A stored document without what is not asked for. */
type StoredValues = Pick<StoredDocument, '_id'> & Partial<StoredDocument>;

export async function findValues(
  collection: Collection<StoredDocument>,
  prepared: ValuesPageQuery,
): Promise<FoundValues> {
  const { view, query, fields, parts } = prepared;
  const shown = [view.field(query.sort.field), ...fields].map(({ stored }) => [stored, 1] as const);
  const whole = parts.length === 0 ? {} : { revision: 1, body: 1 };
  const { page, next } = await foundIn<StoredValues>(collection, prepared, { ...Object.fromEntries(shown), ...whole });
  const readRow = ({ _id: id, revision = 0, body, fields: found = {} }: StoredValues): FieldValues => ({
    id,
    // Not of terms, which alone have several.
    values: Object.fromEntries(fields.map(({ path, name }) => [path, (found[name] ?? null) as FieldValue | null])),
    // A body is text to the server, which cannot take it apart.
    parts: body === undefined ? {} : partsOf(documentOf(view, { _id: id, revision, body, fields: found }).body, parts),
  });
  return { rows: page.map(readRow), next };
}

/** One page, of whole documents or of what a projection names. */
async function foundIn<Stored extends StoredValues>(
  collection: Collection<StoredDocument>,
  { view, query, condition, ranges }: PageQuery,
  projection?: Document,
): Promise<{ readonly page: readonly Stored[]; readonly next: string | null }> {
  const wanted = query.limit + 1; // one more tells whether another page follows
  const direction = query.sort.direction === 'descending' ? -1 : 1;
  const found: Stored[] = [];
  for (const range of ranges) {
    const left = wanted - found.length;
    if (left === 0) break;
    const sort = Object.fromEntries(range.by.map((field) => [field, direction] as const));
    const rows = collection
      .find<Stored>(every([condition, range.condition]), projection === undefined ? {} : { projection })
      .sort(sort)
      .limit(left)
      .maxTimeMS(QUERY_MS_MAX);
    found.push(...(await rows.toArray()));
  }
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const isLast = last === undefined || found.length === page.length;
  return { page, next: isLast ? null : cursorAt(view.name, query, endAt(view, query, last)) };
}

function rangesAfter(view: DeclaredView, { sort, where }: FindQuery, end: PageEnd | undefined): readonly Range[] {
  const { stored: field, type } = view.field(sort.field);
  const beyond = sort.direction === 'descending' ? '$lt' : '$gt';
  const having = (condition: Condition): Range => ({ condition, by: [field, '_id'] });
  const lacking = (condition: Condition): Range => ({ condition, by: ['_id'] });
  // Skipped when a condition requires the field: the poll for what is due, every second, nearly always has an empty first range.
  const isNeeded = where.some((one) => one.field === sort.field && !holdsForNone(one));
  const last = isNeeded ? [] : [lacking({ [field]: null })];
  if (end === undefined) return [having({ [field]: { $ne: null } }), ...last];
  const { id } = end;
  if (end.value === null) return [lacking({ [field]: null, _id: { [beyond]: id } })];
  const value = type === 'boolean' ? end.value === 1 : end.value;
  const after = { $or: [{ [field]: { [beyond]: value } }, { [field]: value, _id: { [beyond]: id } }] };
  // Repeated as a single bound: from the alternatives alone an index would serve each, and their union would need sorting.
  return [having(every([{ [field]: { [`${beyond}e`]: value } }, after])), ...last];
}

/** Whether a comparison holds for documents without its field. */
function holdsForNone(one: Comparison): boolean {
  return one.is === 'equal' ? one.value === null : 'orNone' in one;
}

/** Booleans are 1 and 0 in a cursor. */
function endAt(view: DeclaredView, { sort }: FindQuery, last: StoredValues): PageEnd {
  const value = last.fields?.[view.field(sort.field).name] ?? null;
  const isText = typeof value === 'string' || typeof value === 'number';
  return { value: typeof value === 'boolean' ? Number(value) : isText ? value : null, id: last._id };
}

/** A checked query, ready to run on any generation. */
interface FigureQuery {
  readonly query: AggregateQuery;
  readonly stages: readonly Document[];
}

type Value = string | number | boolean | null;
type Row = { readonly _id: { readonly [name: string]: Value } | null } & { readonly [figure: string]: number | null };

/** Throws `InvalidQueryError`. */
export function figureQuery(view: DeclaredView, query: AggregateQuery): FigureQuery {
  const { groupBy, measures, extremes = [] } = query;
  if (groupBy.length > GROUP_KEYS_MAX)
    throw new InvalidQueryError(`Documents are grouped by at most ${GROUP_KEYS_MAX} keys.`);
  if (measures.length > MEASURES_MAX) throw new InvalidQueryError(`A query has at most ${MEASURES_MAX} measures.`);
  if (!extremes.every((path) => measures.includes(path)))
    throw new InvalidQueryError('Extremes are found of measures only.');
  const groups = groupBy.map((key) => groupExpression(view, key));
  const figures = [
    ...measures.map((path) => numberField(view, path)).flatMap(sumsOf),
    ...extremes.map((path) => numberField(view, path)).flatMap(extremesOf),
  ];
  const id = groups.length === 0 ? null : Object.fromEntries(groups.map((group, index) => [`g${index}`, group]));
  const order = groups.map((_, index) => [`_id.g${index}`, 1] as const);
  const stages = [
    { $match: conditionOf(view, query.where, query.any) },
    { $group: { _id: id, count: { $sum: 1 }, ...Object.fromEntries(figures) } },
    ...(order.length === 0 ? [] : [{ $sort: Object.fromEntries(order) }]),
    { $limit: GROUPS_ANSWERED_MAX },
  ];
  return { query, stages };
}

/** Counts and measures by group; without `groupBy` exactly one row. */
export async function aggregateRows(
  collection: Collection<StoredDocument>,
  { query, stages }: FigureQuery,
): Promise<readonly AggregateRow[]> {
  const bounds = { allowDiskUse: true, maxTimeMS: QUERY_MS_MAX };
  const rows = await collection.aggregate<Row>([...stages], bounds).toArray();
  if (rows.length === 0 && query.groupBy.length === 0) return [rowOf(query, undefined)];
  return rows.map((row) => rowOf(query, row));
}

function numberField(view: DeclaredView, path: string): DeclaredField {
  const field = view.field(path);
  if (field.type !== 'number') throw new InvalidQueryError(`The field ${path} is not a number.`);
  return field;
}

function groupExpression(view: DeclaredView, key: GroupKey): Document {
  if (typeof key === 'string') return { $ifNull: [`$${view.field(key).stored}`, null] };
  const field = view.field(key.field);
  const value = `$${field.stored}`;
  // In BSON's order an absent value and null precede any other.
  return { $cond: [{ $gt: [value, null] }, { $lt: [value, { $literal: bound(field, key.before) }] }, null] };
}

type NamedFigure = readonly [name: string, figure: Document];

function sumsOf({ stored }: DeclaredField, index: number): readonly NamedFigure[] {
  const value = `$${stored}`;
  return [
    // In BSON's order, numbers follow null and absent values precede it.
    [`count${index}`, { $sum: { $cond: [{ $gt: [value, null] }, 1, 0] } }],
    [`sum${index}`, { $sum: value }],
  ];
}

function extremesOf({ stored }: DeclaredField, index: number): readonly NamedFigure[] {
  return [
    [`min${index}`, { $min: `$${stored}` }],
    [`max${index}`, { $max: `$${stored}` }],
  ];
}

function rowOf({ groupBy, measures, extremes = [] }: AggregateQuery, row: Row | undefined): AggregateRow {
  const measureAt = (index: number): Measure => ({
    count: Number(row?.[`count${index}`] ?? 0),
    sum: Number(row?.[`sum${index}`] ?? 0),
  });
  const extremesAt = (index: number): Extremes => ({
    min: row?.[`min${index}`] ?? null,
    max: row?.[`max${index}`] ?? null,
  });
  return {
    group: groupBy.map((_, index) => row?._id?.[`g${index}`] ?? null),
    count: Number(row?.['count'] ?? 0),
    measures: Object.fromEntries(measures.map((path, index) => [path, measureAt(index)])),
    extremes: Object.fromEntries(extremes.map((path, index) => [path, extremesAt(index)])),
  };
}

type Condition = Filter<StoredDocument>;

const comparisonsMax = 50;
const valuesMax = 1_000;
/** Sorts behind every character in text. */
const lastCharacter = '\u{10FFFF}';
/** Matches no document: each has an id. */
const never: Condition = { _id: { $in: [] } };

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
  const [only, ...others] = conditions;
  return others.length === 0 ? (only ?? {}) : { $and: [...conditions] };
}

/** The disjunction of the conditions. */
function some(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? never : { $or: [...conditions] };
}

function compare(view: DeclaredView, comparison: Comparison): Condition {
  if (comparison.is === 'has') return having(view.termsOf(comparison.field), comparison.values);
  const field = view.field(comparison.field);
  const condition = comparePresent(field, comparison);
  return 'orNone' in comparison ? some([condition, { [field.stored]: null }]) : condition;
}

function having({ stored }: DeclaredField, terms: readonly string[]): Condition {
  requireFewValues(terms);
  if (terms.some((term) => typeof term !== 'string')) throw new InvalidQueryError('A term is text.');
  return { [stored]: { $in: [...terms] } };
}

function comparePresent(field: DeclaredField, comparison: Exclude<Comparison, { readonly is: 'has' }>): Condition {
  switch (comparison.is) {
    case 'equal':
      return { [field.stored]: comparison.value === null ? null : bound(field, comparison.value) };
    case 'in':
      return within(field, comparison.values);
    case 'from':
      return { [field.stored]: { $gte: bound(field, comparison.value) } };
    case 'before':
      return { [field.stored]: { $lt: bound(field, comparison.value) } };
    case 'starts-with':
      return startingWith(field, comparison.value);
    default:
      return unknown(comparison);
  }
}

function within(field: DeclaredField, values: readonly (string | number)[]): Condition {
  requireFewValues(values);
  return { [field.stored]: { $in: values.map((value) => bound(field, value)) } };
}

function requireFewValues(values: readonly unknown[]): void {
  if (values.length > valuesMax) throw new InvalidQueryError(`A list to compare with has at most ${valuesMax} values.`);
}

/** A range instead of a pattern, so that no character of the text is special. */
function startingWith(field: DeclaredField, prefix: string): Condition {
  const from = bound(field, prefix);
  if (field.type !== 'string') throw new InvalidQueryError(`The field ${field.path} is not text.`);
  return { [field.stored]: { $gte: from, $lt: `${prefix}${lastCharacter}` } };
}

/** Also keeps out objects, which the database would treat as operators. */
function bound(field: DeclaredField, value: FieldValue): FieldValue {
  if (typeof value !== field.type || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new InvalidQueryError(`The field ${field.path} is compared with a ${field.type}.`);
  }
  return value;
}

function unknown(comparison: never): never {
  throw new InvalidQueryError(`There is no comparison of that kind. ${typeof comparison}`);
}
