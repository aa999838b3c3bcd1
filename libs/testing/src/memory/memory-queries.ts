import {
  InvalidQueryError,
  type AggregateQuery,
  type AggregateRow,
  type Comparison,
  type FindQuery,
  type FoundPage,
  type Json,
  type Measure,
  type ViewDefinition,
  type ViewDocument,
} from '@redress/eventing';

type Scalar = string | number | boolean | null;

const LIMIT_MAX = 200;
const COMPARISONS_MAX = 50;
const VALUES_MAX = 1_000;
const MEASURES_MAX = 20;
const GROUP_FIELDS_MAX = 2;

export function findAmong(view: ViewDefinition, documents: readonly ViewDocument[], query: FindQuery): FoundPage {
  const { where, any, sort, limit, cursor } = query;
  const comparisons = [...where, ...(any ?? [])];
  checkFields(
    view,
    [...comparisons, sort].map(({ field }) => field),
  );
  checkSizes(comparisons);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > LIMIT_MAX)
    throw new InvalidQueryError('A page has 1 to 200 documents.');
  const asked = JSON.stringify([where, any ?? null, sort]);
  const after = cursor === undefined ? undefined : readCursor(cursor, asked);
  const compare = documentOrder(sort);
  const found = documents
    .filter(
      ({ body }) =>
        where.every((one) => holds(body, one)) && (any === undefined || any.some((one) => holds(body, one))),
    )
    .map((document) => ({ document, key: { value: valueIn(document.body, sort.field), id: document.id } }))
    .filter(({ key }) => after === undefined || compare(key, after) > 0)
    .sort((one, other) => compare(one.key, other.key));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next =
    found.length > limit && last !== undefined
      ? Buffer.from(JSON.stringify([asked, last.key])).toString('base64url')
      : null;
  return { documents: page.map(({ document }) => document), next };
}

export function aggregateAmong(
  view: ViewDefinition,
  documents: readonly ViewDocument[],
  { where, groupBy, measures }: AggregateQuery,
): readonly AggregateRow[] {
  checkFields(view, [...where.map(({ field }) => field), ...groupBy, ...measures]);
  checkSizes(where);
  if (measures.length > MEASURES_MAX) throw new InvalidQueryError(`A query has at most ${MEASURES_MAX} measures.`);
  if (groupBy.length > GROUP_FIELDS_MAX) throw new InvalidQueryError('Documents are grouped by at most two fields.');
  const matching = documents.filter(({ body }) => where.every((one) => holds(body, one)));
  const groups = Map.groupBy(matching, ({ body }) => JSON.stringify(groupBy.map((field) => valueIn(body, field))));
  if (groupBy.length === 0 && matching.length === 0) groups.set('[]', []);
  return [...groups]
    .map(([group, members]) => ({
      group: JSON.parse(group) as Scalar[],
      count: members.length,
      measures: Object.fromEntries(measures.map((field) => [field, measure(members, field)])),
    }))
    .sort((one, other) => compareGroups(one.group, other.group));
}

function checkSizes(comparisons: readonly Comparison[]): void {
  if (comparisons.length > COMPARISONS_MAX) {
    throw new InvalidQueryError(`A query has at most ${COMPARISONS_MAX} comparisons.`);
  }
  if (comparisons.some((comparison) => comparison.is === 'in' && comparison.values.length > VALUES_MAX)) {
    throw new InvalidQueryError(`A list to compare with has at most ${VALUES_MAX} values.`);
  }
}

function measure(documents: readonly ViewDocument[], field: string): Measure {
  const values = documents.map(({ body }) => valueIn(body, field)).filter((value) => typeof value === 'number');
  const extreme = (pick: (...all: number[]) => number) =>
    values.length === 0 ? null : values.reduce((one, other) => pick(one, other));
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    min: extreme(Math.min),
    max: extreme(Math.max),
  };
}

function holds(body: Json, comparison: Comparison): boolean {
  const value = valueIn(body, comparison.field);
  switch (comparison.is) {
    case 'equal':
      return value === comparison.value;
    case 'in':
      return value !== null && comparison.values.includes(value as string | number);
    case 'from':
      return value !== null && compareValues(value, comparison.value) >= 0;
    case 'before':
      return value !== null && compareValues(value, comparison.value) < 0;
    case 'starts-with':
      return typeof value === 'string' && value.startsWith(comparison.value);
  }
}

function valueIn(body: Json, path: string): Scalar {
  let value: Json | undefined = body;
  for (const name of path.split('.')) value = (value as { [key: string]: Json } | null | undefined)?.[name];
  return value === undefined || typeof value === 'object' ? null : value;
}

interface SortKey {
  readonly value: Scalar;
  readonly id: string;
}

/** Documents without the field come last in either direction; ties are broken by id. */
function documentOrder({ direction }: FindQuery['sort']): (one: SortKey, other: SortKey) => number {
  const sign = direction === 'ascending' ? 1 : -1;
  return (one, other) => {
    const byId = one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
    if (one.value === null || other.value === null) {
      return one.value === other.value ? sign * byId : one.value === null ? 1 : -1;
    }
    return sign * (compareValues(one.value, other.value) || byId);
  };
}

function compareValues(one: Scalar, other: Scalar): number {
  if (one === other) return 0;
  return (one as string | number) < (other as string | number) ? -1 : 1;
}

function compareGroups(one: readonly Scalar[], other: readonly Scalar[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? null;
    if (value === against) continue;
    if (value === null || against === null) return value === null ? -1 : 1;
    return compareValues(value, against);
  }
  return 0;
}

function checkFields(view: ViewDefinition, fields: readonly string[]): void {
  const unknown = fields.find((field) => !Object.hasOwn(view.fields, field));
  if (unknown !== undefined) throw new InvalidQueryError(`The view ${view.name} declares no field ${unknown}.`);
}

function readCursor(cursor: string, asked: string): SortKey {
  try {
    const [query, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, SortKey];
    if (query === asked) return key;
  } catch {
    // Falls through: what cannot be read is no cursor of this query.
  }
  throw new InvalidQueryError('The cursor is of another query.');
}
