import {
  type Aggregated,
  type AggregateQuery,
  type FindQuery,
  type FoundPage,
  type FoundValues,
  InvalidQueryError,
  LOG_START,
  type LogPlace,
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
import { Connection, waitMsDefault } from '../connection.js';
import { copiedFields, copyNewFields, DeclaredView, keepIndexes } from './declared-view.js';
import { Documents, guardedWrites, ParkedStreams } from './documents.js';
import { Collections, GenerationReader, Generations, positionIn, requirePosition } from './generations.js';
import { aggregateRows, figureQuery, findPage, findValues, pageQuery, valuesQuery } from './queries.js';
import { ViewWriter } from './view-writer.js';

export interface MongoReadStoreOptions {
  /** `mongodb://[user:password@]host[:port][,host...]/[prefix][?options]`; the prefix defaults to `redress`. */
  readonly url: string;
  /** The service that owns the views; the database is `<prefix>-<service>`. Lower-case words with hyphens. */
  readonly service: string;
  /** Longest wait, when opening, for a server that is still starting, in milliseconds. Default: 5,000. */
  readonly wait_ms?: number;
  /** Longest wait of each call for a writable server, in milliseconds. Default: 5,000, and never longer than `wait_ms`. */
  readonly call_wait_ms?: number;
}

/**
 * Opens the read store of a service. Its commits are on the disks of a majority of the servers when they resolve; a commit is not a
 * transaction but guarded documents first and the checkpoint last, so an interrupted batch is applied again.
 * Rejects with `StoreUnavailableError`, or with `RangeError` for an invalid URL; messages quote nothing of the URL but its addresses.
 */
export async function openMongoReadStore({
  url,
  service,
  wait_ms = waitMsDefault,
  call_wait_ms = waitMsDefault,
}: MongoReadStoreOptions): Promise<ReadStore> {
  return new MongoReadStore(await Connection.open({ url, database: service, wait_ms, call_wait_ms }));
}

const idsMax = 1_000;
const scanPageDocuments = 256;

/** The read store in one database of MongoDB. Any number of processes may use it concurrently. */
export class MongoReadStore implements ReadStore {
  private readonly views = new Map<string, DeclaredView>();
  private readonly documents: Documents;
  private readonly parkedStreams: ParkedStreams;
  private readonly generations: Generations;
  private readonly reader: GenerationReader;
  private readonly writer: ViewWriter;

  constructor(
    private readonly connection: Connection,
    private readonly collections = new Collections(connection.db),
  ) {
    this.documents = new Documents(this.collections);
    this.parkedStreams = new ParkedStreams(this.collections);
    this.generations = new Generations(this.collections);
    this.reader = new GenerationReader(this.generations);
    this.writer = new ViewWriter(this.collections, this.generations, this.parkedStreams);
  }

  async define(definition: ViewDefinition): Promise<void> {
    const view = new DeclaredView(definition);
    await this.connection.run(async () => {
      const state = await this.generations.define(view.name, copiedFields(view));
      for (const generation of Object.keys(state.generations).map(Number)) await this.prepare(view, generation);
      await copyNewFields(this.collections, view, state);
      await this.sweep(view.name);
    });
    this.views.set(view.name, view);
  }

  async get(name: string, id: string, generation?: number): Promise<ViewDocument | undefined> {
    const view = this.declared(name);
    return this.read(name, generation, (chosen) => this.documents.get(view, chosen, id));
  }

  async getMany(name: string, ids: readonly string[], generation?: number): Promise<ReadonlyMap<string, ViewDocument>> {
    const view = this.declared(name);
    requireFewIds(ids);
    return this.read(name, generation, (chosen) => this.documents.getMany(view, chosen, ids));
  }

  async find(name: string, query: FindQuery): Promise<FoundPage> {
    const prepared = pageQuery(this.declared(name), query);
    return this.read(name, undefined, (active) => findPage(this.collections.documents(name, active), prepared));
  }

  async findValues(name: string, query: ValuesQuery): Promise<FoundValues> {
    const prepared = valuesQuery(this.declared(name), query);
    return this.read(name, undefined, (active) => findValues(this.collections.documents(name, active), prepared));
  }

  async aggregate(name: string, query: AggregateQuery): Promise<Aggregated> {
    const prepared = figureQuery(this.declared(name), query);
    return this.read(name, undefined, async (active) => {
      // Read before the rows, which may then include more than the returned checkpoint, never less.
      const position = positionIn(await this.generations.state(name), active);
      return { rows: await aggregateRows(this.collections.documents(name, active), prepared), position };
    });
  }

  count(name: string): Promise<number> {
    this.declared(name);
    return this.read(name, undefined, (active) => this.collections.documents(name, active).countDocuments());
  }

  async *scan(name: string, generation?: number): AsyncGenerator<ViewDocument> {
    const view = this.declared(name);
    const scanned = generation ?? (await this.activeGeneration(name));
    // Whoever wants to see one document alone reads one.
    for (let after: string | undefined, limit = 1; ; limit = scanPageDocuments) {
      const page = await this.read(name, scanned, (chosen) => this.documents.pageAfter(view, chosen, after, limit));
      yield* page;
      if (page.length < limit) return;
      after = page.at(-1)!.id;
    }
  }

  async activeGeneration(name: string): Promise<number> {
    this.declared(name);
    return this.connection.run(async () => (await this.generations.state(name)).active);
  }

  async checkpoint(name: string, generation?: number): Promise<Position> {
    this.declared(name);
    return this.connection.run(async () => {
      const state = await this.generations.state(name);
      return positionIn(state, generation ?? state.active);
    });
  }

  places(): Promise<ReadonlyMap<string, LogPlace>> {
    return this.connection.run(() => this.generations.places());
  }

  async commit(name: string, commit: ViewCommit): Promise<void> {
    const view = this.declared(name);
    requirePosition(commit.position ?? LOG_START);
    const prepared = { commit, groups: guardedWrites(view, commit.changes) };
    await this.connection.run(() => this.writer.write(view, prepared));
  }

  async remove(name: string, ids: readonly string[]): Promise<void> {
    this.declared(name);
    requireFewIds(ids);
    await this.connection.run(async () => {
      const { active } = await this.generations.state(name);
      await this.documents.remove(name, active, ids);
    });
  }

  async movePlace(name: string, from: LogPlace, to: LogPlace): Promise<boolean> {
    this.declared(name);
    return this.connection.run(() => this.generations.move(name, from, to));
  }

  async parked(name: string, generation?: number): Promise<readonly ParkedStream[]> {
    this.declared(name);
    return this.read(name, generation, (chosen) => this.parkedStreams.oldest(name, chosen));
  }

  async parkedAmong(
    name: string,
    streams: readonly StreamName[],
    generation?: number,
  ): Promise<ReadonlyMap<string, ParkedStream>> {
    this.declared(name);
    requireFewIds(streams);
    return this.read(name, generation, (chosen) => this.parkedStreams.among(name, chosen, streams));
  }

  async beginGeneration(name: string): Promise<number> {
    const view = this.declared(name);
    return this.connection.run(async () => {
      const generation = await this.generations.begin(name);
      await this.prepare(view, generation);
      await this.sweep(name);
      return generation;
    });
  }

  async activate(name: string, generation: number, astray?: LogPlace): Promise<boolean> {
    this.declared(name);
    return this.connection.run(async () => {
      const isActive = await this.generations.activate(name, generation, astray);
      if (isActive) await this.sweep(name);
      return isActive;
    });
  }

  get inUse(): ServerInUse | undefined {
    return this.connection.inUse;
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private read<Answer>(
    name: string,
    generation: number | undefined,
    read: (generation: number) => Promise<Answer>,
  ): Promise<Answer> {
    return this.connection.run(() => this.reader.read(name, generation, read));
  }

  private async prepare(view: DeclaredView, generation: number): Promise<void> {
    await keepIndexes(this.collections.documents(view.name, generation), view);
    await this.collections.parked(view.name, generation).createIndex({ parkedAt: 1, _id: 1 });
  }

  /** Leaves what cannot be cleared now to the next `define`: the caller's work is done. */
  private async sweep(name: string): Promise<void> {
    await this.generations.sweep(name).catch(() => undefined);
  }

  private declared(name: string): DeclaredView {
    this.connection.requireOpen();
    const declared = this.views.get(name);
    if (declared === undefined) throw new InvalidQueryError('A view must be defined before it is used.');
    return declared;
  }
}

function requireFewIds(ids: readonly string[]): void {
  if (ids.length > idsMax) throw new InvalidQueryError(`At most ${idsMax} documents can be asked for at once.`);
}
