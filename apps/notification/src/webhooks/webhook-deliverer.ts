import { InvalidEventError } from '@redress/contracts';
import { type Instant, epochMsOf, instantOf } from '@redress/domain';
import { type EventStore, type RecordedEvent, sideBySide, type StreamName } from '@redress/eventing';
import type { WebhookSubscription } from '@redress/platform';
import { randomUUID } from 'node:crypto';
import { withoutFirst, type Deliveries } from './delivery-document.js';
import type { DeliveryStore, Stored } from './delivery-store.js';
import { webhookPayload } from './payload.js';
import type { callWebhook, Delivery } from './webhook-sender.js';

export interface WebhookDelivererOptions {
  readonly subscriptions: readonly WebhookSubscription[];
  readonly store: DeliveryStore;
  readonly eventStore: EventStore;
  readonly call: typeof callWebhook;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
}

/** Limit of deliveries per round. */
const ROUND_MAX = 64;
/** Longer than any attempt: a delivery whose process was killed can be claimed again after this. */
const CLAIM_MS = 60_000;

/**
 * Delivers what is due: at least once, in order within a complaint for each subscription, different complaints in parallel. A failure is
 * retried for three days while later events wait; it then becomes a dead letter, and later events continue.
 */
export class WebhookDeliverer {
  constructor(private readonly options: WebhookDelivererOptions) {}

  /** Runs one round over what is due now. Returns the number of attempts. */
  async round(): Promise<number> {
    const due = await this.options.store.due(ROUND_MAX);
    const attempts = await sideBySide(due, (stored) => this.attempt(stored));
    return attempts.filter(Boolean).length;
  }

  private async attempt({ id, deliveries }: Stored): Promise<boolean> {
    const subscription = this.options.subscriptions.find(({ name }) => name === deliveries.subscription);
    // The subscription was removed from the settings: its deliveries wait, in case it returns.
    if (subscription === undefined) return this.postpone(id);
    const claim = randomUUID();
    const revision = await this.claim(id, claim);
    if (revision === undefined) return false;
    const { now, store } = this.options;
    const event = await this.eventAt(deliveries.stream, revision);
    const outcome: Delivery =
      event === undefined
        ? { delivered: false, failure: 'event-unknown', gone: true }
        : await this.delivery(subscription, event);
    const type = event?.type ?? 'unknown';
    await store.change(id, (current) =>
      current?.claim === claim ? afterAttempt(current, { type, outcome }, now()) : undefined,
    );
    return true;
  }

  /** An event of a newer build may name staff where this build cannot tell, so it waits for that build. */
  private async delivery(subscription: WebhookSubscription, event: RecordedEvent): Promise<Delivery> {
    const { call, now } = this.options;
    let body: string;
    try {
      body = webhookPayload(event);
    } catch (error) {
      if (!(error instanceof InvalidEventError)) throw error;
      return { delivered: false, failure: 'event-not-understood', gone: false };
    }
    return call(subscription, { id: event.id, body, now: now() });
  }

  /** Claims the first pending revision for a while. Returns it, or undefined when another process was first. */
  private async claim(id: string, claim: string): Promise<number | undefined> {
    const { now, store } = this.options;
    await store.change(id, (current) => {
      if (current === undefined || current.claim === claim || current.dueAt > now()) return undefined;
      return { ...current, claim, dueAt: later(now(), CLAIM_MS) };
    });
    const claimed = await store.get(id);
    return claimed?.deliveries.claim === claim ? claimed.deliveries.pending[0] : undefined;
  }

  private async postpone(id: string): Promise<false> {
    const dueAt = later(this.options.now(), CLAIM_MS);
    await this.options.store.change(id, (current) =>
      current === undefined || current.dueAt >= dueAt ? undefined : { ...current, dueAt },
    );
    return false;
  }

  private async eventAt(stream: StreamName, revision: number) {
    const [event] = await Array.fromAsync(this.options.eventStore.read(stream, { from: revision, to: revision }));
    return event;
  }
}

/** Returns the document after an attempt at the first pending revision. */
function afterAttempt(
  current: Deliveries,
  { type, outcome }: { readonly type: string; readonly outcome: Delivery },
  now: Instant,
): Deliveries {
  const [revision] = current.pending;
  if (outcome.delivered || revision === undefined) return withoutFirst(current, now);
  const attempts = current.attempts + 1;
  const dueAt = outcome.gone ? undefined : nextAttemptAt(now, attempts, Math.random());
  if (dueAt !== undefined) return { ...current, claim: '', attempts, dueAt };
  const dead = [...current.dead, { revision, type, failure: outcome.failure, attempts, at: now }];
  return { ...withoutFirst(current, now), dead, deadCount: dead.length };
}

function later(instant: Instant, wait_ms: number): Instant {
  return instantOf(epochMsOf(instant) + wait_ms);
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Wait after each failed attempt, in milliseconds: three days in total, as Standard Webhooks 1.0 advises. */
const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** Number of attempts after which a delivery is dead. */
export const ATTEMPTS_MAX = WAITS_MS.length + 1;

/** Adds up to a tenth at random, so that deliveries that failed together are not retried together. */
const SPREAD = 0.1;

/** Returns when to retry after `attempts` failures; undefined when the delivery is dead. `chance` is from 0 to 1. */
export function nextAttemptAt(now: Instant, attempts: number, chance: number): Instant | undefined {
  const wait_ms = WAITS_MS[attempts - 1];
  if (wait_ms === undefined) return undefined;
  return instantOf(epochMsOf(now) + Math.round(wait_ms * (1 + SPREAD * chance)));
}
