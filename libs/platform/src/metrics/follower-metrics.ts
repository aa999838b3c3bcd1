import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventStore } from '@redress/eventing';
import { ConsumerRegistry } from '../consumers/consumer-registry.js';
import { EVENT_STORE } from '../engines/tokens.js';
import { DAMAGES, KnownDamage } from '../health/known-damage.js';
import { VIEWS } from '../views/tokens.js';
import { ViewRegistry } from '../views/view-registry.js';
import { Metrics } from './metrics.js';

/** How far consumers are behind, what could not be applied, and what was found damaged. */
@Injectable()
export class FollowerMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly consumers: ConsumerRegistry,
    @Inject(VIEWS) private readonly views: ViewRegistry,
    private readonly damage: KnownDamage,
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
  ) {}

  onModuleInit(): void {
    this.metrics.serverInUse(this.eventStore);
    this.metrics.gauge(
      'redress_consumer_lag_events',
      'Events recorded and not yet handled; -1 when unknown.',
      'group',
      () => this.consumers.all().map(async (consumer) => [consumer.group, await consumer.lag()] as const),
    );
    this.metrics.gauge(
      'redress_view_parked_complaints',
      'Complaints that wait behind an event that could not be applied.',
      'view',
      () => this.views.all().map(async (view) => [view.name, (await view.parked()).length] as const),
    );
    this.metrics.gauge(
      'redress_damaged_complaints',
      'Complaints that this process has found to lack events of their history, or keys to their personal values.',
      'damage',
      () => DAMAGES.map(async (damage) => [damage, this.damage.count(damage)] as const),
    );
  }
}
