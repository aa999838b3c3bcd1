import { referenceOf, stateIn } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { may, teamsOf, type Asking } from '@redress/domain';
import { eachFound, type FindQuery, type JsonObject, type ReadStore } from '@redress/eventing';
import { Problem } from '@redress/platform';
import { receivedIn, type Span } from '../figures/periods.js';
import { type Fact, NO_TEAM } from './fact.js';
import { factProjection } from './fact.projection.js';

const VIEW = factProjection.view.name;
const PAGE_MAX = 200;

/** Most complaints that one question reads one by one. */
export const FACTS_READ_MAX = 200_000;

/**
 * The facts of the complaints received in a span that a reader may know of, by their receipt. The order never changes, so each complaint that
 * was there when reading began is read once, as it was then or later. Throws `Problem('too-many-complaints')` when the span has more than
 * `most`, those unknown to the reader included.
 */
export async function* eachVisibleFact(
  store: ReadStore,
  span: Span,
  reader: Asking,
  most = FACTS_READ_MAX,
): AsyncGenerator<Fact> {
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
    if (read > most) throw new Problem('too-many-complaints', { details: { most } });
    yield { id, body, fact: factProjection.read(body) };
  }
}

/** As for figures that the store adds up: a reader who knows of some teams is not shown another team's complaint because they work on it. */
function mayKnowOf(
  reader: Asking,
  action: 'view-analytics' | 'view-case',
  { walled, team }: Fact,
  body: JsonObject,
): boolean {
  if (walled === 1) return may(reader, action, stateIn(body));
  const teams = teamsOf(reader);
  return teams === undefined || team === NO_TEAM || teams.includes(team);
}
