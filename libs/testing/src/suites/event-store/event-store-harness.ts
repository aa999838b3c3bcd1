import { afterEach, beforeEach } from '@jest/globals';
import type { EventStore, ExpectedRevision, RecordedEvent, Revision } from '@redress/eventing';
import { type SealedEventOptions, sealedEvents } from '../sealed-events.js';

/** What an engine gives to be held to the port. */
export interface EventStoreHarness {
  /** An empty store. */
  open(): Promise<EventStore>;
  /** The same store after a restart: closes it and opens what it left. An engine that keeps nothing has no such thing. */
  reopen?(store: EventStore): Promise<EventStore>;
  /** Ways in which somebody loses the first events of a stream behind the store's back: all before the given revision, and no others. */
  readonly cuts: readonly StreamCut[];
  /** Does away with whatever `open` made, closed or not. */
  destroy(): Promise<void>;
}

/** One way to cut a stream. `store` is the open one. */
export interface StreamCut {
  readonly how: string;
  readonly cut: (stream: string, before: Revision, store: EventStore) => Promise<void> | void;
  /** What the error has to say about it. */
  readonly cause: string;
}

/** A store of its own for every spec, and the steps that specs are made of. */
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

  /** Appends so many events, in appends of at most 100, to a stream that does not exist yet. */
  async fill(stream: string, count: number, options: SealedEventOptions = {}): Promise<void> {
    for (let from = 0; from < count; from += 100) {
      const events = sealedEvents(stream, { ...options, from, count: Math.min(100, count - from) });
      await this.store.append(stream, before(from), events);
    }
  }

  stream(stream: string): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.store.read(stream));
  }

  all(after = 0n): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.store.readAll(after));
  }
}

/** What an append beginning at this revision expects. */
export function before(revision: number): ExpectedRevision {
  return revision === 0 ? 'none' : revision - 1;
}

export function revisionsOf(events: readonly RecordedEvent[]): readonly number[] {
  return events.map(({ revision }) => revision);
}

export function positionsOf(events: readonly RecordedEvent[]): readonly bigint[] {
  return events.map(({ position }) => position);
}

/** Whole numbers from the first up to, and not including, the last. */
export function numbers(from: number, before: number): readonly number[] {
  return Array.from({ length: before - from }, (_, index) => from + index);
}
