import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Instant } from '@redress/domain';
import {
  Allow,
  Answers,
  CONFIG,
  instantSchema,
  listOf,
  objectSchema,
  orNull,
  type RedressConfig,
  textSchema,
} from '@redress/platform';
import { NEVER } from './delivery-document.js';
import { DeliveryStore } from './delivery-store.js';

const subscriptionSchema = objectSchema(
  { name: textSchema, host: textSchema, events: listOf(textSchema), history: { type: 'boolean' } },
  { title: 'Subscription' },
);

const subscriptionsSchema = objectSchema({
  items: listOf(subscriptionSchema),
  oldestDueAt: {
    ...orNull(instantSchema),
    description: 'Since when the oldest delivery has been due; null when none is.',
  },
});

/** What is told of a subscription: its address may hold a secret, so no more than its host. */
interface ShownSubscription {
  readonly name: string;
  readonly host: string;
  readonly events: readonly string[];
  readonly history: boolean;
}

/** Which other systems are told of events, and whether they are told in time. */
@Controller('notifications/subscriptions')
export class SubscriptionsController {
  constructor(
    @Inject(CONFIG) private readonly config: RedressConfig,
    private readonly store: DeliveryStore,
  ) {}

  @Get()
  @Allow('manage-deliveries')
  @ApiOperation({ summary: 'Which other systems are told of events by webhook, and whether deliveries are late.' })
  @Answers(200, 'The subscriptions, as the settings have them.', subscriptionsSchema)
  async list(): Promise<{ readonly items: readonly ShownSubscription[]; readonly oldestDueAt: Instant | null }> {
    const dueAt = (await this.store.due(1))[0]?.deliveries.dueAt ?? NEVER;
    return {
      items: (this.config.webhooks ?? []).map(({ name, url, events, history }) => ({
        name,
        host: new URL(url).host,
        events,
        history,
      })),
      oldestDueAt: dueAt === NEVER ? null : dueAt,
    };
  }
}
