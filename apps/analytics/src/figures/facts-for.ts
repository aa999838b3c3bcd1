import type { Reference } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import type { Comparison, ReadStore } from '@redress/eventing';
import {
  areCountable,
  eachOpenableCase,
  eachVisibleFact,
  isDeclared,
  type ReadingLeft,
  type Tally,
  visibleTallies,
  WITHOUT_WALL,
} from '../facts/each-visible-fact.js';
import type { Fact } from '../facts/fact.js';
import {
  type FactDimension,
  factDimensions,
  type FactFlag,
  factFlags,
  type Filters,
  type FiguresQuestion,
} from './question.js';

/** Some fields of the facts of the complaints that a question is about, by their receipt. Throws as {@link eachVisibleFact}. */
export async function* factsFor<Field extends keyof Fact>(
  store: ReadStore,
  question: FiguresQuestion,
  fields: readonly Field[],
  reading?: ReadingLeft,
): AsyncGenerator<Pick<Fact, Field>> {
  const { where, left } = conditionsOf(question);
  const read = [...new Set([...fields, ...filtered(left)])];
  for await (const fact of eachVisibleFact(store, { span: question.span, where }, question.reader, read, reading)) {
    if (passes(fact, left)) yield fact;
  }
}

/**
 * As {@link factsFor}, for measures that only add up: complaints that are alike come once, with their number, where the store can count them. So
 * no complaint without a wall is read, and there may be any number.
 */
export async function* talliesFor<Field extends keyof Fact>(
  store: ReadStore,
  question: FiguresQuestion,
  fields: readonly Field[],
  asOf: Instant,
  reading?: ReadingLeft,
): AsyncGenerator<Tally<Field>> {
  const { where, left } = conditionsOf(question);
  const read = [...new Set(fields)];
  if (filtered(left).length === 0 && areCountable(read)) {
    const tallies = await visibleTallies(store, { span: question.span, where }, question.reader, read, asOf);
    if (tallies !== undefined) return yield* tallies;
  }
  for await (const fact of factsFor(store, question, read, reading)) yield { fact, count: 1 };
}

/** The complaints that a question is about and its reader may open, the latest first. Throws as {@link eachVisibleFact}. */
export async function* openableCasesFor(
  store: ReadStore,
  question: FiguresQuestion,
): AsyncGenerator<{ readonly reference: Reference; readonly fact: Fact }> {
  const { where, left } = conditionsOf(question);
  for await (const found of eachOpenableCase(store, { span: question.span, where }, question.reader))
    if (passes(found.fact, left)) yield found;
}

/** What the store can check of a question, besides the span, and the filters that are left. */
function conditionsOf({ filters, openOnly }: FiguresQuestion): {
  readonly where: Comparison[];
  readonly left: Filters;
} {
  const where: Comparison[] = openOnly ? [WITHOUT_WALL] : [];
  const left: { [field: string]: Filters[keyof Filters] } = {};
  for (const field of filtered(filters)) {
    const wanted = filters[field]!;
    if (!isDeclared(field)) left[field] = wanted;
    else if (typeof wanted !== 'boolean') where.push({ field, is: 'in', values: wanted });
    // A flag that nothing has set yet is not stored.
    else if (wanted) where.push({ field, is: 'equal', value: 1 });
    else where.push({ field, is: 'in', values: [0], orNone: true });
  }
  return { where, left: left };
}

function filtered(filters: Filters): readonly (FactDimension | FactFlag)[] {
  return [...factDimensions, ...factFlags].filter((field) => filters[field] !== undefined);
}

/** Whether a complaint is one of those that a question is about. Looks at the fields that are filtered by. */
function passes(fact: Partial<Fact>, filters: Filters): boolean {
  return (
    factDimensions.every((dimension) => filters[dimension]?.includes(fact[dimension] ?? '') ?? true) &&
    factFlags.every((flag) => filters[flag] === undefined || filters[flag] === (fact[flag] === 1))
  );
}
