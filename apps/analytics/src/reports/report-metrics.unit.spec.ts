import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@redress/domain';
import { Metrics } from '@redress/platform';
import { ReportMetrics } from './report-metrics.js';
import { askedFor, paused, type ReportState, taken } from './report-state.js';
import type { Reports } from './reports.js';
import type { Schedule } from './schedule.js';

const DUE: Instant = '2026-11-11T08:00:00.000Z';
const SCHEDULE: Schedule = {
  period: 'day',
  hour: 8,
  days: { timeZone: 'UTC', calendar: 'gregory', weekStart: 'monday' },
};
const PERIOD = { label: '2026-11-10', from: '2026-11-10T00:00:00.000Z', before: '2026-11-11T00:00:00.000Z' } as const;
const STATE: ReportState = {
  owner: 'anna',
  revision: 0,
  changedAt: '2026-11-10T09:00:00.000Z',
  definition: {
    name: 'Daily',
    panels: [{ kind: 'summary' }],
    filters: {},
    period: 'day',
    calendar: 'gregory',
    weekStart: 'monday',
    timeZone: 'UTC',
    hour: 8,
    workingDaysOf: null,
    languages: ['en'],
    recipients: [{ kind: 'person', name: 'anna' }],
    paused: false,
  },
  next: { period: PERIOD, dueAt: DUE },
  sentUpTo: null,
  running: null,
  history: [],
};

/** How the metrics stand at an instant, while these are the reports. */
async function told(now: Instant, ...states: readonly ReportState[]): Promise<string> {
  const metrics = new Metrics();
  const all = new Map(states.map((state, place) => [String(place), state]));
  new ReportMetrics({ store: { all: async () => all } } as unknown as Reports, { now: () => now }, metrics);
  return (await metrics.registry.getSingleMetricAsString('redress_report_oldest_due_seconds')).split('\n').at(-1) ?? '';
}
const oldest = (seconds: number): string => `redress_report_oldest_due_seconds{view="reports"} ${seconds}`;

describe('Metrics of reports', () => {
  it('are zero while none is due', async () => {
    expect(await told(DUE)).toBe(oldest(0));
    expect(await told('2026-11-11T07:59:00.000Z', STATE, { ...STATE, next: null })).toBe(oldest(0));
  });

  it('tell for how long the oldest one has been due, also while it waits to be tried again', async () => {
    const step = { schedule: SCHEDULE, by: 'a', id: 'one', now: '2026-11-11T08:01:00.000Z' } as const;
    const running = taken(STATE, step)!;
    const waiting = paused(running, { ...step, now: '2026-11-11T08:02:00.000Z' }, 'one', 'mail-server-unreachable')!;
    expect(await told('2026-11-11T08:03:00.000Z', STATE, waiting)).toBe(oldest(180));
    expect(await told('2026-11-11T08:03:00.000Z', waiting, { ...STATE, next: null })).toBe(oldest(180));
  });

  it('count what somebody asks for from when it was asked for', async () => {
    const asked = askedFor(
      { ...STATE, next: null },
      { schedule: SCHEDULE, id: 'one', now: '2026-11-20T12:00:00.000Z' },
      'anna',
    );
    expect(await told('2026-11-20T12:00:05.000Z', asked)).toBe(oldest(5));
  });

  it('start their counter at zero for every way a delivery can end', async () => {
    const metrics = new Metrics();
    const reports = { store: { all: async () => new Map() } } as unknown as Reports;
    new ReportMetrics(reports, { now: () => DUE }, metrics).count('failed');
    const lines = (await metrics.registry.getSingleMetricAsString('redress_report_deliveries_total')).split('\n');
    expect(lines.slice(2)).toEqual([
      'redress_report_deliveries_total{outcome="sent"} 0',
      'redress_report_deliveries_total{outcome="failed"} 1',
      'redress_report_deliveries_total{outcome="refused"} 0',
      'redress_report_deliveries_total{outcome="uncertain"} 0',
    ]);
  });
});
