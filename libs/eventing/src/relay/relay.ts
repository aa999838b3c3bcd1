import type { Position } from '../event.js';
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
  private published: Position = 0n;
  private oldestUnpublishedAt: string | undefined;
  private failures = 0;

  constructor(private readonly options: RelayOptions) {
    this.lease = new RelayLease(options);
    this.lease_ms = options.lease_ms ?? LEASE_MS;
    this.ended = this.run();
  }

  state(): RelayState {
    const { role, published, oldestUnpublishedAt, failures } = this;
    return { role, published, oldestUnpublishedAt, healthy: failures === 0 };
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

  /** Looks until the lease is free, or has not been renewed for as long as it lasts; then takes it. False when that came to nothing. */
  private async waitForLease(): Promise<boolean> {
    await this.lease.look();
    let seenMoving_ms = performance.now();
    while (!this.isStopping) {
      if (this.lease.isFree || performance.now() - seenMoving_ms > this.lease_ms) return this.lease.take();
      await pause(this.lease_ms / RENEWALS_PER_LEASE, this.stopping.signal);
      if (await this.lease.look()) seenMoving_ms = performance.now();
      this.published = this.lease.position;
      this.failures = 0;
    }
    return false;
  }

  /** Publishes until the lease is lost or this relay is closed. */
  private async beActive(): Promise<void> {
    this.published = this.lease.position;
    this.changeRole('active');
    const { signal } = this.stopping;
    const lost = new AbortController();
    const renewing = this.renew(AbortSignal.any([signal, lost.signal]), lost);
    try {
      const following = this.options.eventStore.follow(this.published, {
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
      if (isHolder && (await this.lease.save(this.published))) await this.lease.release();
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
    this.published = position;
    this.oldestUnpublishedAt = undefined;
  }

  /** Signs of life, each saving the position. Aborts `lost` when another relay has the lease, or when it may have it by now. */
  private async renew(signal: AbortSignal, lost: AbortController): Promise<void> {
    let renewed_ms = performance.now();
    while (!signal.aborted) {
      await pause(this.lease_ms / RENEWALS_PER_LEASE, signal);
      if (signal.aborted) return;
      try {
        if (!(await this.lease.save(this.published))) return lost.abort();
        renewed_ms = performance.now();
      } catch (error) {
        this.options.onError?.(error);
        if (performance.now() - renewed_ms > this.lease_ms) return lost.abort();
      }
    }
  }

  private async failed(error: unknown): Promise<void> {
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
