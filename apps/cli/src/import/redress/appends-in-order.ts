import type { Appended, EventStore, RecordedEvent, SealedEvent } from '@redress/eventing';
import { unusable } from '../../exit/failure.js';

/** Events of one append; a store takes at most 100. */
const EVENTS_PER_APPEND_MAX = 100;
/** Appends handed to the store before waiting for them: they share its commits to disk. */
const APPENDS_AT_ONCE = 250;

/**
 * Appends recorded events in the order they come: neighbours of one stream together. Appends are handed over in that order and the store
 * keeps it, so each event gets the position it had.
 */
export class AppendsInOrder {
  private run: RecordedEvent[] = [];
  private inHand: Promise<void>[] = [];

  constructor(private readonly store: EventStore) {}

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
      .then((appended) => requireSamePosition(appended, last));
    // Looked at when the others are done; until then a failure must not count as unhandled.
    appending.catch(() => undefined);
    this.inHand.push(appending);
    if (this.inHand.length === APPENDS_AT_ONCE) await this.settle();
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
