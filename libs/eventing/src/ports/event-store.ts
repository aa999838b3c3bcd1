import type { Position, RecordedEvent, Revision, SealedEvent } from '../event.js';

/** The revision a stream must be at for an append to happen, or `none` for a stream that must not exist yet. */
export type ExpectedRevision = Revision | 'none';

export interface Appended {
  /** Revision of the last event of this append. */
  readonly revision: Revision;
  /** Position of the last event of this append. */
  readonly position: Position;
}

export interface ReadOptions {
  /** First revision to read, inclusive. Default 0. */
  readonly from?: Revision;
  /** Last revision to read, inclusive. Default: the stream's end. */
  readonly to?: Revision;
}

export interface ReadAllOptions {
  /** Most events to yield. Default: up to the head at the moment of the call. */
  readonly limit?: number;
  /** Is told of each {@link ForgetOrder} that is passed on the way, in order: of a stream, the last one counts. */
  readonly ordered?: (order: ForgetOrder) => void;
}

/**
 * What somebody has told the engine, behind the back of the store, to forget of a stream. Readers of the stream no longer get what is
 * forgotten; readers of the whole log do until the engine cleans up, and then it is gone for good.
 */
export interface ForgetOrder {
  readonly stream: string;
  /** Undefined when an earlier order was taken back. */
  readonly order: string | undefined;
  /** How the order is taken back, or what else to do: sentences for the operator. */
  readonly remedy: string;
}

export interface FollowOptions {
  /** Ends the iteration (normally, without an error) when aborted. */
  readonly signal: AbortSignal;
  /** Most events in one batch, 1 to 1000. Default 500. */
  readonly batchSize?: number;
}

/** The server that an engine speaks to at the moment. */
export interface ServerInUse {
  /** As an operator knows it: `host:port`. Never credentials. */
  readonly server: string;
  /** For how long it has left every question unanswered; 0 when none waits. */
  readonly silent_ms: number;
}

/** Some events in order, possibly none, and the position up to which everything has now been seen. */
export interface FollowedBatch {
  readonly events: readonly RecordedEvent[];
  readonly position: Position;
  /** True when nothing more was recorded at the moment of reading: history has ended and what follows is live. */
  readonly caughtUp: boolean;
}

/**
 * The only place where facts are written.
 *
 * Wholeness: reading a stream from a revision answers that revision first and leaves none out, or fails with `StreamCutError` (a
 * `StoreCorruptError`) that names the stream, what is missing and the likely cause. A stream that was deleted is cut, not unknown. What no
 * engine can see is that a stream, or its end, was removed without a trace.
 * Ordering: revisions of a stream are contiguous from 0; positions ascend in commit order, and an event never appears at a
 * position behind one that a reader has already seen. Durability: a resolved append is on disk.
 *
 * Errors: `WrongRevisionError`, `InvalidAppendError`, `AnotherLogError`, `StoreClosedError`, `StoreUnavailableError`, `StoreCorruptError`.
 */
export interface EventStore {
  /** True when positions have no gaps, so that a missing event shows as a missing position. */
  readonly densePositions: boolean;

  /**
   * Appends 1 to 100 events of one stream atomically. Each names `stream` and the revisions following `expected`.
   * Idempotent by event id: when the events at these revisions are these very ids, answers what the first append answered.
   * An event of up to 2 MB (as JSON) is accepted; a larger one is an `InvalidAppendError`.
   */
  append(stream: string, expected: ExpectedRevision, events: readonly SealedEvent[]): Promise<Appended>;

  /**
   * Reads one stream, oldest first; an unknown stream yields nothing, and so does the range behind a stream's end. Pages internally, so any
   * length is fine.
   */
  read(stream: string, options?: ReadOptions): AsyncIterable<RecordedEvent>;

  /** Reads all streams in position order, strictly after the given position, up to the head at the moment of the call. */
  readAll(after: Position, options?: ReadAllOptions): AsyncIterable<RecordedEvent>;

  /**
   * History, then live, for ever, strictly after the given position; nothing lost, nothing doubled. Resumes by itself.
   * Throws `AnotherLogError` when no event is at that position (unless it is `0n`), and when a store that was out of reach comes
   * back without the event that was handed out last: there is no place to go on from, and silence would look like having caught up.
   */
  follow(after: Position, options: FollowOptions): AsyncIterable<FollowedBatch>;

  /**
   * Id of the event at a position; undefined when no event is there: between two events, beyond the end, at `0n`. One read.
   * Whoever goes on from a remembered position asks first: another id, or none, says that this is not the log it was seen in.
   */
  eventIdAt(position: Position): Promise<string | undefined>;

  /** Position of the newest event; `0n` for an empty store. */
  head(): Promise<Position>;

  /** How much was recorded after one position and up to another: in events where positions are dense, else in bytes of the log. */
  distance(after: Position, upTo: Position): number;

  /** The server in use, for those who operate the system. Undefined where there is none, as with a file, or none was found yet. */
  readonly inUse?: ServerInUse | undefined;

  /** Finishes what was accepted, ends every `follow`, refuses anything later with `StoreClosedError`. May be repeated. */
  close(): Promise<void>;
}
