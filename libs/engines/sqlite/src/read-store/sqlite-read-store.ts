import {
  type Aggregated,
  type AggregateQuery,
  EventingError,
  type FindQuery,
  type FoundPage,
  type FoundValues,
  InvalidQueryError,
  isOnlyRevision,
  type LogPlace,
  type ParkedStream,
  placeOfText,
  placeReached,
  type Position,
  type QueryLoad,
  type ReadStore,
  StoreClosedError,
  type StreamName,
  type ValuesQuery,
  type ViewCommit,
  type ViewDefinition,
  type ViewDocument,
} from '@redress/eventing';
import { type Connection, isInMemory } from '../connection.js';
import { type CommitResult, GroupCommit } from '../group-commit.js';
import { DeclaredView, keepIndexes } from './declared-view.js';
import { DocumentTable } from './document-table.js';
import { Generations, ParkedStreams } from './generations.js';
import { groupsOf, pageOf, planAggregate, planPage, planValues, valuesOf } from './queries.js';
import { DirectQueries, type Queries, QueryThreads } from './query-threads.js';
import type { PlannedQuery, QueryResult } from './run-query.js';
import { emptyLog, keepCount, keepTables, openViews } from './views-file.js';

export interface SqliteReadStoreOptions {
  /** Created, with its folder, if missing. Several processes may use it concurrently. `:memory:` for one that ends with the process. */
  readonly file: string;
}

/**
 * Opens the read store in a file. Its commits survive the death of the process; a power cut may lose the newest ones, checkpoint and
 * documents together, which are then rebuilt from the log.
 * Rejects with `StoreUnavailableError` or `StoreCorruptError`.
 */
export async function openSqliteReadStore({ file }: SqliteReadStoreOptions): Promise<ReadStore> {
  const connection = openViews(file);
  return isInMemory(file)
    ? new SqliteReadStore(connection)
    : new SqliteReadStore(connection, new QueryThreads({ file }));
}

/** An effect on a view, with the documents as they are stored; nothing for those that stay as they are. */
interface Effect {
  readonly view: string;
  readonly commit: ViewCommit;
  readonly bodies: readonly string[];
}

/** A view that this process has defined. */
interface DefinedView {
  readonly declared: DeclaredView;
  readonly documents: DocumentTable;
}

const idsMax = 1_000;
const scanPageDocuments = 256;

/**
 * The read store on one SQLite file. A commit takes effect as a whole, and a query sees one snapshot, even when another process (a rebuild
 * from the command line) writes to the same file. Views follow the same events, so their commits come together: those of one turn of the
 * event loop share a transaction, in which each stands or falls alone. Queries, which may walk through a whole view, are given to
 * `queries`; all else is brief and runs here.
 */
export class SqliteReadStore implements ReadStore {
  private readonly views = new Map<string, DefinedView>();
  private readonly parkedStreams: ParkedStreams;
  private readonly generations: Generations;
  private readonly transaction;
  private readonly commits = new GroupCommit<Effect, void>({
    commit: (group) => this.writeGroup(group),
    sizeOf: ({ bodies }) => bodies.reduce((sum, body) => sum + body.length, 0),
  });
  /** The write-ahead log may still hold terms that were taken out of documents. */
  private hasRemains = false;
  private closed = false;

  constructor(
    private readonly connection: Connection,
    private readonly queries: Queries = new DirectQueries(connection),
  ) {
    this.parkedStreams = new ParkedStreams(connection);
    this.generations = new Generations(connection, this.parkedStreams);
    this.transaction = connection.db.transaction((work: () => unknown) => work());
  }

  async define(definition: ViewDefinition): Promise<void> {
    const view = new DeclaredView(definition);
    const documents = this.write(() => {
      this.generations.define(view.name);
      keepTables(this.connection, view.name, view.allFields);
      keepCount(this.connection, view.name);
      keepIndexes(this.connection, view);
      // Statements hold memory that V8 does not see: those of a view defined again and again would pile up.
      return this.views.get(view.name)?.documents ?? new DocumentTable(this.connection, view.name);
    });
    this.views.set(view.name, { declared: view, documents });
    await this.sweep(documents);
  }

  async get(view: string, id: string, generation?: number): Promise<ViewDocument | undefined> {
    return this.inGeneration(view, generation, (resolved, documents) => documents.get(resolved, id));
  }

  async getMany(view: string, ids: readonly string[], generation?: number): Promise<ReadonlyMap<string, ViewDocument>> {
    requireFewIds(ids);
    return this.inGeneration(view, generation, (resolved, documents) => documents.getMany(resolved, ids));
  }

  async find(view: string, query: FindQuery): Promise<FoundPage> {
    const { declared } = this.defined(view);
    const { rows } = await this.asked(planPage(declared, query));
    return pageOf(declared, query, rows);
  }

  async findValues(view: string, query: ValuesQuery): Promise<FoundValues> {
    const { declared } = this.defined(view);
    const { rows } = await this.asked(planValues(declared, query));
    return valuesOf(declared, query, rows);
  }

  async aggregate(view: string, query: AggregateQuery): Promise<Aggregated> {
    const { declared } = this.defined(view);
    const { rows, position } = await this.asked(planAggregate(declared, query));
    return { rows: groupsOf(declared, query, rows), position: placeOfText(position).position };
  }

  async count(view: string): Promise<number> {
    return this.inGeneration(view, undefined, (active) => this.generations.documents(view, active));
  }

  get queryLoad(): QueryLoad | undefined {
    return this.queries.load;
  }

  async *scan(view: string, generation?: number): AsyncGenerator<ViewDocument> {
    const scanned = this.inGeneration(view, generation, (resolved) => resolved);
    let after = '';
    // Whoever wants to see one document alone reads one.
    for (let limit = 1; ; limit = scanPageDocuments) {
      const page = this.inGeneration(view, scanned, (_, documents) => documents.pageAfter(scanned, after, limit));
      yield* page;
      if (page.length < limit) return;
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
    this.defined(view);
    await this.commits.submit({
      view,
      commit,
      bodies: commit.changes.map((change) => (isOnlyRevision(change) ? '' : JSON.stringify(change.body))),
    });
  }

  async remove(view: string, ids: readonly string[]): Promise<void> {
    requireFewIds(ids);
    const { documents } = this.defined(view);
    const isTermRemoved = this.write(() => documents.remove(this.generations.resolve(view, undefined), ids));
    if (isTermRemoved) this.hasRemains = !emptyLog(this.connection);
  }

  async movePlace(view: string, from: LogPlace, to: LogPlace): Promise<boolean> {
    this.defined(view);
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
    const { documents } = this.defined(view);
    const generation = this.write(() => this.generations.begin(view));
    await this.sweep(documents);
    return generation;
  }

  async activate(view: string, generation: number, astray?: LogPlace): Promise<boolean> {
    const { documents } = this.defined(view);
    const activated = this.write(() => this.generations.activate(view, generation, astray));
    if (activated) await this.sweep(documents);
    return activated;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.commits.close();
    this.closed = true;
    // Readers first: the last connection to close moves the write-ahead log into the file, which a reader cannot.
    await this.queries.close();
    this.connection.db.close();
  }

  private writeGroup(group: readonly Effect[]): readonly CommitResult<void>[] {
    const results = this.writeAll(group) ?? this.write(() => group.map((effect) => this.attempt(effect)));
    if (this.hasRemains) this.hasRemains = !emptyLog(this.connection);
    return results;
  }

  /**
   * Writes all effects, or nothing when one of several is refused, which is rare: a savepoint for each would have SQLite put aside every page
   * that it changes, twice what is committed. Returns nothing in that case. Throws when the only one is refused, or the file cannot be written.
   */
  private writeAll(group: readonly Effect[]): readonly CommitResult<void>[] | undefined {
    let isRefused = false;
    const applyAll = (): void => {
      try {
        for (const effect of group) this.apply(effect);
      } catch (error) {
        isRefused = error instanceof EventingError;
        throw error;
      }
    };
    try {
      this.write(applyAll);
    } catch (error) {
      if (isRefused && group.length > 1) return undefined;
      throw error;
    }
    return group.map(() => ({ answer: undefined }));
  }

  /** Takes back an effect that is refused, and nothing else of its transaction. */
  private attempt(effect: Effect): CommitResult<void> {
    try {
      // Within a transaction, this one is a savepoint of it.
      this.transaction(() => this.apply(effect));
      return { answer: undefined };
    } catch (error) {
      if (error instanceof EventingError) return { error };
      throw error;
    }
  }

  private apply({ view, commit, bodies }: Effect): void {
    const { generation, changes, park, unpark } = commit;
    this.generations.resolve(view, generation);
    if (this.defined(view).documents.apply(generation, changes, bodies)) this.hasRemains = true;
    for (const stream of unpark) this.parkedStreams.unpark(view, generation, stream);
    for (const stream of park) this.parkedStreams.park(view, generation, stream);
    const place = placeReached(commit);
    if (place !== undefined) this.generations.advance(view, generation, place);
  }

  private asked(query: PlannedQuery): Promise<QueryResult> {
    if (this.closed) throw new StoreClosedError('The read store was closed.');
    return this.queries.run(query);
  }

  private inGeneration<T>(
    view: string,
    generation: number | undefined,
    read: (generation: number, documents: DocumentTable) => T,
  ): T {
    const { documents } = this.defined(view);
    const work = () => read(this.generations.resolve(view, generation), documents);
    return this.guarded(() => this.transaction.deferred(work) as T);
  }

  private write<T>(change: () => T): T {
    return this.guarded(() => this.transaction.immediate(change) as T);
  }

  /** Clears dropped generations, yielding after each slice. What cannot be cleared now is cleared by the next `define`. */
  private async sweep(documents: DocumentTable): Promise<void> {
    try {
      while (!this.closed && documents.sweep()) await new Promise(setImmediate);
    } catch {
      return;
    }
  }

  private defined(view: string): DefinedView {
    const defined = this.views.get(view);
    if (defined === undefined) throw new InvalidQueryError('A view must be defined before it is used.');
    return defined;
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
