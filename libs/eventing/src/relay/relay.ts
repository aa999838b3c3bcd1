import { AnotherLogError } from '../errors.js';
import { LOG_START, type LogPlace, type Position, type Instant } from '../event.js';
import { placeAfter } from '../log-place.js';
import { doubling, pause } from '../pause.js';
import type { RecordedEvent } from '../event.js';
import type { EventPublisher, HistoryFlags } from '../ports/event-stream.js';
import type { EventStore, FollowedBatch } from '../ports/event-store.js';
import type { ReadStore } from '../ports/read-store.js';
import { RelayLease } from './relay-lease.js';

export interface RelayOptions {
  readonly eventStore: EventStore;
  readonly publisher: EventPublisher;
  /** Stores the lease and the place up to which everything has been published. */
  readonly readStore: ReadStore;
  /** The destination, for example the topic's name: relays of one destination share one lease. */
  readonly destination: string;
  /** Random, to distinguish this process from every other. */
  readonly holder: string;
  /** Tells history from news for readers of the stream. When it rejects, the events are published later. Default: nothing is told. */
  readonly historyOf?: (events: readonly RecordedEvent[]) => Promise<HistoryFlags>;
  /** Position after which to start a new destination. Default `0n`. */
  readonly from?: Position;
  /** Receives each failed attempt, for logs and metrics. */
  readonly onError?: (error: unknown) => void;
  /** Called when this relay becomes active, and when it ceases to be. */
  readonly onActive?: (active: boolean) => void;
  /** Time without a renewal after which another relay takes over. Default 5,000. */
  readonly lease_ms?: number;
}

/** The state of a relay. */
export interface RelayState {
  /** `standby`: another relay publishes. `stopped`: closed. */
  readonly role: 'active' | 'standby' | 'stopped';
  /** Position up to which everything is on the stream, as far as this relay knows. */
  readonly published: Position;
  /** When the oldest event in hand but unpublished was recorded (ISO 8601), if any. */
  readonly oldestUnpublishedAt: Instant | undefined;
  /** True while the last attempt of every kind succeeded. */
  readonly healthy: boolean;
  /** Set while publishing is suspended because the last published event is not in this log: it was restored, cut or exchanged. */
  readonly astray: AnotherLogError | undefined;
}

const EVENTS_PER_BATCH = 1_000;
const LEASE_MS = 5_000;
/** Renewals in one lease, so that a single late one does no harm. */
const RENEWALS_PER_LEASE = 4;
const BACKOFF_MS_SHORTEST = 100;
const BACKOFF_MS_LONGEST = 2_000;

/**
 * Copies the log to the stream, in log order, at least once. It saves the position after the broker has everything up to it, so that after
 * a crash or a takeover events are repeated and none is skipped.
 *
 * Two relays may overlap for a moment: one that was paused in the middle of a batch and woke up after its lease had passed to another. What
 * it still sends starts right behind something already on the stream, because it sends a batch only after the previous one; so the first
 * appearances of all events are still in order, and everything else is a repeat.
 */
export class Relay {
  /** Resolves when the relay has stopped; never rejects. */
  readonly ended: Promise<void>;
  private readonly stopping = new AbortController();
  private readonly lease: RelayLease;
  private readonly lease_ms: number;
  private role: RelayState['role'] = 'standby';
  /** Place of the last event on the stream. */
  private place: LogPlace = { position: LOG_START };
  private astray: AnotherLogError | undefined;
  private oldestUnpublishedAt: Instant | undefined;
  private failures = 0;

  constructor(private readonly options: RelayOptions) {
    this.lease = new RelayLease(options);
    this.lease_ms = options.lease_ms ?? LEASE_MS;
    this.ended = this.run();
  }

  state(): RelayState {
    const { role, place, oldestUnpublishedAt, failures, astray } = this;
    return { role, published: place.position, oldestUnpublishedAt, healthy: failures === 0, astray };
  }

  /** Finishes the batch in hand and releases the lease. Idempotent. */
  close(): Promise<void> {
    this.stopping.abort();
    return this.ended;
  }

  private get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      try {
        await this.lease.start();
        if (await this.waitForLease()) await this.beActive();
      } catch (error) {
        await this.failed(error);
      }
    }
    this.changeRole('stopped');
  }

  /**
   * Polls until the lease is free, or has not been renewed for its whole duration; then takes it. False when another process was faster, or
   * this relay was closed. Throws `AnotherLogError` when there is no place in this log, or on the stream, to continue from.
   */
  private async waitForLease(): Promise<boolean> {
    await this.lease.look();
    let seenMoving_ms = performance.now();
    while (!this.isStopping) {
      if (this.lease.isFree || performance.now() - seenMoving_ms > this.lease_ms) {
        const place = await this.requirePlace(this.lease.place);
        // A destination that ends earlier lacks events that nobody would publish again.
        await this.options.publisher.requireEnds?.(this.lease.ends);
        return this.lease.take(place);
      }
      await pause(this.lease_ms / RENEWALS_PER_LEASE, this.stopping.signal);
      if (await this.lease.look()) seenMoving_ms = performance.now();
      this.place = this.lease.place;
      this.failures = 0;
    }
    return false;
  }

  /** Publishes until the lease is lost or this relay is closed. */
  private async beActive(): Promise<void> {
    this.place = this.lease.place;
    this.changeRole('active');
    const { signal } = this.stopping;
    const lost = new AbortController();
    const renewing = this.renew(AbortSignal.any([signal, lost.signal]), lost);
    try {
      const following = this.options.eventStore.follow(this.place.position, {
        signal: AbortSignal.any([signal, lost.signal]),
        batchSize: EVENTS_PER_BATCH,
      });
      for await (const batch of following) {
        await this.publish(batch, lost.signal);
        if (signal.aborted || lost.signal.aborted) break;
        this.failures = 0;
      }
    } finally {
      const isHolder = !lost.signal.aborted;
      lost.abort();
      await renewing;
      this.oldestUnpublishedAt = undefined;
      if (isHolder && (await this.lease.save(this.place, this.options.publisher.ends))) await this.lease.release();
      if (!this.isStopping) this.changeRole('standby');
    }
  }

  /** Retries the batch until it is on the stream: later events must not overtake it. */
  private async publish({ events, position }: FollowedBatch, lost: AbortSignal): Promise<void> {
    this.oldestUnpublishedAt = events[0]?.metadata.recordedAt;
    while (events.length > 0) {
      try {
        await this.options.publisher.publish(events, await this.options.historyOf?.(events));
        break;
      } catch (error) {
        if (error instanceof AnotherLogError) throw error;
        await this.failed(error);
        if (this.isStopping || lost.aborted) return;
      }
    }
    if (events.length > 0) this.place = placeAfter({ events, position });
    this.oldestUnpublishedAt = undefined;
  }

  /**
   * Renews the lease, saving the place each time. Aborts `lost` when another relay has or may have the lease by now, and when the
   * underlying log was exchanged.
   */
  private async renew(signal: AbortSignal, lost: AbortController): Promise<void> {
    let renewed_ms = performance.now();
    while (!signal.aborted) {
      await pause(this.lease_ms / RENEWALS_PER_LEASE, signal);
      if (signal.aborted) return;
      try {
        if (!(await this.lease.save(this.place, this.options.publisher.ends))) return lost.abort();
        renewed_ms = performance.now();
        await this.requirePlace(this.place);
      } catch (error) {
        this.options.onError?.(error);
        if (error instanceof AnotherLogError) return lost.abort();
        if (performance.now() - renewed_ms > this.lease_ms) return lost.abort();
      }
    }
  }

  /** Returns the place with the id of its event. Throws `AnotherLogError` for a place that does not exist in this log. */
  private async requirePlace(place: LogPlace): Promise<LogPlace> {
    const { eventStore, destination } = this.options;
    const { position, eventId } = place;
    const found = position === 0n ? undefined : await eventStore.eventIdAt(position);
    if (position === 0n || (found !== undefined && found === (eventId ?? found))) {
      this.astray = undefined;
      return found === undefined ? place : { ...place, eventId: found };
    }
    this.astray = new AnotherLogError(
      `What was published to ${destination} last, at position ${position}, is not in this log.`,
    );
    throw this.astray;
  }

  private async failed(error: unknown): Promise<void> {
    if (error instanceof AnotherLogError) this.astray ??= error;
    this.failures += 1;
    this.options.onError?.(error);
    await pause(doubling(this.failures, BACKOFF_MS_SHORTEST, BACKOFF_MS_LONGEST), this.stopping.signal);
  }

  private changeRole(role: RelayState['role']): void {
    const before = this.role;
    this.role = role;
    if (role === before) return;
    this.options.onActive?.(role === 'active');
  }
}
