import type { EventStoreDBClient } from '@eventstore/db-client';
import {
  AnotherLogError,
  EventingError,
  type FollowedBatch,
  LOG_START,
  type Position,
  StoreUnavailableError,
} from '@redress/eventing';
import { recordedEventOf } from '../event-store/event-format.js';
import { isAccessDenied, readFailureOf } from '../event-store/failures.js';
import { eventAt, eventIdAt, type NewestEvent } from '../event-store/find-event.js';
import { LiveSubscription, type Reached } from './live-subscription.js';

export interface FollowerOptions {
  readonly client: EventStoreDBClient;
  readonly newest: NewestEvent;
  readonly after: Position;
  /** Id of the event there, if known: an event with another id means another log. */
  readonly afterId?: string | undefined;
  readonly batchSize: number;
  readonly signal: AbortSignal;
  /** Silence after which the server is asked whether it has events that it did not send. */
  readonly silence_ms: number;
  /** Maximum number of events waiting for a slow consumer before back-pressure is applied to the server. Default 1000. */
  readonly waitingMax?: number;
}

const BACKOFF_MS_SHORTEST = 50;
const BACKOFF_MS_LONGEST = 2_000;
/** How long historical events may gather into a batch. Only a slow server needs it: the last of them end the wait. */
const GATHER_MS = 200;
/** How long an existing event may be in transit before the subscription counts as stalled. */
const GRACE_MS = 1_000;

/**
 * A subscription to `$all` that is reopened whenever it fails, ends or falls silent, at the place that {@link Reached} allows. Events
 * received but not yet handed out survive that, so none is skipped or repeated.
 */
export class Follower {
  private readonly wake = new Wake();
  private subscription: LiveSubscription | undefined;
  /** Position of the last event handed out. */
  private handedOut: Position;
  /** Id of that event, if any. */
  private handedOutId: string | undefined;
  /** The progress of the subscriptions before this one. */
  private reached: Reached;
  /** Our newest event when the server was last asked. */
  private newest: Position | undefined;
  private announced = false;
  private failures = 0;

  constructor(private readonly options: FollowerOptions) {
    this.handedOut = options.after;
    this.handedOutId = options.afterId;
    this.reached = { received: options.after, resumeBehind: options.after };
    options.signal.addEventListener('abort', () => this.wake.now(), { once: true });
  }

  /** Ends when the signal is aborted. Throws permanent errors: access denied, a damaged event. */
  async *batches(): AsyncGenerator<FollowedBatch> {
    try {
      while (!this.isOver) {
        const subscription = await this.opened();
        if (subscription === undefined) continue;
        const batch = await this.nextBatch(subscription);
        if (this.isOver) return;
        if (batch !== undefined) yield batch;
        else if (subscription.ended !== undefined && subscription.size === 0) await this.lost(subscription);
        else await this.waitFor(subscription);
      }
    } finally {
      this.subscription?.close();
    }
  }

  private get isOver(): boolean {
    return this.options.signal.aborted;
  }

  private async opened(): Promise<LiveSubscription | undefined> {
    if (this.subscription !== undefined) return this.subscription;
    const { client, newest, waitingMax } = this.options;
    try {
      await this.requirePlace();
      this.newest = await newest.find();
      this.subscription = new LiveSubscription(
        client,
        this.checked(this.reached, this.newest),
        () => newest.knownToExist,
        () => this.wake.now(),
        waitingMax,
      );
    } catch (error) {
      // Closing cancels the reads, which then find nothing.
      if (!this.isOver) await this.backOff(error);
    }
    return this.subscription;
  }

  /** The place to resume at. A checkpoint beyond an event of ours that never arrived is not used. */
  private checked({ received, resumeBehind }: Reached, newest: Position): Reached {
    const hasPassed = received < newest && newest <= resumeBehind;
    return { received, resumeBehind: hasPassed ? received : resumeBehind };
  }

  /**
   * Throws `AnotherLogError` when the server lacks the event to continue behind: it would stay silent, as if there were no news. If only
   * foreign events skipped behind it are gone, continues from the event itself.
   */
  private async requirePlace(): Promise<void> {
    const { options, handedOut, handedOutId, reached } = this;
    if (reached.received !== handedOut && (await eventAt(options, reached.received)) === undefined) {
      this.reached = { received: handedOut, resumeBehind: handedOut };
    }
    if (handedOut === 0n) return;
    const id = await eventIdAt(options, handedOut);
    if (id !== undefined && id === (handedOutId ?? id)) return;
    throw new AnotherLogError(
      'EventStoreDB does not have the event to go on behind: it holds another log than before.',
    );
  }

  /** The next events, or one empty batch once all were handed out; undefined when there is nothing new to report. */
  private async nextBatch(subscription: LiveSubscription): Promise<FollowedBatch | undefined> {
    const { batchSize } = this.options;
    if (subscription.size === 0) {
      if (this.announced || this.newest === undefined || this.handedOut < this.newest) return undefined;
      this.announced = true;
      return { events: [], position: this.handedOut, caughtUp: true };
    }
    this.failures = 0;
    if (this.isHistory) await this.wake.until(() => this.hasGathered(subscription), GATHER_MS);
    const events = subscription.take(batchSize).map(recordedEventOf);
    this.handedOut = events.at(-1)?.position ?? this.handedOut;
    this.handedOutId = events.at(-1)?.id ?? this.handedOutId;
    this.announced = subscription.size === 0 && (await this.isNewest());
    return { events, position: this.handedOut, caughtUp: this.announced };
  }

  /** Whether waiting longer would gather no more history into the next batch. */
  private hasGathered(subscription: LiveSubscription): boolean {
    const { size, isHeld, ended, received } = subscription;
    const isWhole = size >= this.options.batchSize || received >= (this.newest ?? LOG_START);
    return isWhole || isHeld || ended !== undefined || this.isOver;
  }

  /** True while events are due that existed when the server was last asked. */
  private get isHistory(): boolean {
    return this.newest !== undefined && this.handedOut < this.newest;
  }

  /** Asks the server, unless more events are already known to exist. */
  private async isNewest(): Promise<boolean> {
    if (this.isHistory) return false;
    try {
      this.newest = await this.options.newest.find();
      return this.handedOut >= this.newest;
    } catch {
      // The subscription cannot be trusted either; once it is reopened, it reports again whether history has ended.
      this.subscription?.close();
      return false;
    }
  }

  private async waitFor(subscription: LiveSubscription): Promise<void> {
    const { received, resumeBehind } = subscription;
    const isOver = () => this.isOver || subscription.size > 0 || subscription.ended !== undefined;
    if (await this.wake.until(isOver, this.options.silence_ms)) return;
    // Foreign events are a sign of life, since they arrive in order with ours. Checkpoints are not: they may have passed one that never
    // arrives.
    if (subscription.isHeld || subscription.received !== received) return;
    if (await this.hasMissed(subscription, resumeBehind)) subscription.close();
  }

  /** Whether the server has an event that it does not send. Also true for a server that does not answer, so that it is reconnected. */
  private async hasMissed(subscription: LiveSubscription, searchedBefore: Position): Promise<boolean> {
    try {
      const newest = await this.options.newest.find();
      const isOver = () => this.isOver || subscription.received >= newest || subscription.ended !== undefined;
      if (await this.wake.until(isOver, GRACE_MS)) return false;
      // A search through many of the server's own events sends only checkpoints, each nearer to the event that is due.
      const { resumeBehind } = subscription;
      return !(searchedBefore < resumeBehind && resumeBehind < newest);
    } catch {
      return true;
    }
  }

  private async lost(subscription: LiveSubscription): Promise<void> {
    const { received, resumeBehind, isConfirmed, ended } = subscription;
    subscription.close();
    // A refused place would be refused forever; an event is always at the position it was received with.
    const isRefused = !isConfirmed && ended?.error !== undefined;
    this.reached = { received, resumeBehind: isRefused ? received : resumeBehind };
    this.subscription = undefined;
    await this.backOff(ended?.error);
  }

  private async backOff(error: unknown): Promise<void> {
    if (isAccessDenied(error)) throw readFailureOf('the log', error);
    if (error instanceof EventingError && !(error instanceof StoreUnavailableError)) throw error;
    const backoff_ms = Math.min(BACKOFF_MS_LONGEST, BACKOFF_MS_SHORTEST * 2 ** Math.min(this.failures, 10));
    this.failures += 1;
    await this.wake.until(() => this.isOver, backoff_ms);
  }
}

/** Waits for a condition whose changes are announced by `now`. */
class Wake {
  private wake: (() => void) | undefined;

  /** Rechecks the condition of a waiting caller. */
  now(): void {
    this.wake?.();
  }

  /** Resolves with true as soon as the condition holds, or with false after `timeout_ms`. Only one caller may wait at a time. */
  until(holds: () => boolean, timeout_ms: number): Promise<boolean> {
    if (holds()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (held: boolean) => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve(held);
      };
      const timer = setTimeout(() => settle(holds()), timeout_ms);
      this.wake = () => {
        if (holds()) settle(true);
      };
    });
  }
}
