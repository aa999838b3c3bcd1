import type { Instant } from '@redress/domain';
import { randomUUID } from 'node:crypto';
import type { ReportDefinition } from './report.js';
import type { ReportStore } from './report-store.js';

const PAUSED = {
  filters: {},
  hour: 8,
  recipients: [{ kind: 'role', name: 'compliance' }],
  paused: true,
} as const satisfies Partial<ReportDefinition>;

/** A report as each language's readers would have it. */
const SAMPLES: readonly ReportDefinition[] = [
  {
    ...PAUSED,
    name: 'Board: monthly figures',
    panels: [
      { kind: 'summary' },
      { kind: 'timeseries', measure: 'decidedInTime' },
      { kind: 'control-chart', measure: 'received' },
      { kind: 'pareto', by: 'rootCause' },
      { kind: 'remedies' },
    ],
    period: 'month',
    calendar: 'gregory',
    weekStart: 'monday',
    timeZone: 'Europe/London',
    workingDaysOf: 'england@1',
    languages: ['en'],
  },
  {
    ...PAUSED,
    name: 'گزارش هفتگی',
    panels: [{ kind: 'summary' }, { kind: 'backlog', bucket: 'day' }, { kind: 'pareto', by: 'product' }],
    period: 'week',
    calendar: 'persian',
    weekStart: 'saturday',
    timeZone: 'Asia/Tehran',
    workingDaysOf: 'iran@1',
    languages: ['fa', 'en'],
  },
];

/** Schedules reports to look at, for somebody who tries the system out: paused, so that nobody is written to. */
export async function scheduleSampleReports(store: ReportStore, owner: string, now: Instant): Promise<void> {
  for (const definition of SAMPLES) {
    const kept = { revision: 0, changedAt: now, next: null, sentUpTo: null, running: null, history: [] };
    await store.add(randomUUID(), { owner, definition, ...kept });
  }
}
