import type { Position, RecordedEvent, Revision, SealedEvent, StreamName } from '../event.js';
import type { Served } from './server-in-use.js';

/** The revision a stream must have for an append to happen, or `none` for a stream that must not exist yet. */
export type ExpectedRevision = Revision | 'none';

export interface Appended {
  /** Revision of the last event of this append. */
  readonly revision: Revision;
  /** Position of the last event of this append. */
  readonly position: Position;
  /**
   * True when this very call wrote the events. Absent when an earlier attempt may have: its events have the same ids, but another time and
   * another hash. Some servers do not tell.
   */
  readonly writtenNow?: true;
}

export interface ReadOptions {
  /** First revision to read, inclusive. Default 0. */
  readonly from?: Revision;
  /** Last revision to read, inclusive. Default: the stream's end. */
  readonly to?: Revision;
}

export interface ReadAllOptions {
  /** Maximum number of events. Default: up to the head at the moment of the call. */
  readonly limit?: number;
  /** Receives each {@link ForgetOrder} passed on the way, in order: the last one about a stream counts. */
  readonly ordered?: (order: ForgetOrder) => void;
}

/**
 * An order given to the engine, behind the store's back, to forget part of a stream. Readers of the stream no longer get what is forgotten;
 * readers of the whole log do until the engine cleans up, and then it is gone for good.
 */
export interface ForgetOrder {
  readonly stream: StreamName;
  /** Undefined when an earlier order was taken back. */
  readonly order: string | undefined;
  /** How to take the order back, or what else to do: sentences for the operator. */
  readonly remedy: string;
}

export interface FollowOptions {
  /** Ends the iteration (normally, without an error) when aborted. */
  readonly signal: AbortSignal;
  /** Maximum number of events in a batch, 1 to 1000. Default 500. */
  readonly batchSize?: number;
}

/** Zero or more events in order, and the position up to which everything has now been seen. */
export interface FollowedBatch {
  readonly events: readonly RecordedEvent[];
  readonly position: Position;
  /** True when nothing more was recorded at the moment of reading: history has ended and live events follow. */
  readonly caughtUp: boolean;
}

/**
 * The only place where facts are written.
 *
 * Completeness: reading a stream from a revision returns that revision first and skips none, or fails with `StreamCutError` (a
 * `StoreCorruptError`) that names the stream, the missing revision and the likely cause. A deleted stream is cut, not unknown. No engine
 * can detect that a stream, or its end, was removed without a trace.
 * Ordering: revisions of a stream are contiguous from 0; positions ascend in commit order, and an event never appears at a position that a
 * reader has already passed. Durability: a resolved append is on disk.
 *
 * Errors: `WrongRevisionError`, `InvalidAppendError`, `AnotherLogError`, `StoreClosedError`, `StoreUnavailableError`, `StoreCorruptError`.
 */
export interface EventStore extends Served {
  /** True when positions have no gaps, so that a missing event shows as a missing position. */
  readonly densePositions: boolean;

  /**
   * Appends 1 to 100 events of one stream atomically. Each names `stream` and the revisions following `expected`.
   * Idempotent by event id: if the events at these revisions have these ids, returns their place.
   * Accepts events of up to 2 MB (as JSON); a larger one is an `InvalidAppendError`.
   */
  append(stream: StreamName, expected: ExpectedRevision, events: readonly SealedEvent[]): Promise<Appended>;

  /**
   * Reads one stream, oldest first; an unknown stream, or a range beyond a stream's end, yields nothing. Pages internally, so any length is
   * fine.
   */
  read(stream: StreamName, options?: ReadOptions): AsyncIterable<RecordedEvent>;

  /** Reads all streams in position order, strictly after the given position, up to the head at the moment of the call. */
  readAll(after: Position, options?: ReadAllOptions): AsyncIterable<RecordedEvent>;

  /**
   * History, then live events, endlessly, strictly after the given position; none lost, none doubled. Reconnects by itself.
   * Throws `AnotherLogError` when there is no event at that position (unless it is `0n`), and when an unreachable store comes back without
   * the last event handed out: there is no place to continue from, and silence would look like having caught up.
   */
  follow(after: Position, options: FollowOptions): AsyncIterable<FollowedBatch>;

  /**
   * Id of the event at a position; undefined for none: between two events, beyond the end, at `0n`. Costs one read.
   * Ask before resuming from a remembered position: a different id, or none, means that this is another log.
   */
  eventIdAt(position: Position): Promise<string | undefined>;

  /** Position of the newest event; `0n` for an empty store. */
  head(): Promise<Position>;

  /** How much was recorded between two positions: events where positions are dense, otherwise bytes of the log. */
  distance(after: Position, upTo: Position): number;

  /** Finishes accepted appends, ends every `follow`, rejects later calls with `StoreClosedError`. Idempotent. */
  close(): Promise<void>;
}
