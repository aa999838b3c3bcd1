import { stateIn } from '@redress/complaints';
import { may, teamsOf, type Asking } from '@redress/domain';
import { eachFound, type JsonObject, type ReadStore } from '@redress/eventing';
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
  const order = { field: 'receivedAt', direction: 'ascending' } as const;
  const query = { where: receivedIn(span), sort: order, limit: PAGE_MAX } as const;
  let read = 0;
  for await (const { body } of eachFound((page) => store.find(VIEW, page), query)) {
    read += 1;
    if (read > most) throw new Problem('too-many-complaints', { details: { most } });
    const fact = factProjection.read(body);
    if (mayKnowOf(reader, fact, body)) yield fact;
  }
}

/** As for figures that the store adds up: a reader who knows of some teams is not shown another team's complaint because they work on it. */
function mayKnowOf(reader: Asking, { walled, team }: Fact, body: JsonObject): boolean {
  if (walled === 1) return may(reader, 'view-analytics', stateIn(body));
  const teams = teamsOf(reader);
  return teams === undefined || team === NO_TEAM || teams.includes(team);
}
