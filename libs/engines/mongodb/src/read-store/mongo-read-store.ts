import type {
  Aggregated,
  AggregateQuery,
  FindQuery,
  FoundPage,
  LogPlace,
  ParkedStream,
  Position,
  ReadStore,
  ViewCommit,
  ViewDefinition,
  ViewDocument,
} from '@redress/eventing';
import { InvalidQueryError } from '@redress/eventing';
import type { Connection } from '../connection.js';
import { aggregateRows, figureQuery } from './aggregate.js';
import { Collections } from './collections.js';
import { copiedFields, copyNewFields } from './copied-fields.js';
import { DeclaredView } from './declared-view.js';
import { Documents } from './documents.js';
import { findPage, pageQuery } from './find.js';
import { GenerationReader } from './generation-reader.js';
import { Generations } from './generations.js';
import { guardedWrites } from './guarded-writes.js';
import { keepIndexes } from './indexes.js';
import { ParkedStreams } from './parked-streams.js';
import { positionIn, requirePosition } from './view-state.js';
import { ViewWriter } from './view-writer.js';

const idsMax = 1_000;
const scanPageDocuments = 256;

/** The read store in one database of MongoDB. Any number of processes may use it at once. */
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

  async aggregate(name: string, query: AggregateQuery): Promise<Aggregated> {
    const prepared = figureQuery(this.declared(name), query);
    return this.read(name, undefined, async (active) => {
      // Before the figures: they may know more than the checkpoint that is answered with them, never less.
      const position = positionIn(await this.generations.state(name), active);
      return { rows: await aggregateRows(this.collections.documents(name, active), prepared), position };
    });
  }

  async *scan(name: string, generation?: number): AsyncGenerator<ViewDocument> {
    const view = this.declared(name);
    const scanned = generation ?? (await this.activeGeneration(name));
    for (let after: string | undefined; ;) {
      const page = await this.read(name, scanned, (chosen) =>
        this.documents.pageAfter(view, chosen, after, scanPageDocuments),
      );
      yield* page;
      if (page.length < scanPageDocuments) return;
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
    requirePosition(commit.position ?? 0n);
    const prepared = { commit, groups: guardedWrites(view, commit.changes) };
    await this.connection.run(() => this.writer.write(view, prepared));
  }

  async parked(name: string, generation?: number): Promise<readonly ParkedStream[]> {
    this.declared(name);
    return this.read(name, generation, (chosen) => this.parkedStreams.oldest(name, chosen));
  }

  async parkedAmong(
    name: string,
    streams: readonly string[],
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

  /** What cannot be cleared now is cleared by the next `define`: what was to be done is done. */
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
