import {
  AnotherLogError,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type FollowedBatch,
  type FollowOptions,
  type Position,
  prepareAppend,
  type PreparedAppend,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  type SealedEvent,
  StoreClosedError,
  StoreUnavailableError,
  type StreamName,
  toPosition,
} from '@redress/eventing';
import { type Connection, openConnection, type Schema, WriterLock } from '../connection.js';
import { GroupCommit, yieldToEventLoop } from '../group-commit.js';
import { EventReader } from './event-reader.js';
import { EventWriter, RecentEvents } from './event-writer.js';

/**
 * One row per event. `position` is the row id, so reading in order is a scan of the table from front to back; the only other index finds a
 * stream. There is none on `id`: repeats are recognized at their place in the stream, and an index on random ids would cost each append
 * another page.
 */
export const eventSchema: Schema = {
  applicationId: 0x52644576, // "RdEv"
  version: 1,
  create: `
    CREATE TABLE events (
      position INTEGER PRIMARY KEY,
      stream TEXT NOT NULL,
      revision INTEGER NOT NULL,
      id TEXT NOT NULL,
      type TEXT NOT NULL,
      version INTEGER NOT NULL,
      data TEXT NOT NULL,
      personal TEXT,
      metadata TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  `,
  otherVersion: 'Use the version of Redress that wrote it.',
};

export interface SqliteEventStoreOptions {
  /** Created, with its folder, if missing. */
  readonly file: string;
  /** Reads alongside the writing process; appends are refused. The file must exist. */
  readonly readOnly?: boolean;
}

/**
 * Opens the event store in a file. One process may write to it at a time; any number may read.
 * Rejects with `StoreUnavailableError` (another writer, no rights, full disk) or `StoreCorruptError`.
 */
export async function openSqliteEventStore({ file, readOnly = false }: SqliteEventStoreOptions): Promise<EventStore> {
  const lock = readOnly ? undefined : WriterLock.take(file);
  try {
    const connection = openConnection({
      file,
      readOnly,
      synchronous: 'FULL',
      busyTimeoutMs: 1_000,
      schema: eventSchema,
    });
    return new SqliteEventStore(connection, lock);
  } catch (error) {
    lock?.release();
    throw error;
  }
}

const pageEventsMax = 256;
const followBatchDefault = 500;
const followBatchMax = 1_000;
/** How soon a reader notices another process's writes, or retries after a failure. */
const pollMs = 250;

/**
 * The event store on one SQLite file. SQLite is synchronous, so reading a page and writing a group are uninterrupted: readers in this
 * process never see an uncommitted transaction.
 */
export class SqliteEventStore implements EventStore {
  readonly densePositions = true;
  private readonly reader: EventReader;
  private readonly appends: GroupCommit<PreparedAppend, Appended> | undefined;
  private readonly committed = new CommitSignal();
  private readonly recent = new RecentEvents();
  private closed = false;

  /** Writes with a lock; only reads without one. Owns both and closes them. */
  constructor(
    private readonly connection: Connection,
    private readonly lock: WriterLock | undefined,
  ) {
    this.reader = new EventReader(connection);
    if (lock === undefined) return;
    const writer = new EventWriter(connection, this.recent);
    const commit = (group: readonly PreparedAppend[]) => {
      const outcomes = writer.write(group);
      this.committed.notify();
      return outcomes;
    };
    this.appends = new GroupCommit({ commit, sizeOf: ({ length }) => length });
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly SealedEvent[]): Promise<Appended> {
    this.requireOpen();
    if (this.appends === undefined) {
      throw new StoreUnavailableError(`${this.connection.file} was opened for reading only.`);
    }
    return this.appends.submit(prepareAppend(stream, expected, events));
  }

  async *read(stream: StreamName, options: ReadOptions = {}): AsyncGenerator<RecordedEvent> {
    const to = options.to ?? Number.MAX_SAFE_INTEGER;
    let from = options.from ?? 0;
    while (from <= to) {
      this.requireOpen();
      const { events, mayGoOn } = this.reader.streamPage(stream, from, to, pageEventsMax);
      yield* events;
      if (!mayGoOn) return;
      from = events.at(-1)!.revision + 1;
      await yieldToEventLoop();
    }
  }

  readAll(after: Position, options: ReadAllOptions = {}): AsyncIterable<RecordedEvent> {
    // Read before the first event: the head counts at the moment of the call.
    const upTo = this.closed ? 0 : this.reader.head();
    return this.pages(Number(after), upTo, options.limit ?? Number.MAX_SAFE_INTEGER);
  }

  async *follow(
    after: Position,
    { signal, batchSize = followBatchDefault }: FollowOptions,
  ): AsyncGenerator<FollowedBatch> {
    this.requireOpen();
    const limit = Math.min(Math.max(batchSize, 1), followBatchMax);
    let position = Number(after);
    if (position > 0 && (await this.eventIdAt(after)) === undefined) throw this.noPlace(after);
    let announced = false;
    while (!signal.aborted && !this.closed) {
      const batch = this.batchAfter(position, limit);
      if (batch !== undefined && (batch.events.length > 0 || !announced)) {
        position = Number(batch.position);
        announced = batch.caughtUp;
        yield batch;
        await yieldToEventLoop();
      } else {
        // Nothing is awaited between reading and waiting, so no commit can be missed.
        await this.committed.wait(signal, this.appends && batch ? undefined : pollMs);
      }
    }
  }

  async eventIdAt(position: Position): Promise<string | undefined> {
    this.requireOpen();
    // Positions of other engines exceed the safe integers and would be rounded to a valid one.
    return position > Number.MAX_SAFE_INTEGER ? undefined : this.reader.idAt(Number(position));
  }

  async head(): Promise<Position> {
    this.requireOpen();
    return toPosition(BigInt(this.reader.head()));
  }

  distance(after: Position, upTo: Position): number {
    return Number(upTo - after);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.appends?.close();
    this.committed.notify();
    this.connection.db.close();
    this.lock?.release();
  }

  private async *pages(after: number, upTo: number, limit: number): AsyncGenerator<RecordedEvent> {
    let position = after;
    let left = limit;
    this.requireOpen();
    while (left > 0 && position < upTo) {
      this.requireOpen();
      const { events, mayGoOn } = this.reader.page(position, upTo, Math.min(pageEventsMax, left));
      yield* events;
      if (!mayGoOn) return;
      position = Number(events.at(-1)!.position);
      left -= events.length;
      await yieldToEventLoop();
    }
  }

  /** Undefined while the store is unreadable: the follower keeps its place and retries. */
  private batchAfter(position: number, limit: number): FollowedBatch | undefined {
    try {
      const head = this.reader.head();
      const events = this.recent.after(position, limit) ?? this.reader.page(position, head, limit).events;
      const reached = Number(events.at(-1)?.position ?? position);
      return { events, position: toPosition(BigInt(reached)), caughtUp: reached >= head };
    } catch (error) {
      if (error instanceof StoreUnavailableError) return undefined;
      throw error;
    }
  }

  private noPlace(position: Position): AnotherLogError {
    return new AnotherLogError(
      `${this.connection.file} has no event at position ${position}: it is another log than before.`,
    );
  }

  private requireOpen(): void {
    if (this.closed) throw new StoreClosedError('The event store was closed.');
  }
}

/** Wakes followers waiting for the next commit. */
class CommitSignal {
  private readonly waiting = new Set<() => void>();

  notify(): void {
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }

  /** Resolves at the next `notify`, when the signal aborts, or after `timeoutMs`. */
  wait(signal: AbortSignal, timeoutMs?: number): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = timeoutMs === undefined ? undefined : setTimeout(wake, timeoutMs);
      this.waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
