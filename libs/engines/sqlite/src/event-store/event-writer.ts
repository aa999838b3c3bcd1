import {
  type Appended,
  type PreparedAppend,
  type RecordedEvent,
  serializedLength,
  type StreamName,
  toPosition,
  WrongRevisionError,
} from '@redress/eventing';
import type { Connection } from '../connection.js';
import type { CommitResult } from '../group-commit.js';
import { eventOf, type RecordedRow } from './event-reader.js';

/** The progress of one transaction. Becomes fact only by its commit. */
interface Progress {
  position: number;
  /** The appends that wrote something, each with its first position. */
  readonly written: (readonly [PreparedAppend, number])[];
  readonly heads: Map<StreamName, number>;
}

/**
 * Writes groups of appends, one transaction each. The only writer assigns positions inside the transaction, so they are dense and appear in
 * order.
 */
export class EventWriter {
  private readonly heads = new StreamHeads();
  private head: number | undefined;
  private readonly insert;
  private readonly selectHead;
  private readonly selectStreamHead;
  private readonly selectIds;
  private readonly inTransaction;

  constructor(
    private readonly connection: Connection,
    private readonly recent: RecentEvents,
  ) {
    const { db } = connection;
    this.insert = db.prepare(
      `INSERT INTO events (position, stream, revision, id, type, version, data, personal, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.selectHead = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck();
    this.selectStreamHead = db
      .prepare<[string], number>('SELECT coalesce(max(revision), -1) FROM events WHERE stream = ?')
      .pluck();
    this.selectIds = db.prepare<[string, number, number], { id: string; position: number }>(
      'SELECT id, position FROM events WHERE stream = ? AND revision BETWEEN ? AND ? ORDER BY revision',
    );
    this.inTransaction = db.transaction((group: readonly PreparedAppend[], progress: Progress) =>
      group.map((append) => this.append(append, progress)),
    );
  }

  /** Position of the newest committed event. */
  committedHead(): number {
    return (this.head ??= this.selectHead.get()!);
  }

  /** Throws `StoreUnavailableError` or `StoreCorruptError` when nothing of the group was written. */
  write(group: readonly PreparedAppend[]): readonly CommitResult<Appended>[] {
    try {
      const progress: Progress = { position: this.committedHead(), written: [], heads: new Map() };
      const outcomes = this.inTransaction.immediate(group, progress);
      this.head = progress.position;
      for (const [stream, revision] of progress.heads) this.heads.set(stream, revision);
      for (const [append, firstPosition] of progress.written) this.recent.add(append, firstPosition);
      return outcomes;
    } catch (error) {
      // The failure may have invalidated what was remembered: read the file again.
      this.head = undefined;
      this.heads.clear();
      this.recent.clear();
      throw this.connection.failure(error);
    }
  }

  private append(append: PreparedAppend, progress: Progress): CommitResult<Appended> {
    const { stream, expected, events } = append;
    const actual = progress.heads.get(stream) ?? this.heads.get(stream) ?? this.selectStreamHead.get(stream)!;
    if (actual !== (expected === 'none' ? -1 : expected)) {
      const earlier = this.earlierAnswer(append);
      return earlier ? { answer: earlier } : { error: new WrongRevisionError(stream, expected, actual) };
    }
    progress.written.push([append, progress.position + 1]);
    for (const event of events) {
      progress.position += 1;
      const { revision, id, type, version, data, personal, metadata } = event;
      this.insert.run(progress.position, stream, revision, id, type, version, data, personal, metadata);
    }
    const revision = actual + events.length;
    progress.heads.set(stream, revision);
    return { answer: { revision, position: toPosition(BigInt(progress.position)), writtenNow: true } };
  }

  /** The result of an earlier append of the same events, if any. */
  private earlierAnswer({ stream, events }: PreparedAppend): Appended | undefined {
    const revision = events.at(-1)!.revision;
    const stored = this.selectIds.all(stream, events[0]!.revision, revision);
    const isRepeat = stored.length === events.length && stored.every(({ id }, index) => id === events[index]!.id);
    return isRepeat ? { revision, position: toPosition(BigInt(stored.at(-1)!.position)) } : undefined;
  }
}

/** Streams whose newest revision is cached; evicts the least recently written. About 10 MB. */
const streamsMax = 50_000;

/** Newest revisions of the streams written last. Set after the commit, never before, so it holds committed facts only. */
class StreamHeads {
  private readonly revisions = new Map<string, number>();

  get(stream: StreamName): number | undefined {
    return this.revisions.get(stream);
  }

  set(stream: StreamName, revision: number): void {
    this.revisions.delete(stream);
    this.revisions.set(stream, revision);
    if (this.revisions.size > streamsMax) this.revisions.delete(this.revisions.keys().next().value!);
  }

  clear(): void {
    this.revisions.clear();
  }
}

/** Enough for followers that are a few batches behind, and little beside everything else in memory. */
const eventsMax = 4_096;
const charactersMax = 16_000_000;

interface RecentEvent {
  readonly row: RecordedRow;
  event?: RecordedEvent;
}

/**
 * The newest rows as committed, so that followers close to the end need not each read them from the file again; they are parsed once for
 * all. Parsed from what was written, because the caller's objects may hold what JSON cannot, and may change. Positions are contiguous and
 * end at the head.
 */
export class RecentEvents {
  private kept: RecentEvent[] = [];
  private characters = 0;

  /** Adds the rows of one committed append, in position order. */
  add({ events }: PreparedAppend, firstPosition: number): void {
    events.forEach((row, index) => {
      this.kept.push({ row: { ...row, position: firstPosition + index } });
      this.characters += serializedLength(row);
    });
    // Trims by halves, which spreads the cost of moving the rest over many appends.
    if (this.kept.length > eventsMax || this.characters > charactersMax) this.trim();
  }

  /** The events after a position, at most `limit`; undefined when some of them are not in memory. */
  after(position: number, limit: number): readonly RecordedEvent[] | undefined {
    const first = this.kept[0]?.row.position;
    if (first === undefined || position + 1 < first) return undefined;
    const from = position + 1 - first;
    return this.kept.slice(from, from + limit).map((recent) => (recent.event ??= eventOf(recent.row)));
  }

  clear(): void {
    this.kept = [];
    this.characters = 0;
  }

  private trim(): void {
    for (const { row } of this.kept.splice(0, Math.ceil(this.kept.length / 2)))
      this.characters -= serializedLength(row);
  }
}
