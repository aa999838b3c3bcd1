import { referenceOf, stateIn, wallParts, wallsOfParts } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { may, teamsOf, type Asking, type Walls } from '@redress/domain';
import {
  eachFound,
  eachValuesPage,
  type FieldValues,
  type FindQuery,
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

/**
 * Some fields of the facts of the complaints received in a span that a reader may know of, by their receipt. The order never changes, so each
 * complaint that was there when reading began is read once, as it was then or later. Throws `Problem('too-many-complaints')` when the span
 * has more than `most`, those unknown to the reader included.
 *
 * Where the view declares all of the fields, an index has them. Else documents are read in the store; if many fields are asked for, here.
 */
export async function* eachVisibleFact<Field extends keyof Fact>(
  store: ReadStore,
  span: Span,
  reader: Asking,
  fields: readonly Field[],
  most = FACTS_READ_MAX,
): AsyncGenerator<Pick<Fact, Field>> {
  const parts = fields.filter((field) => !Object.hasOwn(factProjection.view.fields, field));
  if (parts.length <= VALUE_PARTS_MAX) {
    const declared = fields.filter((field) => !parts.includes(field));
    for await (const page of pagesOfValues(
      store,
      span,
      { fields: [...new Set([...declared, 'walled', 'team', 'receivedAt'])], parts },
      most,
    )) {
      yield* visibleIn(page, await wallsAmong(store, page), reader, declared);
    }
    return;
  }
  for await (const { fact, body } of eachFact(store, span, 'ascending', most))
    if (mayKnowOf(reader, 'view-analytics', fact, body)) yield fact;
}

/** The complaints of a span that a reader may open, the latest first, with their facts. Throws as {@link eachVisibleFact}. */
export async function* eachOpenableCase(
  store: ReadStore,
  span: Span,
  reader: Asking,
): AsyncGenerator<{ readonly reference: Reference; readonly fact: Fact }> {
  if (!may(reader, 'view-case')) return;
  for await (const { id, fact, body } of eachFact(store, span, 'descending', FACTS_READ_MAX))
    if (mayKnowOf(reader, 'view-case', fact, body)) yield { reference: referenceOf(id), fact };
}

async function* eachFact(store: ReadStore, span: Span, direction: FindQuery['sort']['direction'], most: number) {
  const query = { where: receivedIn(span), sort: { field: 'receivedAt', direction }, limit: PAGE_MAX } as const;
  let read = 0;
  for await (const { id, body } of eachFound((page) => store.find(VIEW, page), query)) {
    read += 1;
    if (read > most) throw tooMany(most);
    yield { id, body, fact: factProjection.read(body) };
  }
}

async function* pagesOfValues(
  store: ReadStore,
  span: Span,
  wanted: Required<Pick<ValuesQuery, 'fields' | 'parts'>>,
  most: number,
): AsyncGenerator<readonly FieldValues[]> {
  const sort = { field: 'receivedAt', direction: 'ascending' } as const;
  const query = { where: receivedIn(span), sort, limit: VALUES_LIMIT_MAX, ...wanted };
  let read = 0;
  for await (const rows of eachValuesPage((page) => store.findValues(VIEW, page), query)) {
    read += rows.length;
    if (read > most) throw tooMany(most);
    yield rows;
  }
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
    where: [{ field: 'walled', is: 'equal', value: 1 }, ...receivedIn({ from: first, before: justAfter(last) })],
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

function tooMany(most: number): Problem {
  return new Problem('too-many-complaints', { details: { most } });
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
