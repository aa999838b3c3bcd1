import {
  StreamCutError,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type FollowedBatch,
  type FollowOptions,
  type Position,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  type SealedEvent,
  type ServerInUse,
} from '@redress/eventing';
import type { KnownDamage } from '../health/known-damage.js';

/** The event store of a service: what it finds cut, for whatever it was read, is known to those who operate the service. */
export class WatchedEventStore implements EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly damage: KnownDamage,
  ) {}

  get densePositions(): boolean {
    return this.store.densePositions;
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly SealedEvent[]): Promise<Appended> {
    try {
      return await this.store.append(stream, expected, events);
    } catch (error) {
      throw this.noticed(error);
    }
  }

  async *read(stream: string, options: ReadOptions = {}): AsyncGenerator<RecordedEvent> {
    try {
      yield* this.store.read(stream, options);
    } catch (error) {
      throw this.noticed(error);
    }
    const isWhole = (options.from ?? 0) === 0 && options.to === undefined;
    if (isWhole) this.damage.mended('histories', stream);
  }

  readAll(after: Position, options?: ReadAllOptions): AsyncIterable<RecordedEvent> {
    return this.store.readAll(after, options);
  }

  follow(after: Position, options: FollowOptions): AsyncIterable<FollowedBatch> {
    return this.store.follow(after, options);
  }

  eventIdAt(position: Position): Promise<string | undefined> {
    return this.store.eventIdAt(position);
  }

  head(): Promise<Position> {
    return this.store.head();
  }

  distance(after: Position, upTo: Position): number {
    return this.store.distance(after, upTo);
  }

  get inUse(): ServerInUse | undefined {
    return this.store.inUse;
  }

  close(): Promise<void> {
    return this.store.close();
  }

  private noticed(error: unknown): unknown {
    if (error instanceof StreamCutError) this.damage.note('histories', error.stream);
    return error;
  }
}
