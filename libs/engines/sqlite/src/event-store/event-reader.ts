import {
  EventingError,
  parseJson,
  type RecordedEvent,
  type SerializedEvent,
  serializedLength,
  StoreCorruptError,
  StreamCutError,
  type StreamName,
  toPosition,
} from '@redress/eventing';
import type { Connection } from '../connection.js';

export interface RecordedRow extends SerializedEvent {
  readonly position: number;
}

/** Throws `StoreCorruptError`, naming the place, for a row that Redress cannot have written. */
export function eventOf(row: RecordedRow): RecordedEvent {
  try {
    return {
      id: row.id,
      stream: row.stream,
      revision: row.revision,
      position: toPosition(BigInt(row.position)),
      type: row.type,
      version: row.version,
      data: objectOf(row.data),
      ...(row.personal === null ? {} : { personal: objectOf(row.personal) }),
      metadata: objectOf(row.metadata),
    };
  } catch {
    // Omits the cause: a syntax error quotes the text that it could not parse.
    const place = `position ${row.position}, stream ${row.stream}, revision ${row.revision}`;
    throw new StoreCorruptError(`The event at ${place} cannot be read. Restore the event store from a backup.`);
  }
}

function objectOf<T extends object>(text: string): T {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return value as T;
}

/** Characters of JSON after which a page ends, so that a page of large events stays small. */
const pageCharactersMax = 4_000_000;

/** Some events in order, and whether more may follow. */
interface Page {
  readonly events: readonly RecordedEvent[];
  readonly mayGoOn: boolean;
}

/** Most streams have no more events than these, which one statement takes; an iterator costs several times as much. */
const FEW = 16;

const REMOVED = 'Its rows were removed from the file. Restore the event store from a backup.';
const NOTHING: Page = { events: [], mayGoOn: false };

/** Reads pages. Each is one short snapshot, so that a slow reader never holds up a checkpoint of the write-ahead log. */
export class EventReader {
  private readonly selectHead;
  private readonly selectIdAt;
  private readonly selectNext;
  private readonly selectStream;
  private readonly selectAll;

  constructor(private readonly connection: Connection) {
    const columns = 'position, stream, revision, id, type, version, data, personal, metadata';
    const { db } = connection;
    this.selectHead = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck();
    this.selectIdAt = db.prepare<[number], string>('SELECT id FROM events WHERE position = ?').pluck();
    this.selectNext = db
      .prepare<[string, number], number>(
        'SELECT revision FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT 1',
      )
      .pluck();
    this.selectStream = db.prepare<[string, number, number, number], RecordedRow>(
      `SELECT ${columns} FROM events WHERE stream = ? AND revision BETWEEN ? AND ? ORDER BY revision LIMIT ?`,
    );
    this.selectAll = db.prepare<[number, number, number], RecordedRow>(
      `SELECT ${columns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
    );
  }

  head(): number {
    return this.guarded('its newest event', () => this.selectHead.get()!);
  }

  /** Undefined for no event. */
  idAt(position: number): string | undefined {
    return this.guarded(`the event at position ${position}`, () => this.selectIdAt.get(position));
  }

  /** The next events of a stream, at least one if any. Throws `StreamCutError` when one is missing. */
  streamPage(stream: StreamName, from: number, to: number, limit: number): Page {
    return this.guarded(`stream ${stream} from revision ${from}`, () => {
      const first = this.selectStream.all(stream, from, to, Math.min(limit, FEW)).map(eventOf);
      if (first.length === 0) return this.nothingAt(stream, from);
      const page = first.length < FEW ? { events: first, mayGoOn: false } : this.pageAfter(first, stream, to, limit);
      this.requireContiguous(stream, from, to, page);
      return page;
    });
  }

  private nothingAt(stream: StreamName, from: number): Page {
    const next = this.selectNext.get(stream, from);
    if (next === undefined) return NOTHING;
    throw new StreamCutError(stream, from, next, REMOVED);
  }

  /** A page that begins with these events. */
  private pageAfter(first: readonly RecordedEvent[], stream: StreamName, to: number, limit: number): Page {
    const left = limit - first.length;
    const { events, mayGoOn } = pageOf(this.selectStream.iterate(stream, first.at(-1)!.revision + 1, to, left), left);
    return { events: [...first, ...events], mayGoOn };
  }

  private requireContiguous(stream: StreamName, from: number, to: number, { events, mayGoOn }: Page): void {
    const gap = events.findIndex(({ revision }, index) => revision !== from + index);
    if (gap !== -1) throw new StreamCutError(stream, from + gap, events[gap]!.revision, REMOVED);
    const end = from + events.length;
    // Up to the end of the stream, all that there is has been selected.
    if (mayGoOn || end > to || to === Number.MAX_SAFE_INTEGER) return;
    // A range that ends early may end at the stream's end, or at a gap extending beyond the range.
    const beyond = this.selectNext.get(stream, end);
    if (beyond !== undefined) throw new StreamCutError(stream, end, beyond, REMOVED);
  }

  /** The next events of the store, at least one if any. */
  page(after: number, upTo: number, limit: number): Page {
    return this.guarded(`the events after position ${after}`, () =>
      pageOf(this.selectAll.iterate(after, upTo, limit), limit),
    );
  }

  private guarded<T>(what: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof EventingError) throw error;
      const failure = this.connection.failure(error);
      if (!(failure instanceof StoreCorruptError)) throw failure;
      throw new StoreCorruptError(
        `${this.connection.file} is damaged: ${what} cannot be read. Restore it from a backup.`,
        {
          cause: error,
        },
      );
    }
  }
}

function pageOf(rows: Iterable<RecordedRow>, limit: number): Page {
  const events: RecordedEvent[] = [];
  let characters = 0;
  for (const row of rows) {
    events.push(eventOf(row));
    characters += serializedLength(row);
    if (characters > pageCharactersMax) return { events, mayGoOn: true };
  }
  return { events, mayGoOn: events.length === limit };
}
