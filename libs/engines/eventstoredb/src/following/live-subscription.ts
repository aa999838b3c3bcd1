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

/** Limits of events not yet taken by a slow consumer. Beyond them back-pressure is applied to the server. */
const WAITING_EVENTS_MAX = 1_000;
const WEIGHT_MAX = 4_000_000;
/** Weight after which a batch ends, so that few large events are not held by many at a time. */
const TAKEN_WEIGHT_MAX = 1_000_000;
/** Foreign events between two checkpoints, so that a dropped connection does not repeat the whole search. */
const SEARCH_WINDOW = 500;

/** The progress of a follower, as two numbers that must not be confused. */
export interface Reached {
  /**
   * Position of the newest event received, ours or not. Only an event delivered as data moves it. It alone decides whether an event is new,
   * and whether the server withholds one.
   */
  readonly received: Position;
  /**
   * A subscription starting here skips nothing: all our events up to here have been received. At or beyond `received`, because checkpoints
   * move it too, by the rules of {@link Checkpoints}. It decides nothing else.
   */
  readonly resumeBehind: Position;
}

/** One subscription to our events in `$all`, from start to end. It never resumes: the follower opens another. */
export class LiveSubscription implements Reached {
  /** The end, once reached; its error is `undefined` when the server gave no reason. */
  ended: { readonly error: unknown } | undefined;
  /** False until the server has accepted the start position. */
  isConfirmed = false;
  private newestReceived: Position;
  private readonly checkpoints: Checkpoints;
  private readonly subscription: AllStreamSubscription;
  private readonly waiting: { readonly event: StoredEvent; readonly weight: number }[] = [];
  private weight = 0;
  private held = false;

  /**
   * `knownToExist` is the position of the newest event known, ours or not. `changed` is called after each event of ours and each
   * checkpoint, and at the end.
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

  /** True under back-pressure, when the server's silence means nothing. */
  get isHeld(): boolean {
    return this.held;
  }

  /** The oldest events received, at most `limit`, and fewer when they are large. */
  take(limit: number): readonly StoredEvent[] {
    let [count, weight] = [0, 0];
    for (; count < Math.min(limit, this.size) && weight < TAKEN_WEIGHT_MAX; count += 1) {
      weight += this.waiting[count]!.weight;
    }
    const taken = this.waiting.splice(0, count);
    this.weight -= weight;
    if (this.held && this.size <= this.waitingMax / 2 && this.weight <= WEIGHT_MAX / 2) {
      this.held = false;
      this.subscription.resume();
    }
    return taken.map(({ event }) => event);
  }

  close(): void {
    this.ended ??= { error: undefined };
    // Rejects when the subscription was never established.
    void this.subscription.unsubscribe().catch(() => undefined);
  }

  private receive(event: StoredEvent): void {
    const position = storedPositionOf(event);
    if (this.ended !== undefined || position <= this.received) return;
    this.newestReceived = position;
    if (!isOurs(event)) return;
    const weight = weightOf(event.data);
    this.waiting.push({ event, weight });
    this.weight += weight;
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
    // The client parses one message at a time, and what it has parsed is either in this buffer or was passed to `receive`. After the end
    // the buffer empties too, but its content is dropped.
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
 * Decides which of the server's checkpoints a follower may resume from. A checkpoint says how far the server has searched among events that
 * it does not send. It arrives on a separate path, and can be wrong in three ways:
 *
 * - It overtakes events: the client reports it while parsing, and earlier events still wait in its buffer. So none counts before `settle`
 *   says that the buffer is empty.
 * - It does not exist: EventStoreDB 24.2.0 sends (2^64-1, 2^64-1) when it goes live. So only one below a position known to exist counts.
 * - It is the position of the event that the server sends next (KurrentDB 25.0.0). So a checkpoint counts only when a later one has passed
 *   it.
 */
class Checkpoints {
  /** The next one that may count, and a later one, which proves that the server has passed it. */
  private candidate: Position | undefined;
  private passedBy: Position | undefined;

  /** @param settled all our events up to here have been received. */
  constructor(private settled: Position) {}

  /** The newest checkpoint safe to resume from, or where the search began. Never moves back. */
  get newest(): Position {
    return this.settled;
  }

  /** Records a checkpoint as sent by the server, reliable or not. */
  hear(position: Position): void {
    if (position <= this.settled) return;
    if (this.candidate !== undefined && position > this.candidate) this.passedBy = position;
    else if (position !== this.candidate) this.startAt(position);
  }

  /** Settles checkpoints: all events parsed so far have been received, and an event is known to exist at `knownToExist`. */
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
