import { excludeSystemEvents, START, type EventStoreDBClient, type AllStreamSubscription } from '@eventstore/db-client';
import type { Position } from '@redress/eventing';
import { isOurs, storedPositionOf, type StoredEvent } from './event-format.js';
import { logPositionOf, positionOf } from './log-position.js';
import { weightOf } from './weight.js';

/** What is kept of what the server has sent, and a slow consumer has not taken. Then the server is made to wait. */
const EVENTS_MAX = 1_000;
const WEIGHT_MAX = 4_000_000;
/** Checkpoints come after so many events of others, so that a drop does not bring the whole search again. */
const SEARCH_WINDOW = 500;

/** One subscription to our events in `$all`, from its beginning to its end. It never resumes: that is the follower's business. */
export class LiveSubscription {
  /** Why it ended; `undefined` in it when the server gave no reason. */
  ended: { readonly error: unknown } | undefined;
  /** Up to here everything of ours has been received, also that which has not been taken. */
  reached: Position;
  private readonly subscription: AllStreamSubscription;
  private readonly received: StoredEvent[] = [];
  private weight = 0;
  private held = false;

  /** `changed` is called after each event, and at the end. */
  constructor(
    client: EventStoreDBClient,
    after: Position,
    private readonly changed: () => void,
  ) {
    this.reached = after;
    this.subscription = client.subscribeToAll({
      fromPosition: after === 0n ? START : logPositionOf(after),
      filter: excludeSystemEvents({
        maxSearchWindow: SEARCH_WINDOW,
        // Must not throw: that would stall the subscription for good.
        checkpointReached: (_, position) => this.reach(positionOf(position)),
      }),
    });
    this.subscription.on('data', ({ event }) => event !== undefined && this.receive(event));
    this.subscription.on('error', (error: unknown) => this.end(error));
    this.subscription.on('end', () => this.end(undefined));
    this.subscription.on('close', () => this.end(undefined));
  }

  get size(): number {
    return this.received.length;
  }

  /** True while the server is made to wait, and so says nothing. */
  get isHeld(): boolean {
    return this.held;
  }

  /** The oldest events received, at most so many. */
  take(limit: number): readonly StoredEvent[] {
    const taken = this.received.splice(0, limit);
    for (const event of taken) this.weight -= weightOf(event.data);
    if (this.held && this.size <= EVENTS_MAX / 2 && this.weight <= WEIGHT_MAX / 2) {
      this.held = false;
      this.subscription.resume();
    }
    return taken;
  }

  close(): void {
    this.ended ??= { error: undefined };
    // It rejects when the subscription never came about.
    void this.subscription.unsubscribe().catch(() => undefined);
  }

  private receive(event: StoredEvent): void {
    const position = storedPositionOf(event);
    if (this.ended !== undefined || position <= this.reached) return;
    this.reached = position;
    if (!isOurs(event)) return;
    this.received.push(event);
    this.weight += weightOf(event.data);
    if (this.size >= EVENTS_MAX || this.weight >= WEIGHT_MAX) {
      this.held = true;
      this.subscription.pause();
    }
    this.changed();
  }

  private reach(position: Position): void {
    if (position > this.reached) this.reached = position;
    this.changed();
  }

  private end(error: unknown): void {
    this.ended ??= { error };
    this.changed();
  }
}
