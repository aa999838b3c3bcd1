import { referenceOf, stateIn, wallParts, wallsOfParts } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { epochMsOf, type Instant, may, nearestInstant, teamsOf, type Asking, type Walls } from '@redress/domain';
import {
  type Comparison,
  eachFound,
  eachValuesPage,
  type FieldValues,
  type FindQuery,
  GROUP_KEYS_MAX,
  GROUPS_ANSWERED_MAX,
  type Json,
  type JsonObject,
  VALUE_PARTS_MAX,
  type ReadStore,
  toInstant,
  type ValuesQuery,
  VALUES_LIMIT_MAX,
} from '@redress/eventing';
import { Problem } from '@redress/platform';
import { justAfter, receivedIn, type Span } from '../figures/periods.js';
import { type Fact, factDocument, NO_TEAM } from './fact.js';
import { factProjection } from './fact.projection.js';

const VIEW = factProjection.view.name;
const PAGE_MAX = 200;

/** Most complaints that one question reads one by one. */
export const FACTS_READ_MAX = 200_000;

/** How many complaints a question may still read one by one, in however many parts it asks. */
export interface ReadingLeft {
  readonly most: number;
  left: number;
}

export function readingUpTo(most = FACTS_READ_MAX): ReadingLeft {
  return { most, left: most };
}

/** Which complaints are wanted: those received in a span for which conditions on declared fields hold. */
export interface FactsWanted {
  readonly span: Span;
  readonly where?: readonly Comparison[];
}

/** Whether the view declares a field, so that an index has it, and conditions can name it. */
export function isDeclared(field: keyof Fact): boolean {
  return Object.hasOwn(factProjection.view.fields, field);
}

/**
 * Some fields of the facts of the complaints wanted that a reader may know of, by their receipt. The order never changes, so each complaint
 * that was there when reading began is read once, as it was then or later. Throws `Problem('too-many-complaints')` when there are more than may
 * be read, those unknown to the reader included.
 *
 * Where the view declares all of the fields, an index has them. Else documents are read in the store; if many fields are asked for, here.
 */
export async function* eachVisibleFact<Field extends keyof Fact>(
  store: ReadStore,
  wanted: FactsWanted,
  reader: Asking,
  fields: readonly Field[],
  reading = readingUpTo(),
): AsyncGenerator<Pick<Fact, Field>> {
  const parts = fields.filter((field) => !isDeclared(field));
  if (parts.length <= VALUE_PARTS_MAX) {
    const declared = fields.filter((field) => !parts.includes(field));
    for await (const page of pagesOfValues(
      store,
      wanted,
      { fields: [...new Set([...declared, 'walled', 'team', 'receivedAt'])], parts },
      reading,
    )) {
      yield* visibleIn(page, await wallsAmong(store, page), reader, declared);
    }
    return;
  }
  for await (const { fact, body } of eachFact(store, wanted, 'ascending', reading))
    if (mayKnowOf(reader, 'view-analytics', fact, body)) yield fact;
}

/** Complaints that are alike in some fields. */
export interface Tally<Field extends keyof Fact> {
  readonly fact: Pick<Fact, Field>;
  /** How many. */
  readonly count: number;
}

/** Fields that nearly every complaint has another value of: nothing would be gained by counting those that are alike. */
const FIELDS_OF_MANY_VALUES: readonly (keyof Fact)[] = [
  'receivedAt',
  'hoursToAcknowledgement',
  'hoursToDecision',
  'hoursToClosure',
];

/** Fields of which measures ask one thing: whether the instant has passed. Those for which it has are alike. */
const DUE_FIELDS: readonly (keyof Fact)[] = ['acknowledgementDueAt', 'decisionDueAt'];

/** Whether the store can count the complaints that are alike in some fields. */
export function areCountable(fields: readonly (keyof Fact)[]): boolean {
  return (
    fields.length <= GROUP_KEYS_MAX &&
    fields.every((field) => isDeclared(field) && !FIELDS_OF_MANY_VALUES.includes(field))
  );
}

/**
 * As {@link eachVisibleFact}, but complaints that are alike come once, with their number: the store counts those around which no wall stands. What
 * is due is told by another instant on the same side of `asOf`. Undefined where there are more kinds of them than the store answers. The
 * fields must be {@link areCountable}.
 */
export async function visibleTallies<Field extends keyof Fact>(
  store: ReadStore,
  { span, where = [] }: FactsWanted,
  reader: Asking,
  fields: readonly Field[],
  asOf: Instant,
): Promise<readonly Tally<Field>[] | undefined> {
  const { rows } = await store.aggregate(VIEW, {
    where: [...receivedIn(span), WITHOUT_WALL, ...ofTeams(reader), ...where],
    groupBy: fields.map((field) => (DUE_FIELDS.includes(field) ? { field, before: asOf } : field)),
    measures: [],
  });
  if (rows.length === GROUPS_ANSWERED_MAX) return undefined;
  const [passed, ahead] = [nearestInstant(epochMsOf(asOf) - 1), asOf];
  const tallies = rows
    .filter(({ count }) => count > 0)
    .map(({ group, count }) => {
      const values = fields.map((field, place) => {
        const value = group[place] ?? null;
        return [field, typeof value === 'boolean' ? (value ? passed : ahead) : value] as const;
      });
      return { fact: factIn(Object.fromEntries(values), {}, fields), count };
    });
  // Whoever leaves them out has none of them looked for.
  if (where.includes(WITHOUT_WALL)) return tallies;
  const walled = eachVisibleFact(store, { span, where: [...where, WITH_WALL] }, reader, fields);
  for await (const fact of walled) tallies.push({ fact, count: 1 });
  return tallies;
}

/** What compares whether a wall stands around a complaint. */
export const WITHOUT_WALL = { field: 'walled', is: 'equal', value: null } as const satisfies Comparison;
export const WITH_WALL = { field: 'walled', is: 'equal', value: 1 } as const satisfies Comparison;

/** Only the complaints of the reader's teams, and those without a team, for a reader who knows of no others. */
export function ofTeams(reader: Asking): readonly Comparison[] {
  const teams = teamsOf(reader);
  return teams === undefined ? [] : [{ field: 'team', is: 'in', values: [NO_TEAM, ...teams] }];
}

/** The complaints wanted that a reader may open, the latest first, with their facts. Throws as {@link eachVisibleFact}. */
export async function* eachOpenableCase(
  store: ReadStore,
  wanted: FactsWanted,
  reader: Asking,
): AsyncGenerator<{ readonly reference: Reference; readonly fact: Fact }> {
  if (!may(reader, 'view-case')) return;
  for await (const { id, fact, body } of eachFact(store, wanted, 'descending', readingUpTo()))
    if (mayKnowOf(reader, 'view-case', fact, body)) yield { reference: referenceOf(id), fact };
}

async function* eachFact(
  store: ReadStore,
  { span, where = [] }: FactsWanted,
  direction: FindQuery['sort']['direction'],
  reading: ReadingLeft,
) {
  const query = {
    where: [...receivedIn(span), ...where],
    sort: { field: 'receivedAt', direction },
    limit: PAGE_MAX,
  } as const;
  for await (const { id, body } of eachFound((page) => store.find(VIEW, page), query)) {
    takeFrom(reading, 1);
    yield { id, body, fact: factProjection.read(body) };
  }
}

async function* pagesOfValues(
  store: ReadStore,
  { span, where = [] }: FactsWanted,
  wanted: Required<Pick<ValuesQuery, 'fields' | 'parts'>>,
  reading: ReadingLeft,
): AsyncGenerator<readonly FieldValues[]> {
  const sort = { field: 'receivedAt', direction: 'ascending' } as const;
  const query = { where: [...receivedIn(span), ...where], sort, limit: VALUES_LIMIT_MAX, ...wanted };
  for await (const rows of eachValuesPage((page) => store.findValues(VIEW, page), query)) {
    takeFrom(reading, rows.length);
    yield rows;
  }
}

function takeFrom(reading: ReadingLeft, count: number): void {
  reading.left -= count;
  if (reading.left < 0) throw new Problem('too-many-complaints', { details: { most: reading.most } });
}

/** The walls around the facts of a page, by their documents. */
async function wallsAmong(store: ReadStore, page: readonly FieldValues[]): Promise<ReadonlyMap<string, Walls>> {
  const walled = page
    .filter(({ values }) => values['walled'] === 1)
    .map(({ values }) => toInstant(String(values['receivedAt'])));
  const [first, last] = [walled[0], walled.at(-1)];
  const walls = new Map<string, Walls>();
  if (first === undefined || last === undefined) return walls;
  const query = {
    where: [WITH_WALL, ...receivedIn({ from: first, before: justAfter(last) })],
    sort: { field: 'receivedAt', direction: 'ascending' },
    limit: VALUES_LIMIT_MAX,
    fields: [],
    parts: wallParts,
  } as const;
  for await (const rows of eachValuesPage((asked) => store.findValues(VIEW, asked), query))
    for (const { id, parts } of rows) walls.set(id, wallsOfParts(parts));
  return walls;
}

function* visibleIn<Field extends keyof Fact>(
  page: readonly FieldValues[],
  walls: ReadonlyMap<string, Walls>,
  reader: Asking,
  declared: readonly Field[],
): Generator<Pick<Fact, Field>> {
  for (const { id, values, parts } of page) {
    // A wall that is not among them was taken down since.
    const around = values['walled'] === 1 ? walls.get(id) : undefined;
    const isKnown =
      around === undefined ? isOfTeams(reader, String(values['team'])) : may(reader, 'view-analytics', around);
    if (isKnown) yield factIn(values, parts, declared);
  }
}

const required = new Set<string>(factDocument.required);

/** A field without a value is null where every fact has one or null, and else absent, as in the document. */
function factIn<Field extends keyof Fact>(
  values: FieldValues['values'],
  parts: JsonObject,
  declared: readonly Field[],
): Pick<Fact, Field> {
  const fact: { [field: string]: Json } = { ...parts };
  for (const field of declared) {
    const value = values[field] ?? null;
    if (value !== null || required.has(field)) fact[field] = value;
  }
  // What no event has set yet is not stored.
  return factProjection.read(fact);
}

/** As for figures that the store adds up: a reader who knows of some teams is not shown another team's complaint because they work on it. */
function mayKnowOf(
  reader: Asking,
  action: 'view-analytics' | 'view-case',
  { walled, team }: Fact,
  body: JsonObject,
): boolean {
  return walled === 1 ? may(reader, action, stateIn(body)) : isOfTeams(reader, team);
}

function isOfTeams(reader: Asking, team: string): boolean {
  const teams = teamsOf(reader);
  return teams === undefined || team === NO_TEAM || teams.includes(team);
}
