import {
  type Aggregated,
  type AggregateQuery,
  type FindQuery,
  type FoundPage,
  type FoundValues,
  InvalidQueryError,
  type LogPlace,
  mostSilent,
  type ParkedStream,
  type Position,
  type ReadStore,
  type ServerInUse,
  type StreamName,
  type ValuesQuery,
  type ViewCommit,
  type ViewDefinition,
  type ViewDocument,
} from '@redress/eventing';
import { closeInOrder } from './open-together.js';

/** A service with its views and its own database. */
export interface OwnedReadStore {
  readonly owner: { readonly views: readonly string[] };
  readonly store: ReadStore;
}

/** Combines the databases of several services in one process: delegates to the one that owns the view. */
export class ReadStoreByOwner implements ReadStore {
  constructor(private readonly stores: readonly OwnedReadStore[]) {}

  define(view: ViewDefinition): Promise<void> {
    return this.of(view.name).define(view);
  }

  get(view: string, id: string, generation?: number): Promise<ViewDocument | undefined> {
    return this.of(view).get(view, id, generation);
  }

  getMany(view: string, ids: readonly string[], generation?: number): Promise<ReadonlyMap<string, ViewDocument>> {
    return this.of(view).getMany(view, ids, generation);
  }

  find(view: string, query: FindQuery): Promise<FoundPage> {
    return this.of(view).find(view, query);
  }

  findValues(view: string, query: ValuesQuery): Promise<FoundValues> {
    return this.of(view).findValues(view, query);
  }

  aggregate(view: string, query: AggregateQuery): Promise<Aggregated> {
    return this.of(view).aggregate(view, query);
  }

  count(view: string): Promise<number> {
    return this.of(view).count(view);
  }

  scan(view: string, generation?: number): AsyncIterable<ViewDocument> {
    return this.of(view).scan(view, generation);
  }

  activeGeneration(view: string): Promise<number> {
    return this.of(view).activeGeneration(view);
  }

  checkpoint(view: string, generation?: number): Promise<Position> {
    return this.of(view).checkpoint(view, generation);
  }

  async places(): Promise<ReadonlyMap<string, LogPlace>> {
    const places = await Promise.all(this.stores.map(({ store }) => store.places()));
    return new Map(places.flatMap((ofStore) => [...ofStore]));
  }

  commit(view: string, commit: ViewCommit): Promise<void> {
    return this.of(view).commit(view, commit);
  }

  remove(view: string, ids: readonly string[]): Promise<void> {
    return this.of(view).remove(view, ids);
  }

  movePlace(view: string, from: LogPlace, to: LogPlace): Promise<boolean> {
    return this.of(view).movePlace(view, from, to);
  }

  parked(view: string, generation?: number): Promise<readonly ParkedStream[]> {
    return this.of(view).parked(view, generation);
  }

  parkedAmong(
    view: string,
    streams: readonly StreamName[],
    generation?: number,
  ): Promise<ReadonlyMap<string, ParkedStream>> {
    return this.of(view).parkedAmong(view, streams, generation);
  }

  beginGeneration(view: string): Promise<number> {
    return this.of(view).beginGeneration(view);
  }

  activate(view: string, generation: number, astray?: LogPlace): Promise<boolean> {
    return this.of(view).activate(view, generation, astray);
  }

  get inUse(): ServerInUse | undefined {
    return mostSilent(this.stores.map(({ store }) => store.inUse));
  }

  close(): Promise<void> {
    return closeInOrder(this.stores.map(({ store }) => store));
  }

  private of(view: string): ReadStore {
    const found = this.stores.find(({ owner }) => owner.views.includes(view));
    if (found === undefined) throw new InvalidQueryError(`No service of this process keeps the view ${view}.`);
    return found.store;
  }
}
