import { Inject, Injectable } from '@nestjs/common';
import type { ReadStore } from '@redress/eventing';
import { Metrics, READ_STORE, TIME_SOURCE, type TimeSource } from '@redress/platform';
import { deadlinesProjection } from './deadlines.projection.js';

const MS_PER_SECOND = 1_000;

/** Shows operators whether deadlines are recorded when they pass, by the one that has waited longest. */
@Injectable()
export class DeadlineMetrics {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    metrics: Metrics,
  ) {
    const { name } = deadlinesProjection.view;
    metrics.gauge(
      'redress_deadline_oldest_overdue_seconds',
      'For how long the oldest deadline has passed without being recorded; 0 when none has.',
      'view',
      () => [this.oldestOverdue(name).then((seconds) => [name, seconds] as const)],
    );
  }

  private async oldestOverdue(view: string): Promise<number> {
    const now = this.clock.now();
    const { documents } = await this.readStore.find(view, {
      where: [{ field: 'firesAt', is: 'before', value: now }],
      sort: { field: 'firesAt', direction: 'ascending' },
      limit: 1,
    });
    const firesAt = documents[0]?.body['firesAt'];
    return typeof firesAt === 'string' ? (Date.parse(now) - Date.parse(firesAt)) / MS_PER_SECOND : 0;
  }
}
