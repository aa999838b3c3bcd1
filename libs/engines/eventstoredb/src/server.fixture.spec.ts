import { afterEach, beforeEach, describe, it } from '@jest/globals';
import {
  type EventStore,
  LOG_START,
  type Position,
  type RecordedEvent,
  type SealedEvent,
  type StreamName,
} from '@redress/eventing';
import { ScratchFolder, sealedEvents } from '@redress/testing';
import {
  canHave,
  type EventStoreDbStandInOptions,
  type KillableEventStoreDb,
  startEventStoreDbProcess,
} from '@redress/testing/engines';
import { type EventStoreDbEventStoreOptions, openEventStoreDbEventStore } from './event-store/event-store.js';

/** Shorter than in production, so that specs that wait for them stay quick. */
const times = { attempt_ms: 300, total_ms: 20_000, silence_ms: 200 };

/** A separate server for every spec, and stores that are closed after it. */
export class ServerBench {
  folder!: ScratchFolder;
  server!: KillableEventStoreDb;
  private stores: EventStore[] = [];

  constructor(options: Omit<EventStoreDbStandInOptions, 'folder'> = {}) {
    beforeEach(async () => {
      this.folder = new ScratchFolder();
      this.server = await startEventStoreDbProcess({ ...options, folder: this.folder.path });
    });
    afterEach(async () => {
      await this.server.fault({ kind: 'heal' }).catch(() => undefined);
      await Promise.all(this.stores.map((store) => store.close()));
      this.stores = [];
      await this.server.stop();
      this.folder.remove();
    });
  }

  async open(options: Partial<EventStoreDbEventStoreOptions> = {}): Promise<EventStore> {
    const store = await openEventStoreDbEventStore({ url: this.server.url, ...times, ...options });
    this.stores.push(store);
    return store;
  }

  /** Kills the server, and restarts it on its files. */
  async crash(): Promise<void> {
    await this.server.kill();
    await this.server.startAgain();
  }
}

/** Defines a spec where the server can have what it needs, and else one that is skipped and says why. */
export const itWhere = (...needs: readonly Need[]) => (serverHas(...needs) ? it : it.skip);
/** As {@link itWhere}, for a group of specs. */
export const describeWhere = (...needs: readonly Need[]) => (serverHas(...needs) ? describe : describe.skip);

type Need = Parameters<typeof canHave>[0];

/** Whether the server can have all that specs need; says so where it cannot. */
export function serverHas(...needs: readonly Need[]): boolean {
  const missing = needs.filter((need) => !canHave(need));
  if (missing.length === 0) return true;
  process.stderr.write(`Skipped, because only the stand-in can have it: ${JSON.stringify(missing)}\n`);
  return false;
}

/** The fault of dropped subscriptions: every second time without an error, if the server can do that. */
export function dropped(times: number) {
  const silently = { kind: 'drop-subscriptions', error: false } as const;
  return times % 2 === 0 || !canHave(silently) ? ({ kind: 'drop-subscriptions', error: true } as const) : silently;
}

export function all(store: EventStore): Promise<RecordedEvent[]> {
  return Array.fromAsync(store.readAll(LOG_START));
}

/** Appends one event to a stream of known length. */
export function appendOne(store: EventStore, stream: StreamName, revision: number, events?: SealedEvent[]) {
  const expected = revision === 0 ? ('none' as const) : revision - 1;
  return store.append(stream, expected, events ?? sealedEvents(stream, { from: revision }));
}

/** Follows in the background and keeps the events received. */
export class Following {
  readonly events: RecordedEvent[] = [];
  /** Size of the largest batch received. */
  largest = 0;
  caughtUp = false;
  readonly ended: Promise<void>;
  private readonly stop = new AbortController();

  constructor(store: EventStore, after = LOG_START, onBatch: () => Promise<void> | void = () => undefined) {
    this.ended = this.run(store, after, onBatch);
    this.ended.catch(() => undefined);
  }

  async end(): Promise<void> {
    this.stop.abort();
    await this.ended;
  }

  private async run(store: EventStore, after: Position, onBatch: () => Promise<void> | void): Promise<void> {
    for await (const { events, caughtUp } of store.follow(after, { signal: this.stop.signal })) {
      this.events.push(...events);
      this.largest = Math.max(this.largest, events.length);
      this.caughtUp = caughtUp;
      await onBatch();
    }
  }
}

/** Retries until it passes, for at most `patience_ms`. */
export async function eventually(look: () => void | Promise<void>, patience_ms = 20_000): Promise<void> {
  const until = performance.now() + patience_ms;
  for (;;) {
    try {
      await look();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
