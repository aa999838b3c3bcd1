import {
  type Aggregated,
  type AggregateQuery,
  EventingError,
  type FindQuery,
  type FoundPage,
  InvalidQueryError,
  type LogPlace,
  type ParkedStream,
  placeReached,
  type Position,
  type ReadStore,
  StoreClosedError,
  type StreamName,
  type ViewCommit,
  type ViewDefinition,
  type ViewDocument,
} from '@redress/eventing';
import { type Connection, openConnection, type Schema } from '../connection.js';
import { DeclaredView, keepIndexes } from './declared-view.js';
import { Documents, Generations, ParkedStreams } from './generations.js';
import { aggregateRows, findPage, Statements } from './queries.js';

/**
 * All documents are in one table, as JSON text; queryable fields are indexed by expressions over that text, in partial indexes per view. A
 * generation exists as long as it has a row in `generations`: that row is removed first and its documents, possibly very many, afterwards
 * in slices. Positions are text, because some event stores need 128 bits and an integer here has 64; the event's id follows the position.
 */
export const readSchema: Schema = {
  applicationId: 0x52645677, // "RdVw"
  version: 2,
  create: `
    CREATE TABLE views (
      name TEXT PRIMARY KEY,
      active INTEGER NOT NULL,
      newest INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE generations (
      view TEXT NOT NULL,
      generation INTEGER NOT NULL,
      position TEXT NOT NULL,
      PRIMARY KEY (view, generation)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE documents (
      view TEXT NOT NULL,
      generation INTEGER NOT NULL,
      id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX documents_by_id ON documents (view, generation, id);
    CREATE TABLE parked (
      view TEXT NOT NULL,
      generation INTEGER NOT NULL,
      stream TEXT NOT NULL,
      revision INTEGER NOT NULL,
      event_id TEXT NOT NULL,
      event_type TEXT NOT NULL,
      error TEXT NOT NULL,
      parked_at TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      PRIMARY KEY (view, generation, stream)
    ) STRICT, WITHOUT ROWID;
  `,
  otherVersion: 'Stop whatever uses it and delete it: it is built again from the events.',
};

export interface SqliteReadStoreOptions {
  /** Created, with its folder, if missing. Several processes may use it concurrently. */
  readonly file: string;
}

/**
 * Opens the read store in a file. Its commits survive the death of the process; a power cut may lose the newest ones, checkpoint and
 * documents together, which are then rebuilt from the log.
 * Rejects with `StoreUnavailableError` or `StoreCorruptError`.
 */
export async function openSqliteReadStore({ file }: SqliteReadStoreOptions): Promise<ReadStore> {
  return new SqliteReadStore(openConnection({ file, synchronous: 'NORMAL', busyTimeoutMs: 5_000, schema: readSchema }));
}

const idsMax = 1_000;
const scanPageDocuments = 256;

/**
 * The read store on one SQLite file. Every call is one transaction: a commit takes effect as a whole, and a query sees one snapshot, even
 * when another process (a rebuild from the command line) writes to the same file.
 */
export class SqliteReadStore implements ReadStore {
  private readonly views = new Map<string, DeclaredView>();
  private readonly documents: Documents;
  private readonly parkedStreams: ParkedStreams;
  private readonly generations: Generations;
  private readonly statements: Statements;
  private readonly transaction;
  private closed = false;

  constructor(private readonly connection: Connection) {
    this.documents = new Documents(connection);
    this.parkedStreams = new ParkedStreams(connection);
    this.generations = new Generations(connection, this.parkedStreams);
    this.statements = new Statements(connection);
    this.transaction = connection.db.transaction((work: () => unknown) => work());
  }

  async define(definition: ViewDefinition): Promise<void> {
    const view = new DeclaredView(definition);
    this.write(() => {
      this.generations.define(view.name);
      keepIndexes(this.connection, view);
    });
    this.views.set(view.name, view);
    await this.sweep(view.name);
  }

  async get(view: string, id: string, generation?: number): Promise<ViewDocument | undefined> {
    return this.inGeneration(view, generation, (resolved) => this.documents.get(view, resolved, id));
  }

  async getMany(view: string, ids: readonly string[], generation?: number): Promise<ReadonlyMap<string, ViewDocument>> {
    requireFewIds(ids);
    return this.inGeneration(view, generation, (resolved) => this.documents.getMany(view, resolved, ids));
  }

  async find(view: string, query: FindQuery): Promise<FoundPage> {
    const declared = this.declared(view);
    return this.inGeneration(view, undefined, (active) => findPage(this.statements, declared, active, query));
  }

  async aggregate(view: string, query: AggregateQuery): Promise<Aggregated> {
    const declared = this.declared(view);
    return this.inGeneration(view, undefined, (active) => ({
      rows: aggregateRows(this.statements, declared, active, query),
      position: this.generations.position(view, active),
    }));
  }

  async *scan(view: string, generation?: number): AsyncGenerator<ViewDocument> {
    const scanned = this.inGeneration(view, generation, (resolved) => resolved);
    let after = '';
    for (;;) {
      const page = this.inGeneration(view, scanned, () =>
        this.documents.pageAfter(view, scanned, after, scanPageDocuments),
      );
      yield* page;
      if (page.length < scanPageDocuments) return;
      after = page.at(-1)!.id;
    }
  }

  async activeGeneration(view: string): Promise<number> {
    return this.inGeneration(view, undefined, (active) => active);
  }

  async checkpoint(view: string, generation?: number): Promise<Position> {
    return this.inGeneration(view, generation, (resolved) => this.generations.position(view, resolved));
  }

  async places(): Promise<ReadonlyMap<string, LogPlace>> {
    return this.guarded(() => this.generations.places());
  }

  async commit(view: string, commit: ViewCommit): Promise<void> {
    const { generation, changes, park, unpark } = commit;
    this.declared(view);
    this.write(() => {
      this.generations.resolve(view, generation);
      for (const change of changes) this.documents.apply(view, generation, change);
      for (const stream of unpark) this.parkedStreams.unpark(view, generation, stream);
      for (const stream of park) this.parkedStreams.park(view, generation, stream);
      const place = placeReached(commit);
      if (place !== undefined) this.generations.advance(view, generation, place);
    });
  }

  async movePlace(view: string, from: LogPlace, to: LogPlace): Promise<boolean> {
    this.declared(view);
    return this.write(() => this.generations.move(view, from, to));
  }

  async parked(view: string, generation?: number): Promise<readonly ParkedStream[]> {
    return this.inGeneration(view, generation, (resolved) => this.parkedStreams.oldest(view, resolved));
  }

  async parkedAmong(
    view: string,
    streams: readonly StreamName[],
    generation?: number,
  ): Promise<ReadonlyMap<string, ParkedStream>> {
    requireFewIds(streams);
    return this.inGeneration(view, generation, (resolved) => this.parkedStreams.among(view, resolved, streams));
  }

  async beginGeneration(view: string): Promise<number> {
    this.declared(view);
    const generation = this.write(() => this.generations.begin(view));
    await this.sweep(view);
    return generation;
  }

  async activate(view: string, generation: number, astray?: LogPlace): Promise<boolean> {
    this.declared(view);
    const activated = this.write(() => this.generations.activate(view, generation, astray));
    if (activated) await this.sweep(view);
    return activated;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.connection.db.close();
  }

  private inGeneration<T>(view: string, generation: number | undefined, read: (generation: number) => T): T {
    this.declared(view);
    return this.guarded(() => this.transaction.deferred(() => read(this.generations.resolve(view, generation))) as T);
  }

  private write<T>(change: () => T): T {
    return this.guarded(() => this.transaction.immediate(change) as T);
  }

  /** Clears dropped generations, yielding after each slice. What cannot be cleared now is cleared by the next `define`. */
  private async sweep(view: string): Promise<void> {
    try {
      while (!this.closed && this.generations.sweep(view)) await new Promise(setImmediate);
    } catch {
      return;
    }
  }

  private declared(view: string): DeclaredView {
    const declared = this.views.get(view);
    if (declared === undefined) throw new InvalidQueryError('A view must be defined before it is used.');
    return declared;
  }

  private guarded<T>(work: () => T): T {
    if (this.closed) throw new StoreClosedError('The read store was closed.');
    try {
      return work();
    } catch (error) {
      throw error instanceof EventingError ? error : this.connection.failure(error);
    }
  }
}

function requireFewIds(ids: readonly string[]): void {
  if (ids.length > idsMax) throw new InvalidQueryError(`At most ${idsMax} documents can be asked for at once.`);
}
