import type {
  Aggregated,
  AggregateQuery,
  FindQuery,
  FoundPage,
  FoundValues,
  LogPlace,
  ParkedStream,
  Position,
  QueryLoad,
  ReadStore,
  ServerInUse,
  StreamName,
  ValuesQuery,
  ViewCommit,
  ViewDefinition,
  ViewDocument,
} from '@redress/eventing';
import type { LogWatch } from './log-watch.js';

/**
 * The read store as services see it. Never shows a view that was built from another log: queries reject with `AnotherLogError`. A caller
 * that names a generation is updating the view, and is checked against the log when it starts.
 */
export class ReadStoreInLog implements ReadStore {
  constructor(
    private readonly store: ReadStore,
    private readonly watch: LogWatch,
  ) {}

  define(view: ViewDefinition): Promise<void> {
    return this.store.define(view);
  }

  async get(view: string, id: string, generation?: number): Promise<ViewDocument | undefined> {
    if (generation === undefined) await this.watch.require(view);
    return this.store.get(view, id, generation);
  }

  async getMany(view: string, ids: readonly string[], generation?: number): Promise<ReadonlyMap<string, ViewDocument>> {
    if (generation === undefined) await this.watch.require(view);
    return this.store.getMany(view, ids, generation);
  }

  async find(view: string, query: FindQuery): Promise<FoundPage> {
    await this.watch.require(view);
    return this.store.find(view, query);
  }

  async findValues(view: string, query: ValuesQuery): Promise<FoundValues> {
    await this.watch.require(view);
    return this.store.findValues(view, query);
  }

  async aggregate(view: string, query: AggregateQuery): Promise<Aggregated> {
    await this.watch.require(view);
    return this.store.aggregate(view, query);
  }

  async count(view: string): Promise<number> {
    await this.watch.require(view);
    return this.store.count(view);
  }

  async *scan(view: string, generation?: number): AsyncGenerator<ViewDocument> {
    if (generation === undefined) await this.watch.require(view);
    yield* this.store.scan(view, generation);
  }

  activeGeneration(view: string): Promise<number> {
    return this.store.activeGeneration(view);
  }

  checkpoint(view: string, generation?: number): Promise<Position> {
    return this.store.checkpoint(view, generation);
  }

  places(): Promise<ReadonlyMap<string, LogPlace>> {
    return this.store.places();
  }

  commit(view: string, commit: ViewCommit): Promise<void> {
    return this.store.commit(view, commit);
  }

  remove(view: string, ids: readonly string[]): Promise<void> {
    return this.store.remove(view, ids);
  }

  movePlace(view: string, from: LogPlace, to: LogPlace): Promise<boolean> {
    return this.store.movePlace(view, from, to);
  }

  parked(view: string, generation?: number): Promise<readonly ParkedStream[]> {
    return this.store.parked(view, generation);
  }

  parkedAmong(
    view: string,
    streams: readonly StreamName[],
    generation?: number,
  ): Promise<ReadonlyMap<string, ParkedStream>> {
    return this.store.parkedAmong(view, streams, generation);
  }

  beginGeneration(view: string): Promise<number> {
    return this.store.beginGeneration(view);
  }

  activate(view: string, generation: number, astray?: LogPlace): Promise<boolean> {
    return this.store.activate(view, generation, astray);
  }

  get queryLoad(): QueryLoad | undefined {
    return this.store.queryLoad;
  }

  get inUse(): ServerInUse | undefined {
    return this.store.inUse;
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
