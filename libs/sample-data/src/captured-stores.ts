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

/** The events of one new stream, in order. */
export interface CapturedStream {
  readonly stream: StreamName;
  readonly events: readonly SealedEvent[];
}

/** A data subject's wrapped key. */
export interface CapturedKey {
  readonly subject: string;
  readonly wrapped: Uint8Array;
}

const NOWHERE = toPosition(0n);

/** Keeps the events of a few complaints in memory until they are written elsewhere, all at once. It begins empty, and has no positions. */
export class CapturedEvents implements EventStore {
  readonly densePositions = false;
  private streams = new Map<StreamName, RecordedEvent[]>();

  /** Hands over what was appended since the last call, and forgets it. */
  take(): readonly CapturedStream[] {
    const taken = [...this.streams].map(([stream, events]) => ({ stream, events: events.map(withoutPosition) }));
    this.streams = new Map();
    return taken;
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly SealedEvent[]): Promise<Appended> {
    const recorded = this.streams.get(stream) ?? [];
    const first = expected === 'none' ? 0 : expected + 1;
    if (recorded.length !== first) throw new WrongRevisionError(stream, expected, recorded.length - 1);
    for (const event of events) recorded.push({ ...event, position: NOWHERE });
    this.streams.set(stream, recorded);
    return { revision: recorded.length - 1, position: NOWHERE, writtenNow: true };
  }

  async *read(stream: StreamName, { from = 0, to = Infinity }: ReadOptions = {}): AsyncIterable<RecordedEvent> {
    yield* (this.streams.get(stream) ?? []).slice(from, to + 1);
  }

  readAll(): AsyncIterable<RecordedEvent> {
    throw new Error(STREAMS_ONLY);
  }

  follow(): AsyncIterable<FollowedBatch> {
    throw new Error(STREAMS_ONLY);
  }

  eventIdAt(): Promise<string | undefined> {
    return Promise.reject(new Error(STREAMS_ONLY));
  }

  head(): Promise<Position> {
    return Promise.reject(new Error(STREAMS_ONLY));
  }

  distance(): number {
    throw new Error(STREAMS_ONLY);
  }

  async close(): Promise<void> {
    this.streams.clear();
  }
}

const STREAMS_ONLY = 'Events that are not written yet are in streams only.';

function withoutPosition({ position: _nowhere, ...event }: RecordedEvent): SealedEvent {
  return event;
}

/** Keeps new keys in memory until they are written elsewhere. */
export class CapturedKeys implements KeyStore {
  private keys = new Map<string, Uint8Array>();

  /** Hands over the keys that were put since the last call, and forgets them. */
  take(): readonly CapturedKey[] {
    const taken = [...this.keys].map(([subject, wrapped]) => ({ subject, wrapped }));
    this.keys = new Map();
    return taken;
  }

  async get(subjects: readonly string[]): Promise<ReadonlyMap<string, KeyEntry>> {
    return new Map(
      subjects.flatMap((subject) => {
        const wrapped = this.keys.get(subject);
        return wrapped === undefined ? [] : [[subject, { subject, state: 'present', wrapped }] as const];
      }),
    );
  }

  async put(subject: string, wrapped: Uint8Array): Promise<KeyEntry> {
    const known = this.keys.get(subject) ?? wrapped;
    this.keys.set(subject, known);
    return { subject, state: 'present', wrapped: known };
  }

  destroy(): Promise<void> {
    return Promise.reject(new Error('Keys that are not written yet are not destroyed.'));
  }

  async close(): Promise<void> {
    this.keys.clear();
  }
}
