import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  type EventStoreDBClient,
  type ReadStreamOptions,
} from '@eventstore/db-client';
import {
  type ForgetOrder,
  LOG_START,
  type Position,
  type RecordedEvent,
  StreamCutError,
  type StreamName,
  toStreamName,
} from '@redress/eventing';
import { drain } from './client-reads.js';
import {
  isOurs,
  logPositionOf,
  recordedEventOf,
  type StoredEvent,
  storedPositionOf,
  weightOf,
} from './event-format.js';
import { forgetOrderIn, isDeletion, metadataIn, TOMBSTONED, whyCut, type StreamMetadata } from './forget-orders.js';

const PAGE_EVENTS_MAX = 500;
/** Characters after which a page ends, so that a page of large events stays small. */
const PAGE_WEIGHT_MAX = 4_000_000;

/** Some events in order, and the place to continue from; undefined at the end. */
export interface Page<Place> {
  readonly events: readonly RecordedEvent[];
  readonly next: Place | undefined;
}

/** Reads pages into memory, each with a separate read, so that a slow reader never keeps one open on the server. */
export class EventReader {
  constructor(private readonly client: EventStoreDBClient) {}

  /**
   * Events of a stream from a revision, inclusive. The server silently omits what it was ordered to forget, so the preceding event is
   * requested too: if it is there, nothing behind it can be hidden. Throws `StreamCutError`.
   */
  async streamPage(stream: StreamName, from: number, to: number): Promise<Page<number>> {
    const page = new PageInHand(Math.min(PAGE_EVENTS_MAX, to - from + 1));
    const before = Math.max(0, from - 1);
    const range = { fromRevision: BigInt(before), maxCount: page.limit + from - before };
    let isEmpty = true;
    const isThere = await this.readInto(stream, range, (event) => {
      isEmpty = false;
      return event.revision < from || page.take(event);
    });
    if (isEmpty) await this.requireNothingHidden(stream, from, isThere);
    await this.requireContiguous(stream, from, page.stored);
    const events = page.stored.filter(({ revision }) => revision <= to).map(recordedEventOf);
    return { events, next: page.isFull ? from + events.length : undefined };
  }

  /** Our events between two positions, which may be those of foreign events. Passes each order to forget in between to `ordered`. */
  async allPage(after: Position, upTo: Position, ordered?: (order: ForgetOrder) => void): Promise<Page<Position>> {
    const page = new PageInHand(PAGE_EVENTS_MAX);
    const maxCount = PAGE_EVENTS_MAX + 1;
    const fromPosition = after === 0n ? START : logPositionOf(after);
    let considered = 0;
    let reached = after;
    await drain(this.client.readAll({ fromPosition, maxCount, direction: FORWARDS }), (event) => {
      considered += 1;
      const position = storedPositionOf(event);
      if (position > upTo) return false;
      // A forward read includes the event at its start position.
      if (position <= after) return true;
      reached = position;
      if (ordered !== undefined) {
        const order = forgetOrderIn(event);
        if (order !== undefined) ordered(order);
      }
      return isOurs(event) ? page.take(event) : true;
    });
    const mayGoOn = page.isFull || considered === maxCount;
    return { events: page.stored.map(recordedEventOf), next: mayGoOn && reached < upTo ? reached : undefined };
  }

  /** Position of the newest record, foreign ones included; `0n` for none. */
  async end(): Promise<Position> {
    let position: Position = LOG_START;
    await drain(this.client.readAll({ fromPosition: END, maxCount: 1, direction: BACKWARDS }), (event) => {
      position = storedPositionOf(event);
      return false;
    });
    return position;
  }

  /** False when the server knows no such stream. */
  private async readInto(
    stream: string,
    options: ReadStreamOptions,
    take: (event: StoredEvent) => boolean,
  ): Promise<boolean> {
    try {
      await drain(this.client.readStream(stream, options), take);
      return true;
    } catch (error) {
      if (error instanceof StreamDeletedError) throw new StreamCutError(toStreamName(stream), 0, undefined, TOMBSTONED);
      if (error instanceof StreamNotFoundError) return false;
      throw error;
    }
  }

  /** Handles a read that found nothing from a revision on, nor right before it: the stream ends earlier, never existed, or is hidden. */
  private async requireNothingHidden(stream: StreamName, from: number, isThere: boolean): Promise<void> {
    const metadata = await this.metadataOf(stream);
    if (!isThere) {
      if (isDeletion(metadata)) throw new StreamCutError(stream, from, undefined, whyCut(metadata));
      return;
    }
    // A stream with an end has nothing hidden beyond it.
    if ((await this.newestOf(stream)) !== undefined) return;
    throw new StreamCutError(stream, from, undefined, whyCut(metadata));
  }

  private async requireContiguous(stream: StreamName, from: number, stored: readonly StoredEvent[]): Promise<void> {
    const gap = stored.findIndex(({ revision }, index) => Number(revision) !== from + index);
    if (gap === -1) return;
    const found = Number(stored[gap]!.revision);
    throw new StreamCutError(stream, from + gap, found, whyCut(await this.metadataOf(stream)));
  }

  private async newestOf(stream: string): Promise<StoredEvent | undefined> {
    let newest: StoredEvent | undefined;
    await this.readInto(stream, { fromRevision: END, maxCount: 1, direction: BACKWARDS }, (event) => {
      newest = event;
      return false;
    });
    return newest;
  }

  /** The server's metadata of a stream; empty if none. */
  private async metadataOf(stream: StreamName): Promise<StreamMetadata> {
    const newest = await this.newestOf(`$$${stream}`);
    return newest === undefined ? {} : metadataIn(newest);
  }
}

/** Collects events up to a number and a weight. */
class PageInHand {
  readonly stored: StoredEvent[] = [];
  isFull = false;
  private weight = 0;

  constructor(readonly limit: number) {}

  /** False when the page is full. */
  take(event: StoredEvent): boolean {
    this.stored.push(event);
    this.weight += weightOf(event.data) + weightOf(event.metadata);
    this.isFull = this.stored.length >= this.limit || this.weight >= PAGE_WEIGHT_MAX;
    return !this.isFull;
  }
}
