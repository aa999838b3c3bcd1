import type { Comparison } from '@redress/eventing';
import { InvalidQueryError } from '@redress/eventing';
import type { Filter } from 'mongodb';
import type { DeclaredField, DeclaredView } from './declared-view.js';
import type { FieldValue, StoredDocument } from './stored-document.js';

export type Condition = Filter<StoredDocument>;

const comparisonsMax = 50;
const valuesMax = 1_000;
/** Sorts behind every character that text can hold. */
const lastCharacter = '\u{10FFFF}';
/** Holds for no document: every one has an id. */
const never: Condition = { _id: { $in: [] } };

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
  const [only, ...others] = conditions;
  return others.length === 0 ? (only ?? {}) : { $and: [...conditions] };
}

/** Holds when at least one of them holds. */
function some(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? never : { $or: [...conditions] };
}

function compare(view: DeclaredView, comparison: Comparison): Condition {
  const field = view.field(comparison.field);
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
  if (values.length > valuesMax) throw new InvalidQueryError(`A list to compare with has at most ${valuesMax} values.`);
  return { [field.stored]: { $in: values.map((value) => bound(field, value)) } };
}

/** As a range and not a pattern: text with any character in it is then only text. */
function startingWith(field: DeclaredField, prefix: string): Condition {
  const from = bound(field, prefix);
  if (field.type !== 'string') throw new InvalidQueryError(`The field ${field.path} is not text.`);
  return { [field.stored]: { $gte: from, $lt: `${prefix}${lastCharacter}` } };
}

/** Also keeps out objects, which the database would take for operators. */
function bound(field: DeclaredField, value: FieldValue): FieldValue {
  if (typeof value !== field.type || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new InvalidQueryError(`The field ${field.path} is compared with a ${field.type}.`);
  }
  return value;
}

function unknown(comparison: never): never {
  throw new InvalidQueryError(`There is no comparison of that kind. ${typeof comparison}`);
}
