import { type AllStreamSubscription, type EventStoreDBClient, excludeSystemEvents, START } from '@eventstore/db-client';
import type { Position } from '@redress/eventing';
import {
  isOurs,
  logPositionOf,
  positionOf,
  type StoredEvent,
  storedPositionOf,
  weightOf,
} from '../event-store/event-format.js';

/** Limits of the events that a slow consumer has not taken. Beyond them the server is made to wait. */
const WAITING_EVENTS_MAX = 1_000;
const WEIGHT_MAX = 4_000_000;
/** Events of others between two checkpoints, so that a drop does not bring the whole search again. */
const SEARCH_WINDOW = 500;

/** The progress of a follower, in two numbers that must not be confused. */
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

/** One subscription to our events in `$all`, from its beginning to its end. It never resumes: the follower opens another. */
export class LiveSubscription implements Reached {
  /** The end, once it came; its error is `undefined` when the server gave no reason. */
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

/**
 * Decides which of the server's checkpoints a follower may resume behind. A checkpoint says how far the server has searched among events
 * that it does not send. It comes by a way of its own, and three things can be wrong with it:
 *
 * - It overtakes events: the client reports it while it parses, and events that it parsed before still wait in its buffer. So nothing
 *   counts before `settle` is told that the buffer is empty.
 * - It stands for nothing that exists: EventStoreDB 24.2.0 sends (2^64-1, 2^64-1) when it goes live. So nothing counts that is not below a
 *   position known to exist.
 * - It stands at an event that the server sends next (KurrentDB 25.0.0). So a checkpoint counts only when a later one has passed it.
 */
class Checkpoints {
  /** The next that may count, and a later one, which shows that the server has passed it. */
  private candidate: Position | undefined;
  private passedBy: Position | undefined;

  /** @param settled everything of ours up to here has been received. */
  constructor(private settled: Position) {}

  /** The newest checkpoint that may be resumed behind, or where the search began. Never moves back. */
  get newest(): Position {
    return this.settled;
  }

  /** Takes in a checkpoint as the server sent it, whatever it is worth. */
  hear(position: Position): void {
    if (position <= this.settled) return;
    if (this.candidate !== undefined && position > this.candidate) this.passedBy = position;
    else if (position !== this.candidate) this.startAt(position);
  }

  /** Settles checkpoints: all events parsed so far have been received, and some event is known to exist at `knownToExist`. */
  settle(knownToExist: Position): void {
    const { candidate, passedBy } = this;
    if (candidate === undefined || passedBy === undefined || passedBy > knownToExist) return;
    this.settled = candidate;
    this.startAt(passedBy);
  }

  private startAt(candidate: Position): void {
    this.candidate = candidate;
    this.passedBy = undefined;
  }
}
