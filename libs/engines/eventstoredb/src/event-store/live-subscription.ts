import { excludeSystemEvents, START, type EventStoreDBClient, type AllStreamSubscription } from '@eventstore/db-client';
import type { Position } from '@redress/eventing';
import { Checkpoints } from './checkpoints.js';
import { isOurs, storedPositionOf, type StoredEvent } from './event-format.js';
import { logPositionOf, positionOf } from './log-position.js';
import { weightOf } from './weight.js';

/** What is kept of what the server has sent, and a slow consumer has not taken. Then the server is made to wait. */
const WAITING_EVENTS_MAX = 1_000;
const WEIGHT_MAX = 4_000_000;
/** Checkpoints come after so many events of others, so that a drop does not bring the whole search again. */
const SEARCH_WINDOW = 500;

/** How far a follower is, in two numbers that must not be taken for each other. */
export interface Reached {
  /**
   * Position of the newest event received, of anyone's. Only an event that was handed over as data moves it. It alone decides whether an
   * event is new, and whether the server keeps one back.
   */
  readonly received: Position;
  /**
   * A subscription that begins here skips nothing: everything of ours up to here has been received. At or beyond `received`: checkpoints
   * move it too, by the rules of {@link Checkpoints}. It decides nothing else.
   */
  readonly resumeBehind: Position;
}

/** One subscription to our events in `$all`, from its beginning to its end. It never resumes: that is the follower's business. */
export class LiveSubscription implements Reached {
  /** Why it ended; `undefined` in it when the server gave no reason. */
  ended: { readonly error: unknown } | undefined;
  /** False until the server has accepted the place that the subscription begins at. */
  isConfirmed = false;
  private newestReceived: Position;
  private readonly checkpoints: Checkpoints;
  private readonly subscription: AllStreamSubscription;
  private readonly waiting: StoredEvent[] = [];
  private weight = 0;
  private held = false;

  /**
   * `knownToExist` is the position of an event, the newest that is known, of anyone's. `changed` is called after each event of ours and
   * each checkpoint, and at the end.
   */
  constructor(
    client: EventStoreDBClient,
    from: Reached,
    private readonly knownToExist: () => Position,
    private readonly changed: () => void,
    private readonly waitingMax: number = WAITING_EVENTS_MAX,
  ) {
    this.newestReceived = from.received;
    this.checkpoints = new Checkpoints(from.resumeBehind);
    this.subscription = client.subscribeToAll({
      fromPosition: from.resumeBehind === 0n ? START : logPositionOf(from.resumeBehind),
      filter: excludeSystemEvents({
        maxSearchWindow: SEARCH_WINDOW,
        // Must not throw: that would stall the subscription for good.
        checkpointReached: (_, position) => this.hear(positionOf(position)),
      }),
    });
    this.subscription.on('confirmation', () => (this.isConfirmed = true));
    this.subscription.on('data', ({ event }) => event !== undefined && this.receive(event));
    this.subscription.on('error', (error: unknown) => this.end(error));
    this.subscription.on('end', () => this.end(undefined));
    this.subscription.on('close', () => this.end(undefined));
  }

  get received(): Position {
    return this.newestReceived;
  }

  get resumeBehind(): Position {
    this.settleCheckpoints();
    const { newest } = this.checkpoints;
    return newest > this.received ? newest : this.received;
  }

  get size(): number {
    return this.waiting.length;
  }

  /** True while the server is made to wait, and so says nothing. */
  get isHeld(): boolean {
    return this.held;
  }

  /** The oldest events received, at most so many. */
  take(limit: number): readonly StoredEvent[] {
    const taken = this.waiting.splice(0, limit);
    for (const event of taken) this.weight -= weightOf(event.data);
    if (this.held && this.size <= this.waitingMax / 2 && this.weight <= WEIGHT_MAX / 2) {
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
    if (this.ended !== undefined || position <= this.received) return;
    this.newestReceived = position;
    if (!isOurs(event)) return;
    this.waiting.push(event);
    this.weight += weightOf(event.data);
    if (this.size >= this.waitingMax || this.weight >= WEIGHT_MAX) {
      this.held = true;
      this.subscription.pause();
    }
    this.changed();
  }

  private hear(checkpoint: Position): void {
    this.settleCheckpoints();
    this.checkpoints.hear(checkpoint);
    this.settleCheckpoints();
    this.changed();
  }

  private settleCheckpoints(): void {
    // The client parses one message at a time, and what it has parsed is either in this buffer or was handed to `receive`. After the
    // end the buffer empties too, but what it held is dropped.
    if (this.ended !== undefined || this.subscription.readableLength > 0) return;
    const known = this.knownToExist();
    this.checkpoints.settle(known > this.received ? known : this.received);
  }

  private end(error: unknown): void {
    this.ended ??= { error };
    this.changed();
  }
}
