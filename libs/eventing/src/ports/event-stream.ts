import type { Position, RecordedEvent } from '../event.js';

export interface EventBatch {
  /** 1 to 500 events; those of one stream are in revision order. */
  readonly events: readonly RecordedEvent[];
  /** Everything up to here has been handed to this group once the batch is handled. */
  readonly position: Position;
}

export interface ConsumeOptions {
  /** Name of the consumer group: each group sees every event. */
  readonly group: string;
  /**
   * Where this group's effects reach. Asked at every (re)start; a stream that keeps the group's offsets itself ignores it. Rejects with
   * `AnotherLogError` when that is no place in the log: it is asked again until it is.
   */
  readonly start: () => Promise<Position>;
  /**
   * Makes the batch's effects durable and resolves. When it rejects, its events come again, each stream's from the same one on, alone or
   * among others, at once or after a backoff of 100 ms to 10 s; none is ever skipped. When it rejects with `AnotherLogError`, a stream that
   * follows the log itself lets go of the batch, which may be of another log, and asks for `start` anew.
   */
  readonly handle: (batch: EventBatch) => Promise<void>;
  /** Told about each failed attempt that is followed by a backoff, for logs and metrics. */
  readonly onError?: (error: unknown, attempt: number) => void;
}

export interface Consumer {
  /** Events recorded and not yet handled by this group, or -1 when the stream cannot tell. */
  lag(): Promise<number>;
  /** True while the last attempt succeeded. */
  healthy(): boolean;
  /** Finishes the batch in hand and stops. May be repeated. */
  close(): Promise<void>;
}

/** Carries recorded events to consumer groups: at least once, in order within a stream. */
export interface EventStream {
  consume(options: ConsumeOptions): Consumer;
  /** Closes every consumer. */
  close(): Promise<void>;
}

/** Puts recorded events onto the stream that consumers of other processes read. Only the relay has one. */
export interface EventPublisher {
  /**
   * Publishes 1 to 1000 events, those of one stream in their order, and resolves when all of them are stored as safely as the broker
   * can. When it rejects some of them may have been published: the same events must then be published again before any later ones.
   */
  publish(events: readonly RecordedEvent[]): Promise<void>;
  /** Finishes what was accepted. May be repeated. */
  close(): Promise<void>;
}
