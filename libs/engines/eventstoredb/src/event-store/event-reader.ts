import { FORWARDS, START, StreamNotFoundError, type EventStoreDBClient } from '@eventstore/db-client';
import type { Position, RecordedEvent } from '@redress/eventing';
import { drain } from './drain.js';
import { isOurs, recordedEventOf, storedPositionOf, type StoredEvent } from './event-format.js';
import { logPositionOf } from './log-position.js';
import { weightOf } from './weight.js';

const PAGE_EVENTS_MAX = 500;
/** Characters after which a page ends, so that a page of large events stays small. */
const PAGE_WEIGHT_MAX = 4_000_000;

/** Some events in order, and where to go on; undefined at the end. */
export interface Page<Place> {
  readonly events: readonly RecordedEvent[];
  readonly next: Place | undefined;
}

/** Reads pages into memory, each by a read of its own, so that no reader, however slow, keeps one open on the server. */
export class EventReader {
  constructor(private readonly client: EventStoreDBClient) {}

  /** Events of a stream from a revision, inclusive. */
  async streamPage(stream: string, from: number, to: number): Promise<Page<number>> {
    const maxCount = Math.min(PAGE_EVENTS_MAX, to - from + 1);
    const page = new PageInHand(maxCount);
    const read = this.client.readStream(stream, { fromRevision: BigInt(from), maxCount, direction: FORWARDS });
    try {
      await drain(read, (event) => page.take(event));
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    const events = page.stored.map(recordedEventOf);
    return { events, next: page.isFull ? from + events.length : undefined };
  }

  /** Our events after a position and up to another, both of which may be anybody's. */
  async allPage(after: Position, upTo: Position): Promise<Page<Position>> {
    const page = new PageInHand(PAGE_EVENTS_MAX);
    const maxCount = PAGE_EVENTS_MAX + 1;
    const fromPosition = after === 0n ? START : logPositionOf(after);
    let considered = 0;
    let reached = after;
    await drain(this.client.readAll({ fromPosition, maxCount, direction: FORWARDS }), (event) => {
      considered += 1;
      const position = storedPositionOf(event);
      if (position > upTo) return false;
      // A forward read includes the event at the position it begins with.
      if (position <= after) return true;
      reached = position;
      return isOurs(event) ? page.take(event) : true;
    });
    const mayGoOn = page.isFull || considered === maxCount;
    return { events: page.stored.map(recordedEventOf), next: mayGoOn && reached < upTo ? reached : undefined };
  }
}

/** Fills until it has enough events or characters. */
class PageInHand {
  readonly stored: StoredEvent[] = [];
  isFull = false;
  private weight = 0;

  constructor(private readonly limit: number) {}

  /** False when no more is wanted. */
  take(event: StoredEvent): boolean {
    this.stored.push(event);
    this.weight += weightOf(event.data) + weightOf(event.metadata);
    this.isFull = this.stored.length >= this.limit || this.weight >= PAGE_WEIGHT_MAX;
    return !this.isFull;
  }
}
