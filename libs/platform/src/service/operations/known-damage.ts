import { Injectable } from '@nestjs/common';
import {
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
  StreamCutError,
  type StreamName,
} from '@redress/eventing';

/** Kinds of damage to a complaint: events missing from its stream, or lost keys to its personal values. */
export const DAMAGES = ['histories', 'keys'] as const;
export type Damage = (typeof DAMAGES)[number];

/** Limits the damaged complaints remembered for each kind; more are not counted. */
const REMEMBERED_MAX = 10_000;

/**
 * Permanent damage that this process has come across. Requests and processes find it by chance, so a count of zero proves nothing: `redress
 * verify` checks everything.
 */
@Injectable()
export class KnownDamage {
  private readonly met: Readonly<Record<Damage, Set<string>>> = { histories: new Set(), keys: new Set() };

  /** Records that a subject (a stream or a person) is damaged. */
  note(damage: Damage, subject: string): void {
    const subjects = this.met[damage];
    if (subjects.size < REMEMBERED_MAX) subjects.add(subject);
  }

  /** Forgets a subject that was found whole again. */
  mended(damage: Damage, subject: string): void {
    this.met[damage].delete(subject);
  }

  has(damage: Damage, subject: string): boolean {
    return this.met[damage].has(subject);
  }

  count(damage: Damage): number {
    return this.met[damage].size;
  }
}

/** The event store of a service. Reports every truncated stream it reads to the operators, whatever the reason for reading it. */
export class WatchedEventStore implements EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly damage: KnownDamage,
  ) {}

  get densePositions(): boolean {
    return this.store.densePositions;
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly SealedEvent[]): Promise<Appended> {
    if (this.damage.has('histories', stream)) await this.requireWhole(stream);
    try {
      return await this.store.append(stream, expected, events);
    } catch (error) {
      throw this.noticed(error);
    }
  }

  async *read(stream: StreamName, options: ReadOptions = {}): AsyncGenerator<RecordedEvent> {
    try {
      yield* this.store.read(stream, options);
    } catch (error) {
      throw this.noticed(error);
    }
    const isWhole = (options.from ?? 0) === 0 && options.to === undefined;
    if (isWhole) this.damage.mended('histories', stream);
  }

  /** A decision may rest on a state from before the stream was cut. Throws what reading it throws. */
  private async requireWhole(stream: StreamName): Promise<void> {
    for await (const _event of this.read(stream));
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
