import { createHash } from 'node:crypto';
import { InvalidQueryError } from '../errors.js';
import { parseJson } from '../outside-json.js';
import { VALUE_PARTS_MAX, VALUES_LIMIT_MAX, type FindQuery, type ValuesQuery } from './read-store.js';

const PAGE_DOCUMENTS_MAX = 200;

/** Throws `InvalidQueryError` for a page size outside 1 to `most`. */
export function requirePageSize({ limit }: Pick<FindQuery, 'limit'>, most = PAGE_DOCUMENTS_MAX): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return;
  throw new InvalidQueryError(`A page has 1 to ${most} documents.`);
}

const PART = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/** Throws `InvalidQueryError` for too many documents or parts, and for a part that is not named by plain words. */
export function requireValues({ limit, parts = [] }: Pick<ValuesQuery, 'limit' | 'parts'>): void {
  requirePageSize({ limit }, VALUES_LIMIT_MAX);
  if (parts.length > VALUE_PARTS_MAX)
    throw new InvalidQueryError(`A page has at most ${VALUE_PARTS_MAX} parts of a document.`);
  if (!parts.every((part) => PART.test(part)))
    throw new InvalidQueryError('A part of a document is named by plain words, joined by dots.');
}

/** The last document of a page: its value in the sort field, and its id. */
export interface PageEnd {
  readonly value: string | number | null;
  readonly id: string;
}

/**
 * Encodes where a page ended, not how many documents preceded it, so that documents added or removed between two pages cause neither
 * duplicates nor omissions. Also names its query, so that another query refuses it.
 */
export function cursorAt(view: string, query: FindQuery, end: PageEnd): string {
  return Buffer.from(JSON.stringify([fingerprint(view, query), end.value, end.id])).toString('base64url');
}

/** Throws `InvalidQueryError` for anything that `cursorAt` did not return for this query. */
export function pageEndOf(view: string, query: FindQuery, cursor: string): PageEnd {
  const [print, value, id] = decoded(cursor);
  const isEnd = (value === null || typeof value === 'string' || typeof value === 'number') && typeof id === 'string';
  if (print !== fingerprint(view, query) || !isEnd) {
    throw new InvalidQueryError('The cursor does not belong to this query. Begin again without one.');
  }
  return { value, id };
}

function decoded(cursor: string): readonly unknown[] {
  try {
    const parts = parseJson(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** Omits the page size, which may change from page to page. */
function fingerprint(view: string, { where, any, sort }: FindQuery): string {
  const text = JSON.stringify([view, where, any ?? null, sort.field, sort.direction]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
