import { afterEach, beforeEach } from '@jest/globals';
import {
  type EventStore,
  type ExpectedRevision,
  type RecordedEvent,
  type Revision,
  type StreamName,
  toPosition,
} from '@redress/eventing';
import { type SealedEventOptions, sealedEvents } from '../sealed-events.js';

/** The functions an engine provides to run the contract suite. */
export interface EventStoreHarness {
  /** An empty store. */
  open(): Promise<EventStore>;
  /** Restarts: closes the store and opens its data again. Absent for an engine without persistence. */
  reopen?(store: EventStore): Promise<EventStore>;
  /** Ways to lose the first events of a stream outside the store: exactly those before the given revision. */
  readonly cuts: readonly StreamCut[];
  /** Removes everything that `open` created, closed or not. */
  destroy(): Promise<void>;
}

/** One way to cut a stream. `store` is the open one. */
export interface StreamCut {
  readonly how: string;
  readonly cut: (stream: StreamName, before: Revision, store: EventStore) => Promise<void> | void;
  /** Text that the error must contain. */
  readonly cause: string;
}

/** A separate store for every spec, and shared steps. */
export class EventStoreBench {
  store!: EventStore;

  constructor(private readonly harness: EventStoreHarness) {
    beforeEach(async () => {
      this.store = await harness.open();
    });
    afterEach(async () => {
      await this.store.close();
      await harness.destroy();
    });
  }

  get cuts(): readonly StreamCut[] {
    return this.harness.cuts;
  }

  get canReopen(): boolean {
    return this.harness.reopen !== undefined;
  }

  async reopen(): Promise<void> {
    this.store = await this.harness.reopen!(this.store);
  }

  /** Appends events to a new stream, in appends of at most 100. */
  async fill(stream: StreamName, count: number, options: SealedEventOptions = {}): Promise<void> {
    for (let from = 0; from < count; from += 100) {
      const events = sealedEvents(stream, { ...options, from, count: Math.min(100, count - from) });
      await this.store.append(stream, before(from), events);
    }
  }

  stream(stream: StreamName): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.store.read(stream));
  }

  all(after = 0n): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.store.readAll(toPosition(after)));
  }
}

/** The expected revision of an append at this revision. */
export function before(revision: number): ExpectedRevision {
  return revision === 0 ? 'none' : revision - 1;
}

export function revisionsOf(events: readonly RecordedEvent[]): readonly number[] {
  return events.map(({ revision }) => revision);
}

export function positionsOf(events: readonly RecordedEvent[]): readonly bigint[] {
  return events.map(({ position }) => position);
}

/** Whole numbers from the first up to, but excluding, the last. */
export function numbers(from: number, before: number): readonly number[] {
  return Array.from({ length: before - from }, (_, index) => from + index);
}
