import {
  cursorAt,
  InvalidQueryError,
  pageEndOf,
  type FindQuery,
  type FoundPage,
  type PageEnd,
} from '@redress/eventing';
import type { Condition } from './conditions.js';
import { conditionOf, every } from './conditions.js';
import type { DeclaredView } from './declared-view.js';
import { documentOf } from './document-row.js';
import type { DocumentRow } from './document-row.js';
import type { Statements } from './statements.js';

const limitMax = 200;

interface FoundRow extends DocumentRow {
  readonly sortedBy: string | number | null;
}

/**
 * One page of a generation. Documents with the sort field come first, those without it after them: two ranges, each of which an
 * index serves from the cursor on, so that the last page costs no more than the first.
 */
export function findPage(statements: Statements, view: DeclaredView, generation: number, query: FindQuery): FoundPage {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > limitMax) {
    throw new InvalidQueryError(`A page has 1 to ${limitMax} documents.`);
  }
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

/** Ties are broken by id in the direction of the sort, so that an index is read straight on, or straight back. */
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
