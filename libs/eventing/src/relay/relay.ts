import { AnotherLogError } from '../errors.js';
import type { LogPlace, Position } from '../event.js';
import { placeAfter } from '../log-place.js';
import { doubling, pause } from '../pause.js';
import type { EventPublisher } from '../ports/event-stream.js';
import type { EventStore, FollowedBatch } from '../ports/event-store.js';
import type { ReadStore } from '../ports/read-store.js';
import { RelayLease } from './relay-lease.js';

export interface RelayOptions {
  readonly eventStore: EventStore;
  readonly publisher: EventPublisher;
  /** Keeps the lease, and up to where everything has been published. */
  readonly readStore: ReadStore;
  /** What is published to, for example the topic's name: relays of one destination share one lease. */
  readonly destination: string;
  /** Tells this process from every other: random. */
  readonly holder: string;
  /** Where a destination that nothing was published to yet begins: after this position. Default `0n`. */
  readonly from?: Position;
  /** Told about each failed attempt, for logs and metrics. */
  readonly onError?: (error: unknown) => void;
  /** Told when this relay becomes the active one, and when it stops being it. */
  readonly onActive?: (active: boolean) => void;
  /** After how long without a sign of life another relay takes over. Default 5,000. */
  readonly lease_ms?: number;
}

/** How a relay is doing. */
export interface RelayState {
  /** `standby`: another relay publishes. `stopped`: closed. */
  readonly role: 'active' | 'standby' | 'stopped';
  /** Up to here everything is on the stream, as far as this relay knows. */
  readonly published: Position;
  /** When the oldest event that is in hand and not yet published was recorded (ISO 8601), if there is one. */
  readonly oldestUnpublishedAt: string | undefined;
  /** True while the last attempt at everything succeeded. */
  readonly healthy: boolean;
  /** Set while nothing is published since what was published last is not in this log: it was restored, cut or exchanged. */
  readonly astray: AnotherLogError | undefined;
}

const EVENTS_PER_BATCH = 1_000;
const LEASE_MS = 5_000;
/** Signs of life in one lease, so that a single late one costs nothing. */
const RENEWALS_PER_LEASE = 4;
const BACKOFF_MS_SHORTEST = 100;
const BACKOFF_MS_LONGEST = 2_000;

/**
 * Copies the log onto the stream, in the order of the log, at least once. The position is saved after the broker has everything before it,
 * so that whoever goes on, after a crash or a takeover, repeats events and leaves none out.
 *
 * Two relays may overlap for a moment: one that was stopped in the middle of a batch and woke up after its lease had passed to another.
 * What it still sends begins right behind something that is on the stream already, since it sends a batch only when it has sent the one
 * before; so the first appearance of every event is still in order, and all others are repeats.
 */
export class Relay {
  /** Resolves when it has stopped; never rejects. */
  readonly ended: Promise<void>;
  private readonly stopping = new AbortController();
  private readonly lease: RelayLease;
  private readonly lease_ms: number;
  private role: RelayState['role'] = 'standby';
  /** Behind the last event that is on the stream. */
  private place: LogPlace = { position: 0n };
  private astray: AnotherLogError | undefined;
  private oldestUnpublishedAt: string | undefined;
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

  /** Finishes the batch in hand and gives the lease back. May be repeated. */
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
   * Looks until the lease is free, or has not been renewed for as long as it lasts; then takes it. False when that came to nothing. Throws
   * `AnotherLogError` when there is no place in this log to go on from.
   */
  private async waitForLease(): Promise<boolean> {
    await this.lease.look();
    let seenMoving_ms = performance.now();
    while (!this.isStopping) {
      if (this.lease.isFree || performance.now() - seenMoving_ms > this.lease_ms) {
        return this.lease.take(await this.requirePlace(this.lease.place));
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
      if (isHolder && (await this.lease.save(this.place))) await this.lease.release();
      if (!this.isStopping) this.changeRole('standby');
    }
  }

  /** The same batch again until it is on the stream: what comes behind it must not overtake it. */
  private async publish({ events, position }: FollowedBatch, lost: AbortSignal): Promise<void> {
    this.oldestUnpublishedAt = events[0]?.metadata.recordedAt;
    while (events.length > 0) {
      try {
        await this.options.publisher.publish(events);
        break;
      } catch (error) {
        await this.failed(error);
        if (this.isStopping || lost.aborted) return;
      }
    }
    if (events.length > 0) this.place = placeAfter({ events, position });
    this.oldestUnpublishedAt = undefined;
  }

  /**
   * Signs of life, each saving the place. Aborts `lost` when another relay has the lease, or when it may have it by now, and when the log
   * under this one was exchanged.
   */
  private async renew(signal: AbortSignal, lost: AbortController): Promise<void> {
    let renewed_ms = performance.now();
    while (!signal.aborted) {
      await pause(this.lease_ms / RENEWALS_PER_LEASE, signal);
      if (signal.aborted) return;
      try {
        if (!(await this.lease.save(this.place))) return lost.abort();
        renewed_ms = performance.now();
        await this.requirePlace(this.place);
      } catch (error) {
        this.options.onError?.(error);
        if (error instanceof AnotherLogError) return lost.abort();
        if (performance.now() - renewed_ms > this.lease_ms) return lost.abort();
      }
    }
  }

  /** Answers the place with the id of its event. Throws `AnotherLogError` for one that is none in this log. */
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
