import {
  type Aggregated,
  type AggregateQuery,
  type AggregateRow,
  type Comparison,
  compareFields,
  comparisonHolds,
  type DocumentChange,
  DocumentConflictError,
  fieldIn,
  type FieldValue,
  type FindQuery,
  type FoundPage,
  type FoundValues,
  GenerationMovedError,
  type Extremes,
  GROUP_KEYS_MAX,
  type GroupKey,
  GROUPS_ANSWERED_MAX,
  InvalidQueryError,
  type JsonObject,
  LOG_START,
  type LogPlace,
  type Measure,
  MEASURES_MAX,
  type ParkedStream,
  partsOf,
  placeReached,
  placeText,
  type Position,
  type ReadStore,
  requirePageSize,
  requireValues,
  StoreClosedError,
  type StreamName,
  type ValuesQuery,
  type ViewCommit,
  type ViewDefinition,
  type ViewDocument,
} from '@redress/eventing';

interface Generation {
  readonly documents: Map<string, ViewDocument>;
  readonly parked: Map<string, ParkedStream>;
  place: LogPlace;
}

interface View {
  readonly definition: ViewDefinition;
  readonly generations: Map<number, Generation>;
  active: number;
  next: number;
}

const PARKED_LISTED_MAX = 1_000;
const IDS_MAX = 1_000;

/** A read store in memory. */
export class MemoryReadStore implements ReadStore {
  private readonly views = new Map<string, View>();
  private isClosed = false;

  async define(definition: ViewDefinition): Promise<void> {
    this.checkOpen();
    const known = this.views.get(definition.name);
    if (known !== undefined) this.views.set(definition.name, { ...known, definition });
    else
      this.views.set(definition.name, {
        definition,
        generations: new Map([[1, emptyGeneration()]]),
        active: 1,
        next: 2,
      });
  }

  async get(view: string, id: string, generation?: number): Promise<ViewDocument | undefined> {
    return structuredClone(this.generation(view, generation).documents.get(id));
  }

  async getMany(view: string, ids: readonly string[], generation?: number): Promise<ReadonlyMap<string, ViewDocument>> {
    const { documents } = this.generation(view, generation);
    return structuredClone(entriesOf(documents, ids));
  }

  async find(view: string, query: FindQuery): Promise<FoundPage> {
    const { documents } = this.generation(view);
    return structuredClone(findAmong(this.view(view).definition, [...documents.values()], query));
  }

  async findValues(view: string, query: ValuesQuery): Promise<FoundValues> {
    const { documents } = this.generation(view);
    return valuesAmong(this.view(view).definition, [...documents.values()], query);
  }

  async aggregate(view: string, query: AggregateQuery): Promise<Aggregated> {
    const { documents, place } = this.generation(view);
    return {
      rows: aggregateAmong(this.view(view).definition, [...documents.values()], query),
      position: place.position,
    };
  }

  async count(view: string): Promise<number> {
    return this.generation(view).documents.size;
  }

  async *scan(view: string, generation?: number): AsyncIterable<ViewDocument> {
    const documents = [...this.generation(view, generation).documents.values()];
    for (const document of documents.sort((one, other) => (one.id < other.id ? -1 : 1))) {
      await Promise.resolve();
      yield structuredClone(document);
    }
  }

  async activeGeneration(view: string): Promise<number> {
    return this.view(view).active;
  }

  async checkpoint(view: string, generation?: number): Promise<Position> {
    return this.generation(view, generation).place.position;
  }

  async commit(view: string, { generation, changes, park, unpark, ...rest }: ViewCommit): Promise<void> {
    const target = this.generation(view, generation);
    const fresh = changes.filter((change) => isNew(target.documents.get(change.id), change));
    for (const { id, revision, body } of fresh) target.documents.set(id, structuredClone({ id, revision, body }));
    for (const stream of unpark) target.parked.delete(stream);
    for (const parked of park) target.parked.set(parked.stream, structuredClone(parked));
    const place = placeReached(rest);
    if (place !== undefined && placeText(place) > placeText(target.place)) target.place = place;
  }

  async remove(view: string, ids: readonly string[]): Promise<void> {
    const { documents } = this.generation(view);
    for (const id of entriesOf(documents, ids).keys()) documents.delete(id);
  }

  async movePlace(view: string, from: LogPlace, to: LogPlace): Promise<boolean> {
    const generation = this.generation(view);
    if (placeText(generation.place) !== placeText(from)) return false;
    generation.place = to;
    return true;
  }

  async places(): Promise<ReadonlyMap<string, LogPlace>> {
    this.checkOpen();
    return new Map([...this.views.keys()].map((view) => [view, this.generation(view).place]));
  }

  async parked(view: string, generation?: number): Promise<readonly ParkedStream[]> {
    const all = [...this.generation(view, generation).parked.values()];
    return all.sort((one, other) => (one.parkedAt < other.parkedAt ? -1 : 1)).slice(0, PARKED_LISTED_MAX);
  }

  async parkedAmong(
    view: string,
    streams: readonly StreamName[],
    generation?: number,
  ): Promise<ReadonlyMap<string, ParkedStream>> {
    return entriesOf(this.generation(view, generation).parked, streams);
  }

  async beginGeneration(name: string): Promise<number> {
    const view = this.view(name);
    for (const generation of view.generations.keys())
      if (generation !== view.active) view.generations.delete(generation);
    view.generations.set(view.next, emptyGeneration());
    view.next += 1;
    return view.next - 1;
  }

  async activate(name: string, generation: number, astray?: LogPlace): Promise<boolean> {
    const view = this.view(name);
    if (view.active === generation) return true;
    const [active, next] = [this.generation(name), this.generation(name, generation)];
    const isAstray = astray !== undefined && placeText(active.place) === placeText(astray);
    if (next.place.position < active.place.position && !isAstray) return false;
    view.generations.delete(view.active);
    view.active = generation;
    return true;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  private view(name: string): View {
    this.checkOpen();
    const view = this.views.get(name);
    if (view === undefined) throw new InvalidQueryError(`The view ${name} is not defined.`);
    return view;
  }

  private generation(name: string, number?: number): Generation {
    const view = this.view(name);
    const generation = view.generations.get(number ?? view.active);
    if (generation === undefined) throw new GenerationMovedError(`The view ${name} has no generation ${number}.`);
    return generation;
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreClosedError('The read store is closed.');
  }
}

/** False for a change already applied; throws if the document is at another revision. */
function isNew(stored: ViewDocument | undefined, { id, expected, revision }: DocumentChange): boolean {
  if ((stored?.revision ?? 'none') === expected) return true;
  if (stored?.revision === revision) return false;
  throw new DocumentConflictError(`The document ${id} is at another revision.`);
}

function emptyGeneration(): Generation {
  return { documents: new Map(), parked: new Map(), place: { position: LOG_START } };
}

function entriesOf<Value>(all: ReadonlyMap<string, Value>, names: readonly string[]): Map<string, Value> {
  if (names.length > IDS_MAX) throw new InvalidQueryError(`At most ${IDS_MAX} documents can be asked for at once.`);
  return new Map(
    names.flatMap((name) => {
      const value = all.get(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

const COMPARISONS_MAX = 50;
const VALUES_MAX = 1_000;

function valuesAmong(view: ViewDefinition, documents: readonly ViewDocument[], query: ValuesQuery): FoundValues {
  const { fields, parts = [] } = query;
  requireValues(query);
  checkFields(view, [], fields);
  const { documents: page, next } = pageAmong(view, documents, query);
  const valuesIn = ({ id, body }: ViewDocument) => ({
    id,
    values: Object.fromEntries(fields.map((field) => [field, fieldIn(view, body, field)])),
    parts: partsOf(body, parts),
  });
  return structuredClone({ rows: page.map(valuesIn), next });
}

export function findAmong(view: ViewDefinition, documents: readonly ViewDocument[], query: FindQuery): FoundPage {
  requirePageSize(query);
  return pageAmong(view, documents, query);
}

function pageAmong(view: ViewDefinition, documents: readonly ViewDocument[], query: FindQuery): FoundPage {
  const { where, any, sort, limit, cursor } = query;
  const comparisons = [...where, ...(any ?? [])];
  checkFields(view, comparisons, [sort.field]);
  checkSizes(comparisons);
  const asked = JSON.stringify([where, any ?? null, sort]);
  const after = cursor === undefined ? undefined : readCursor(cursor, asked);
  const compare = documentOrder(sort);
  const found = documents
    .filter(({ body }) => isWanted(view, body, query))
    .map((document) => ({ document, key: { value: fieldIn(view, document.body, sort.field), id: document.id } }))
    .filter(({ key }) => after === undefined || compare(key, after) > 0)
    .sort((one, other) => compare(one.key, other.key));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next =
    found.length > limit && last !== undefined
      ? Buffer.from(JSON.stringify([asked, last.key])).toString('base64url')
      : null;
  return { documents: page.map(({ document }) => document), next };
}

export function aggregateAmong(
  view: ViewDefinition,
  documents: readonly ViewDocument[],
  query: AggregateQuery,
): readonly AggregateRow[] {
  const { where, any = [], groupBy, measures, extremes = [] } = query;
  const comparisons = [...where, ...any];
  const keys = groupBy.map((key) => (typeof key === 'string' ? key : key.field));
  checkFields(view, comparisons, [...keys, ...measures]);
  checkSizes(comparisons);
  if (measures.length > MEASURES_MAX) throw new InvalidQueryError(`A query has at most ${MEASURES_MAX} measures.`);
  if (groupBy.length > GROUP_KEYS_MAX)
    throw new InvalidQueryError(`Documents are grouped by at most ${GROUP_KEYS_MAX} keys.`);
  if (!extremes.every((field) => measures.includes(field)))
    throw new InvalidQueryError('Extremes are found of measures only.');
  for (const key of groupBy) checkKey(view, key);
  const matching = documents.filter(({ body }) => isWanted(view, body, query));
  const groups = Map.groupBy(matching, ({ body }) => JSON.stringify(groupBy.map((key) => groupValue(view, body, key))));
  if (groupBy.length === 0 && matching.length === 0) groups.set('[]', []);
  return [...groups]
    .map(([group, members]) => ({
      group: JSON.parse(group) as FieldValue[],
      count: members.length,
      measures: Object.fromEntries(measures.map((field) => [field, measure(view, members, field)])),
      extremes: Object.fromEntries(extremes.map((field) => [field, extremesOf(view, members, field)])),
    }))
    .sort((one, other) => compareGroups(one.group, other.group))
    .slice(0, GROUPS_ANSWERED_MAX);
}

function checkKey({ fields }: ViewDefinition, key: GroupKey): void {
  if (typeof key !== 'string' && typeof key.before !== fields[key.field])
    throw new InvalidQueryError(`The field ${key.field} is compared with a ${fields[key.field]}.`);
}

function groupValue(view: ViewDefinition, body: JsonObject, key: GroupKey): FieldValue {
  if (typeof key === 'string') return fieldIn(view, body, key);
  const value = fieldIn(view, body, key.field);
  return value === null ? null : value < key.before;
}

function checkSizes(comparisons: readonly Comparison[]): void {
  if (comparisons.length > COMPARISONS_MAX) {
    throw new InvalidQueryError(`A query has at most ${COMPARISONS_MAX} comparisons.`);
  }
  if (comparisons.some((comparison) => 'values' in comparison && comparison.values.length > VALUES_MAX)) {
    throw new InvalidQueryError(`A list to compare with has at most ${VALUES_MAX} values.`);
  }
}

function numbersIn(view: ViewDefinition, documents: readonly ViewDocument[], field: string): readonly number[] {
  return documents.map(({ body }) => fieldIn(view, body, field)).filter((value) => typeof value === 'number');
}

function measure(view: ViewDefinition, documents: readonly ViewDocument[], field: string): Measure {
  const values = numbersIn(view, documents, field);
  return { count: values.length, sum: values.reduce((sum, value) => sum + value, 0) };
}

function extremesOf(view: ViewDefinition, documents: readonly ViewDocument[], field: string): Extremes {
  const values = numbersIn(view, documents, field);
  const extreme = (pick: (...all: number[]) => number) =>
    values.length === 0 ? null : values.reduce((one, other) => pick(one, other));
  return { min: extreme(Math.min), max: extreme(Math.max) };
}

function isWanted(view: ViewDefinition, body: JsonObject, { where, any }: Pick<FindQuery, 'where' | 'any'>): boolean {
  return (
    where.every((one) => comparisonHolds(view, body, one)) &&
    (any === undefined || any.some((one) => comparisonHolds(view, body, one)))
  );
}

interface SortKey {
  readonly value: FieldValue;
  readonly id: string;
}

/** Documents without the field come last in either direction; ties are broken by id. */
function documentOrder({ direction }: FindQuery['sort']): (one: SortKey, other: SortKey) => number {
  const sign = direction === 'ascending' ? 1 : -1;
  return (one, other) => {
    const byId = one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
    if (one.value === null || other.value === null) {
      return one.value === other.value ? sign * byId : one.value === null ? 1 : -1;
    }
    return sign * (compareFields(one.value, other.value) || byId);
  };
}

function compareGroups(one: readonly FieldValue[], other: readonly FieldValue[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? null;
    if (value === against) continue;
    if (value === null || against === null) return value === null ? -1 : 1;
    return compareFields(value, against);
  }
  return 0;
}

/** `others`: the fields to sort by, to group by and to measure. */
function checkFields(view: ViewDefinition, comparisons: readonly Comparison[], others: readonly string[]): void {
  const typeOf = (field: string) => (Object.hasOwn(view.fields, field) ? view.fields[field] : undefined);
  const unknown = [...comparisons.map(({ field }) => field), ...others].find((field) => typeOf(field) === undefined);
  if (unknown !== undefined) throw new InvalidQueryError(`The view ${view.name} declares no field ${unknown}.`);
  const isMistaken =
    comparisons.some(({ field, is }) => (typeOf(field) === 'terms') !== (is === 'has')) ||
    others.some((field) => typeOf(field) === 'terms');
  if (isMistaken) throw new InvalidQueryError('A field of terms is only asked for what it has, and no other field is.');
}

function readCursor(cursor: string, asked: string): SortKey {
  try {
    const [query, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, SortKey];
    if (query === asked) return key;
  } catch {
    // Falls through: an unreadable text is not a cursor of this query.
  }
  throw new InvalidQueryError('The cursor is of another query.');
}
