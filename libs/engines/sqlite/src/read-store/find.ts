import type { FindQuery, FoundPage } from '@redress/eventing';
import { InvalidQueryError } from '@redress/eventing';
import type { Condition } from './conditions.js';
import { conditionOf, joined } from './conditions.js';
import type { DeclaredView } from './declared-view.js';
import { documentOf } from './document-row.js';
import type { DocumentRow } from './document-row.js';
import type { PageEnd } from './page-cursor.js';
import { cursorAt, pageEndOf } from './page-cursor.js';
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

function rangesAfter(view: DeclaredView, { sort }: FindQuery, end: PageEnd | undefined): readonly Range[] {
  const { sql } = view.field(sort.field);
  const descending = sort.direction === 'descending';
  const withField = (condition: Condition): Range => ({
    condition,
    order: `${sql} ${descending ? 'DESC' : 'ASC'}, id`,
  });
  const without = (condition: Condition): Range => ({ condition, order: 'id' });
  const all = without({ sql: `${sql} IS NULL`, values: [] });
  if (end === undefined) return [withField({ sql: `${sql} IS NOT NULL`, values: [] }), all];
  const { value, id } = end;
  if (value === null) return [without({ sql: `${sql} IS NULL AND id > ?`, values: [id] })];
  const [fromHere, beyond] = descending ? ['<=', '<'] : ['>=', '>'];
  const after = { sql: `${sql} ${fromHere} ? AND (${sql} ${beyond} ? OR id > ?)`, values: [value, value, id] };
  return [withField(after), all];
}

function rowsOf(
  statements: Statements,
  view: DeclaredView,
  generation: number,
  query: FindQuery,
  range: Range,
  limit: number,
): readonly FoundRow[] {
  const { sql, values } = joined([conditionOf(view, query.where, query.any), range.condition], ' AND ');
  const statement = statements.for<(string | number)[], FoundRow>(
    `SELECT id, revision, body, ${view.field(query.sort.field).sql} AS sortedBy FROM documents
     WHERE ${view.condition} AND generation = ? AND ${sql} ORDER BY ${range.order} LIMIT ?`,
  );
  return statement.all(generation, ...values, limit);
}
