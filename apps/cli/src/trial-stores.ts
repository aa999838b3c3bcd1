import {
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type FollowedBatch,
  type KeyEntry,
  type KeyStore,
  type Position,
  type ReadOptions,
  type RecordedEvent,
  type SealedEvent,
  type StreamName,
  toPosition,
  WrongRevisionError,
} from '@redress/eventing';

/** Streams that a trial remembers: a row is tried again only after so many others. */
const STREAMS_MAX = 1_000;

/** The events of a store, and what is appended to them in memory alone: a trial that writes nothing. */
export class TrialEventStore implements EventStore {
  readonly densePositions = false;
  private readonly streams = new Map<StreamName, readonly RecordedEvent[]>();

  /** @param base undefined where there is no log yet. */
  constructor(private readonly base: EventStore | undefined) {}

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly SealedEvent[]): Promise<Appended> {
    const recorded = await this.recorded(stream);
    const first = expected === 'none' ? 0 : expected + 1;
    if (recorded.length !== first) throw new WrongRevisionError(stream, expected, recorded.length - 1);
    const position = toPosition(0n);
    this.streams.set(stream, [...recorded, ...events.map((event) => ({ ...event, position }))]);
    const [oldest] = this.streams.keys();
    if (this.streams.size > STREAMS_MAX && oldest !== undefined) this.streams.delete(oldest);
    return { revision: first + events.length - 1, position, writtenNow: true };
  }

  async *read(stream: StreamName, { from = 0, to = Infinity }: ReadOptions = {}): AsyncIterable<RecordedEvent> {
    yield* (await this.recorded(stream)).filter(({ revision }) => revision >= from && revision <= to);
  }

  private async recorded(stream: StreamName): Promise<readonly RecordedEvent[]> {
    const tried = this.streams.get(stream);
    if (tried !== undefined || this.base === undefined) return tried ?? [];
    return Array.fromAsync(this.base.read(stream));
  }

  readAll(): AsyncIterable<RecordedEvent> {
    throw new Error('A trial reads streams only.');
  }

  follow(): AsyncIterable<FollowedBatch> {
    throw new Error('A trial reads streams only.');
  }

  eventIdAt(): Promise<string | undefined> {
    return Promise.reject(new Error('A trial reads streams only.'));
  }

  head(): Promise<Position> {
    return Promise.reject(new Error('A trial reads streams only.'));
  }

  distance(): number {
    throw new Error('A trial reads streams only.');
  }

  async close(): Promise<void> {
    await this.base?.close();
  }
}

/** The keys of a store, and new ones in memory alone. */
export class TrialKeyStore implements KeyStore {
  private readonly tried = new Map<string, KeyEntry>();

  /** @param base undefined where there are no keys yet. */
  constructor(private readonly base: KeyStore | undefined) {}

  async get(subjects: readonly string[]): Promise<ReadonlyMap<string, KeyEntry>> {
    const known = (await this.base?.get(subjects)) ?? new Map<string, KeyEntry>();
    const tried = subjects.flatMap((subject) => {
      const entry = this.tried.get(subject);
      return entry === undefined ? [] : [[subject, entry] as const];
    });
    return new Map([...tried, ...known]);
  }

  async put(subject: string, wrapped: Uint8Array): Promise<KeyEntry> {
    const known = (await this.get([subject])).get(subject);
    if (known !== undefined) return known;
    const entry: KeyEntry = { subject, state: 'present', wrapped };
    this.tried.set(subject, entry);
    return entry;
  }

  destroy(): Promise<void> {
    return Promise.reject(new Error('A trial destroys no keys.'));
  }

  async close(): Promise<void> {
    await this.base?.close();
  }
}
