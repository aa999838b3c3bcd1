import {
  cursorAt,
  InvalidQueryError,
  pageEndOf,
  type FindQuery,
  type FoundPage,
  type PageEnd,
} from '@redress/eventing';
import type { Collection } from 'mongodb';
import type { Condition } from './conditions.js';
import { conditionOf, every } from './conditions.js';
import type { DeclaredView } from './declared-view.js';
import { documentOf, type StoredDocument } from './stored-document.js';

const limitMax = 200;

/** A query that was checked, ready to be asked of any generation. */
export interface PageQuery {
  readonly view: DeclaredView;
  readonly query: FindQuery;
  readonly condition: Condition;
  readonly ranges: readonly Range[];
}

/**
 * Documents with the sort field come first, those without it after them: two ranges, each of which an index serves from the cursor
 * on, so that the last page costs no more than the first.
 */
interface Range {
  readonly condition: Condition;
  /** Fields to sort by; ties are broken by id in the direction of the sort, so that an index is read straight on, or straight back. */
  readonly by: readonly string[];
}

/** Throws `InvalidQueryError`. */
export function pageQuery(view: DeclaredView, query: FindQuery): PageQuery {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > limitMax) {
    throw new InvalidQueryError(`A page has 1 to ${limitMax} documents.`);
  }
  const end = query.cursor === undefined ? undefined : pageEndOf(view.name, query, query.cursor);
  const condition = conditionOf(view, query.where, query.any);
  return { view, query, condition, ranges: rangesAfter(view, query, end) };
}

export async function findPage(
  collection: Collection<StoredDocument>,
  { view, query, condition, ranges }: PageQuery,
): Promise<FoundPage> {
  const wanted = query.limit + 1; // one more tells whether another page follows
  const direction = query.sort.direction === 'descending' ? -1 : 1;
  const found: StoredDocument[] = [];
  for (const range of ranges) {
    const left = wanted - found.length;
    if (left === 0) break;
    const sort = Object.fromEntries(range.by.map((field) => [field, direction] as const));
    const rows = collection
      .find(every([condition, range.condition]))
      .sort(sort)
      .limit(left);
    found.push(...(await rows.toArray()));
  }
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    documents: page.map((stored) => documentOf(view, stored)),
    next: last && found.length > page.length ? cursorAt(view.name, query, endAt(view, query, last)) : null,
  };
}

function rangesAfter(view: DeclaredView, { sort, where }: FindQuery, end: PageEnd | undefined): readonly Range[] {
  const { stored: field, type } = view.field(sort.field);
  const beyond = sort.direction === 'descending' ? '$lt' : '$gt';
  const having = (condition: Condition): Range => ({ condition, by: [field, '_id'] });
  const lacking = (condition: Condition): Range => ({ condition, by: ['_id'] });
  // Asked for nothing where a condition needs the field: what is due, looked for every second, is nearly always an empty first range.
  const isNeeded = where.some((one) => one.field === sort.field && !(one.is === 'equal' && one.value === null));
  const last = isNeeded ? [] : [lacking({ [field]: null })];
  if (end === undefined) return [having({ [field]: { $ne: null } }), ...last];
  const { id } = end;
  if (end.value === null) return [lacking({ [field]: null, _id: { [beyond]: id } })];
  const value = type === 'boolean' ? end.value === 1 : end.value;
  const after = { $or: [{ [field]: { [beyond]: value } }, { [field]: value, _id: { [beyond]: id } }] };
  // Said once more as one bound: of the alternatives alone an index would serve each, and their union would have to be sorted.
  return [having(every([{ [field]: { [`${beyond}e`]: value } }, after])), ...last];
}

/** Yes and no are 1 and 0 in a cursor. */
function endAt(view: DeclaredView, { sort }: FindQuery, last: StoredDocument): PageEnd {
  const value = last.fields[view.field(sort.field).name] ?? null;
  return { value: typeof value === 'boolean' ? Number(value) : value, id: last._id };
}
