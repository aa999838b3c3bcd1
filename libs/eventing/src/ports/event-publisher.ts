import type { RecordedEvent } from '../event.js';

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
