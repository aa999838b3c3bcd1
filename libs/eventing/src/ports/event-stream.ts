import type { Position, RecordedEvent } from '../event.js';
import type { Served } from './server-in-use.js';

export interface EventBatch {
  /** 1 to 500 events; those of one stream are in revision order. */
  readonly events: readonly RecordedEvent[];
  /** Once the batch is handled, this group has received everything up to here. */
  readonly position: Position;
}

export interface ConsumeOptions {
  /** Name of the consumer group: each group sees every event. */
  readonly group: string;
  /**
   * Position that this group's effects have reached. Called at every (re)start; ignored by a stream that keeps the group's offsets itself.
   * Rejects with `AnotherLogError` when that place does not exist in the log, and is called again until it does.
   */
  readonly start: () => Promise<Position>;
  /**
   * Makes the batch's effects durable, then resolves. When it rejects, its events are redelivered, those of each stream from the same one
   * on, alone or with others, at once or after a backoff of 100 ms to 10 s; none is ever skipped. When it rejects with `AnotherLogError`, a
   * stream that follows the log itself drops the batch, which may be of another log, and calls `start` again.
   */
  readonly handle: (batch: EventBatch) => Promise<void>;
  /** Receives each failed attempt that is followed by a backoff, for logs and metrics. */
  readonly onError?: (error: unknown, attempt: number) => void;
}

export interface Consumer {
  /** Recorded events that this group has not handled yet, or -1 when unknown. */
  lag(): Promise<number>;
  /** True while the last attempt succeeded. */
  healthy(): boolean;
  /** Finishes the batch in hand and stops. Idempotent. */
  close(): Promise<void>;
}

/** Delivers recorded events to consumer groups: at least once, in order within a stream. */
export interface EventStream extends Served {
  consume(options: ConsumeOptions): Consumer;
  /** Closes every consumer. */
  close(): Promise<void>;
}

/** By partition of a stream, an offset (decimal digits) that the partition reaches or has passed. */
export type StreamEnds = Readonly<Record<string, string>>;

/** For each of some events whether it happened before its stream was imported from another system; undefined where that is not known. */
export type HistoryFlags = readonly (boolean | undefined)[];

/** Publishes recorded events to the stream that consumers of other processes read. Only the relay has one. */
export interface EventPublisher extends Served {
  /**
   * Publishes 1 to 1000 events, those of one stream in order, and resolves when all are stored as safely as the broker can. When it
   * rejects, some may have been published: the same events must be published again before any later ones. Rejects with `AnotherLogError`
   * when the stream turns out to have begun anew. `history` says of each event, where known, whether it is history and no news.
   */
  publish(events: readonly RecordedEvent[], history?: HistoryFlags): Promise<void>;
  /** How far the stream reaches, as far as this publisher has published. Absent for a stream without offsets. */
  readonly ends?: StreamEnds;
  /** Rejects with `AnotherLogError` when the stream ends before: it began anew, or was restored from a backup. Precedes publishing. */
  requireEnds?(ends: StreamEnds): Promise<void>;
  /** Finishes accepted events. Idempotent. */
  close(): Promise<void>;
}
