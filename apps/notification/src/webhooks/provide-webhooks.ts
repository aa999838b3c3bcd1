import { Logger, type Provider } from '@nestjs/common';
import type { EventStore, ReadStore } from '@redress/eventing';
import {
  CLOCK,
  CONFIG,
  EVENT_STORE,
  LogFollower,
  READ_STORE,
  VIEWS,
  viewToken,
  type Clock,
  type RedressConfig,
  type ViewRegistry,
} from '@redress/platform';
import { RunningRounds } from '../rounds.js';
import { ListDeadLettersHandler } from './dead-letters/dead-letters.query.js';
import { ResendDeadLettersHandler } from './dead-letters/resend-dead-letters.command.js';
import { DELIVERIES_VIEW } from './delivery-document.js';
import { DeliveryStore } from './delivery-store.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { callWebhook } from './webhook-sender.js';

/** The rounds in which events are delivered. */
const WEBHOOK_ROUNDS = Symbol('WEBHOOK_ROUNDS');

/** Deliveries to other systems: noted from the log, delivered in rounds. */
export const webhookProviders: readonly Provider[] = [
  {
    provide: DeliveryStore,
    inject: [READ_STORE, CLOCK],
    useFactory: (readStore: ReadStore, clock: Clock) => new DeliveryStore(readStore, () => clock.now()),
  },
  {
    provide: viewToken(DELIVERIES_VIEW.name),
    inject: [DeliveryStore, CONFIG, VIEWS],
    useFactory: (store: DeliveryStore, { webhooks = [] }: RedressConfig, views: ViewRegistry) =>
      views.add(
        new LogFollower(DELIVERIES_VIEW.name, 'process', {
          start: () => store.start(),
          apply: (batch) => store.takeIn(batch, webhooks),
          // Nothing that is only noted can fail for what it says.
          parked: () => Promise.resolve([]),
          retry: () => Promise.resolve('not-parked'),
        }),
      ),
  },
  {
    provide: WEBHOOK_ROUNDS,
    inject: [CONFIG, DeliveryStore, EVENT_STORE, CLOCK],
    useFactory: ({ webhooks = [] }: RedressConfig, store: DeliveryStore, eventStore: EventStore, clock: Clock) => {
      const hosts = webhooks.map(({ name, url }) => `${name} (${new URL(url).host})`);
      new Logger('webhooks').log(
        `Webhooks: ${hosts.join(', ') || 'none (set REDRESS_WEBHOOKS to tell other systems)'}.`,
      );
      if (webhooks.length === 0) return new RunningRounds('webhooks', undefined);
      const now = (): string => clock.now();
      return new RunningRounds(
        'webhooks',
        new WebhookDeliverer({ subscriptions: webhooks, store, eventStore, call: callWebhook, now }),
      );
    },
  },
  ListDeadLettersHandler,
  ResendDeadLettersHandler,
];
