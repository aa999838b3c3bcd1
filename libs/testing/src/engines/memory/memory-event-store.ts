import {
  AnotherLogError,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type FollowedBatch,
  type FollowOptions,
  InvalidAppendError,
  type Position,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  type Revision,
  type SealedEvent,
  StoreClosedError,
  StreamCutError,
  type StreamName,
  toPosition,
  WrongRevisionError,
} from '@redress/eventing';

const EVENTS_MAX = 100;
const EVENT_BYTES_MAX = 2_000_000;

/** An event store in memory, for specs of users of the port. */
export class MemoryEventStore implements EventStore {
  readonly densePositions = true;
  private readonly log: RecordedEvent[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly removed = new Map<string, Revision>();
  private grown = Promise.withResolvers<void>();
  private isClosed = false;

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly SealedEvent[]): Promise<Appended> {
    this.checkOpen();
    const first = expected === 'none' ? 0 : expected + 1;
    checkAppend(stream, first, events);
    const recorded = this.streams.get(stream) ?? [];
    const earlier = recorded.slice(first, first + events.length);
    if (earlier.length === events.length && earlier.every(({ id }, index) => id === events[index]?.id)) {
      const { revision, position } = earlier.at(-1) as RecordedEvent;
      return { revision, position };
    }
    if (recorded.length !== first) throw new WrongRevisionError(stream, expected, recorded.length - 1);
    for (const event of events) {
      const copy = JSON.parse(JSON.stringify(event)) as SealedEvent;
      const placed = { ...copy, position: toPosition(BigInt(this.log.length + 1)) };
      this.log.push(placed);
      recorded.push(placed);
    }
    this.streams.set(stream, recorded);
    this.wake();
    return { revision: recorded.length - 1, position: toPosition(BigInt(this.log.length)), writtenNow: true };
  }

  async *read(stream: StreamName, { from = 0, to = Infinity }: ReadOptions = {}): AsyncIterable<RecordedEvent> {
    this.checkOpen();
    const end = Math.min(to, (this.streams.get(stream)?.length ?? 0) - 1);
    for (let revision = from; revision <= end; revision += 1) {
      await Promise.resolve();
      const removed = this.removed.get(stream) ?? 0;
      if (revision < removed) throw new StreamCutError(stream, revision, removed, 'A spec has removed it.');
      yield structuredClone(this.streams.get(stream)?.[revision] as RecordedEvent);
    }
  }

  /** Hides the first events of a stream from readers, as a truncation outside the store would. */
  cut(stream: StreamName, before: Revision): void {
    this.removed.set(stream, before);
  }

  readAll(after: Position, { limit = Infinity }: ReadAllOptions = {}): AsyncIterable<RecordedEvent> {
    return this.between(Number(after), Math.min(this.log.length, Number(after) + limit));
  }

  async *follow(after: Position, { signal, batchSize = 500 }: FollowOptions): AsyncIterable<FollowedBatch> {
    this.checkOpen();
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    let next = Number(after);
    if (next > this.log.length) throw new AnotherLogError('No event is at the position to follow from.');
    while (!signal.aborted && !this.isClosed) {
      const grown = this.grown.promise;
      const events = structuredClone(this.log.slice(next, next + batchSize));
      next += events.length;
      const caughtUp = next >= this.log.length;
      yield { events, position: toPosition(BigInt(next)), caughtUp };
      if (caughtUp) await Promise.race([grown, aborted]);
    }
  }

  async eventIdAt(position: Position): Promise<string | undefined> {
    this.checkOpen();
    return this.log[Number(position) - 1]?.id;
  }

  async head(): Promise<Position> {
    this.checkOpen();
    return toPosition(BigInt(this.log.length));
  }

  distance(after: Position, upTo: Position): number {
    return Number(upTo - after);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.wake();
  }

  private async *between(start: number, end: number): AsyncIterable<RecordedEvent> {
    this.checkOpen();
    for (let index = start; index < end; index += 1) {
      await Promise.resolve();
      yield structuredClone(this.log[index] as RecordedEvent);
    }
  }

  private wake(): void {
    this.grown.resolve();
    this.grown = Promise.withResolvers<void>();
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreClosedError('The event store is closed.');
  }
}

function checkAppend(stream: StreamName, first: number, events: readonly SealedEvent[]): void {
  if (!Number.isSafeInteger(first) || first < 0) throw new InvalidAppendError('The expected revision is none.');
  if (events.length === 0 || events.length > EVENTS_MAX) throw new InvalidAppendError('An append has 1 to 100 events.');
  events.forEach((event, index) => {
    if (event.stream !== stream) throw new InvalidAppendError('An event is of another stream.');
    if (event.revision !== first + index) throw new InvalidAppendError('The revisions do not follow the expected one.');
    if (Buffer.byteLength(JSON.stringify(event)) > EVENT_BYTES_MAX)
      throw new InvalidAppendError('An event is too large.');
  });
  if (new Set(events.map(({ id }) => id)).size < events.length) throw new InvalidAppendError('An id occurs twice.');
}
