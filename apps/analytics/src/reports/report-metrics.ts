import { Inject, Injectable } from '@nestjs/common';
import { epochMsOf } from '@redress/domain';
import { Metrics, TIME_SOURCE, type TimeSource } from '@redress/platform';
import { type DeliveryState, deliveryStates } from './report.js';
import type { ReportState } from './report-state.js';
import { REPORTS } from './report-store.js';
import { Reports } from './reports.js';

const MS_PER_SECOND = 1_000;

/** Shows operators whether scheduled reports are sent when they are due, and whether they reach everybody. */
@Injectable()
export class ReportMetrics {
  /** To be told how each recipient of a sending fared that is over. */
  readonly count: (state: DeliveryState) => void;

  constructor(
    private readonly reports: Reports,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    metrics: Metrics,
  ) {
    this.count = metrics.counter(
      'redress_report_deliveries_total',
      'Recipients of scheduled reports, by how sending to each ended.',
      'outcome',
      deliveryStates.filter((state) => state !== 'waiting' && state !== 'trying'),
    );
    metrics.gauge(
      'redress_report_oldest_due_seconds',
      'For how long the oldest scheduled report that was not sent to everybody yet has been due; 0 when none is.',
      'view',
      () => [this.oldestDue().then((seconds) => [REPORTS.name, seconds] as const)],
    );
  }

  /** Asks every report: when one is looked at again says nothing of when it was due. */
  private async oldestDue(): Promise<number> {
    const now = epochMsOf(this.clock.now());
    const states = [...(await this.reports.store.all()).values()];
    return Math.max(0, ...states.map((state) => now - dueSince(state))) / MS_PER_SECOND;
  }
}

/** Milliseconds since the epoch; infinite for a report that is never due. */
function dueSince({ running, next }: ReportState): number {
  // One that somebody asked for may be about a period that was due long ago.
  const due = running === null ? next?.dueAt : running.askedBy === null ? running.dueAt : running.begunAt;
  return due === undefined ? Infinity : epochMsOf(due);
}
