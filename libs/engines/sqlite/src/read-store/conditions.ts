import type { Comparison } from '@redress/eventing';
import { InvalidQueryError } from '@redress/eventing';
import type { DeclaredField, DeclaredView } from './declared-view.js';

/** A piece of SQL with its bound values, in order. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

const comparisonsMax = 50;
const valuesMax = 1_000;
/** Sorts behind every character that text can hold. */
const lastCharacter = '\u{10FFFF}';

/** All of `where` and, when given, at least one of `any`. Throws `InvalidQueryError`. */
export function conditionOf(view: DeclaredView, where: readonly Comparison[], any?: readonly Comparison[]): Condition {
  if (where.length + (any?.length ?? 0) > comparisonsMax) {
    throw new InvalidQueryError(`A query has at most ${comparisonsMax} comparisons.`);
  }
  const all = where.map((comparison) => compare(view, comparison));
  if (any !== undefined) all.push(some(any.map((comparison) => compare(view, comparison))));
  return every(all);
}

/** Holds when all of them hold. */
export function every(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' AND ', '1');
}

/** Holds when at least one of them holds. */
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

/** As a range, so that an index serves it; not LIKE, which knows no case of letters and has wildcards. */
function startingWith(field: DeclaredField, prefix: string): Condition {
  const from = bound(field, prefix);
  if (field.type !== 'string') throw new InvalidQueryError(`The field ${field.path} is not text.`);
  return { sql: `(${field.sql} >= ? AND ${field.sql} < ?)`, values: [from, `${prefix}${lastCharacter}`] };
}

/** SQLite has no booleans: JSON's come out as 1 and 0. */
function bound(field: DeclaredField, value: string | number | boolean): string | number {
  if (typeof value !== field.type || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new InvalidQueryError(`The field ${field.path} is compared with a ${field.type}.`);
  }
  return typeof value === 'boolean' ? Number(value) : value;
}

function unknown(comparison: never): never {
  throw new InvalidQueryError(`There is no comparison of that kind. ${typeof comparison}`);
}
