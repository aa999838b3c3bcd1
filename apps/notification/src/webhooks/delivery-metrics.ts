import { Inject, Injectable } from '@nestjs/common';
import type { ReadStore } from '@redress/eventing';
import { Metrics, READ_STORE, TIME_SOURCE, type TimeSource } from '@redress/platform';
import { DELIVERIES_VIEW } from './delivery-document.js';
import { DeliveryStore } from './delivery-store.js';

const MS_PER_SECOND = 1_000;

/** Shows operators whether deliveries to other systems are made when they are due, and how many were given up. */
@Injectable()
export class DeliveryMetrics {
  constructor(
    private readonly store: DeliveryStore,
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    metrics: Metrics,
  ) {
    const { name } = DELIVERIES_VIEW;
    metrics.gauge(
      'redress_webhook_oldest_due_seconds',
      'For how long the oldest delivery to another system has been due; 0 when none is.',
      'view',
      () => [this.oldestDue().then((seconds) => [name, seconds] as const)],
    );
    metrics.gauge(
      'redress_webhook_dead_letters',
      'Deliveries to other systems that failed permanently and were neither sent again nor discarded.',
      'view',
      () => [this.deadLetters().then((count) => [name, count] as const)],
    );
  }

  private async oldestDue(): Promise<number> {
    const [oldest] = await this.store.due(1);
    if (oldest === undefined) return 0;
    return (Date.parse(this.clock.now()) - Date.parse(oldest.deliveries.dueAt)) / MS_PER_SECOND;
  }

  private async deadLetters(): Promise<number> {
    const { rows } = await this.readStore.aggregate(DELIVERIES_VIEW.name, {
      where: [{ field: 'deadCount', is: 'from', value: 1 }],
      groupBy: [],
      measures: ['deadCount'],
    });
    return rows[0]?.measures['deadCount']?.sum ?? 0;
  }
}
