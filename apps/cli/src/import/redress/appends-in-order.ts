import type { Appended, EventStore, RecordedEvent, SealedEvent } from '@redress/eventing';
import { unusable } from '../../exit/failure.js';

/** Events of one append; a store takes at most 100. */
const EVENTS_PER_APPEND_MAX = 100;
/** Appends handed to an embedded store before waiting for them: they share its commits to disk, and it keeps their order. */
const APPENDS_AT_ONCE_EMBEDDED = 250;

/** Appends recorded events in the order they come, neighbours of one stream together, so that they come to stand in the order they had. */
export class AppendsInOrder {
  private run: RecordedEvent[] = [];
  private inHand: Promise<void>[] = [];

  private readonly atOnce: number;

  constructor(private readonly store: EventStore) {
    // A server may let one append overtake another, so there each is waited for.
    this.atOnce = store.densePositions ? APPENDS_AT_ONCE_EMBEDDED : 1;
  }

  async add(event: RecordedEvent): Promise<void> {
    const last = this.run.at(-1);
    const follows = last === undefined || (last.stream === event.stream && last.revision + 1 === event.revision);
    if (!follows || this.run.length === EVENTS_PER_APPEND_MAX) await this.handOver();
    this.run.push(event);
  }

  /** Resolves when everything is on disk. */
  async finish(): Promise<void> {
    await this.handOver();
    await this.settle();
  }

  private async handOver(): Promise<void> {
    const [first] = this.run;
    const last = this.run.at(-1);
    if (first === undefined || last === undefined) return;
    const events = this.run.map(({ position: _, ...event }): SealedEvent => event);
    this.run = [];
    const appending = this.store
      .append(first.stream, first.revision === 0 ? 'none' : first.revision - 1, events)
      .then((appended) => {
        if (this.store.densePositions) requireSamePosition(appended, last);
      });
    // Looked at when the others are done; until then a failure must not count as unhandled.
    appending.catch(() => undefined);
    this.inHand.push(appending);
    if (this.inHand.length === this.atOnce) await this.settle();
  }

  private async settle(): Promise<void> {
    const { inHand } = this;
    this.inHand = [];
    await Promise.all(inHand);
  }
}

function requireSamePosition({ position }: Appended, event: RecordedEvent): void {
  if (position === event.position) return;
  throw unusable(
    `The event at position ${event.position} of the export came to stand at ${position}. Start again with an empty data folder.`,
  );
}
