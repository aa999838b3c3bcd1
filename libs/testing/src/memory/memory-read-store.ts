import {
  DocumentConflictError,
  GenerationMovedError,
  InvalidQueryError,
  placeText,
  StoreClosedError,
  type Aggregated,
  type AggregateQuery,
  type DocumentChange,
  type FindQuery,
  type FoundPage,
  type LogPlace,
  type ParkedStream,
  type Position,
  type ReadStore,
  type ViewCommit,
  type ViewDefinition,
  type ViewDocument,
} from '@redress/eventing';
import { aggregateAmong, findAmong } from './memory-queries.js';

interface Generation {
  readonly documents: Map<string, ViewDocument>;
  readonly parked: Map<string, ParkedStream>;
  position: Position;
  eventId: string | undefined;
}

interface View {
  readonly definition: ViewDefinition;
  readonly generations: Map<number, Generation>;
  active: number;
  next: number;
}

const PARKED_LISTED_MAX = 1_000;
const IDS_MAX = 1_000;

/** A read store that forgets everything at the end of the process. */
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

  async aggregate(view: string, query: AggregateQuery): Promise<Aggregated> {
    const { documents, position } = this.generation(view);
    return { rows: aggregateAmong(this.view(view).definition, [...documents.values()], query), position };
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
    return this.generation(view, generation).position;
  }

  async commit(view: string, { generation, changes, park, unpark, position, eventId }: ViewCommit): Promise<void> {
    const target = this.generation(view, generation);
    const fresh = changes.filter((change) => isNew(target.documents.get(change.id), change));
    for (const { id, revision, body } of fresh) target.documents.set(id, structuredClone({ id, revision, body }));
    for (const stream of unpark) target.parked.delete(stream);
    for (const parked of park) target.parked.set(parked.stream, structuredClone(parked));
    if (position === undefined || position < target.position) return;
    if (position > target.position || eventId !== undefined) target.eventId = eventId;
    target.position = position;
  }

  async places(): Promise<ReadonlyMap<string, LogPlace>> {
    this.checkOpen();
    return new Map([...this.views.keys()].map((view) => [view, placeOf(this.generation(view))]));
  }

  async parked(view: string, generation?: number): Promise<readonly ParkedStream[]> {
    const all = [...this.generation(view, generation).parked.values()];
    return all.sort((one, other) => (one.parkedAt < other.parkedAt ? -1 : 1)).slice(0, PARKED_LISTED_MAX);
  }

  async parkedAmong(
    view: string,
    streams: readonly string[],
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
    const isAstray = astray !== undefined && placeText(placeOf(active)) === placeText(astray);
    if (next.position < active.position && !isAstray) return false;
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

/** False for a change that is there already; throws when the document is at yet another revision. */
function isNew(stored: ViewDocument | undefined, { id, expected, revision }: DocumentChange): boolean {
  if ((stored?.revision ?? 'none') === expected) return true;
  if (stored?.revision === revision) return false;
  throw new DocumentConflictError(`The document ${id} is at another revision.`);
}

function emptyGeneration(): Generation {
  return { documents: new Map(), parked: new Map(), position: 0n, eventId: undefined };
}

function placeOf({ position, eventId }: Generation): LogPlace {
  return eventId === undefined ? { position } : { position, eventId };
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
