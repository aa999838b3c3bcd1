import type { RecordedEvent, StreamName } from '../event.js';
import type { EventStore } from '../ports/event-store.js';

/** Streams whose facts are kept: some hundred bytes each. */
const STREAMS_MAX = 10_000;

interface Known<Facts> {
  readonly facts: Facts;
  readonly last: RecordedEvent;
}

/**
 * Facts about streams that follow from their events without opening them, as they are now. The streams asked about last are remembered, and
 * of these the last known event and what follows it are read: a long stream costs as much as a short one.
 */
export class StreamFacts<Facts> {
  private readonly known = new Map<StreamName, Known<Facts>>();

  /** `fold` gives the facts after an event; undefined stands before the first. */
  constructor(
    private readonly store: EventStore,
    private readonly fold: (facts: Facts | undefined, event: RecordedEvent) => Facts,
    private readonly streamsMax = STREAMS_MAX,
  ) {}

  /** The facts about a stream; undefined for one without events. Throws the errors of {@link EventStore.read}. */
  async of(stream: StreamName): Promise<Facts | undefined> {
    const before = this.known.get(stream);
    const now = (before && (await this.after(before, stream))) ?? (await this.fromStart(stream));
    this.keep(stream, now);
    return now?.facts;
  }

  /** Undefined when the last known event is not where it was: the log is another one since, and nothing of before holds. */
  private async after({ facts, last }: Known<Facts>, stream: StreamName): Promise<Known<Facts> | undefined> {
    let now: Known<Facts> | undefined;
    for await (const event of this.store.read(stream, { from: last.revision })) {
      if (now !== undefined) now = { facts: this.fold(now.facts, event), last: event };
      else if (event.metadata.hash === last.metadata.hash) now = { facts, last: event };
      else return undefined;
    }
    return now;
  }

  private async fromStart(stream: StreamName): Promise<Known<Facts> | undefined> {
    let now: Known<Facts> | undefined;
    for await (const event of this.store.read(stream)) now = { facts: this.fold(now?.facts, event), last: event };
    return now;
  }

  private keep(stream: StreamName, now: Known<Facts> | undefined): void {
    this.known.delete(stream);
    if (now === undefined) return;
    this.known.set(stream, now);
    const [oldest] = this.known.keys();
    if (this.known.size > this.streamsMax && oldest !== undefined) this.known.delete(oldest);
  }
}
