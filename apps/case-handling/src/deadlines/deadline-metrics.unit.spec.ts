import { beforeEach, describe, expect, it } from '@jest/globals';
import { LOG_START, type Instant } from '@redress/eventing';
import { Metrics } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { DeadlineMetrics } from './deadline-metrics.js';
import { deadlinesProjection } from './deadlines.projection.js';

const VIEW = deadlinesProjection.view;

let now: Instant;
let readStore: MemoryReadStore;
let metrics: Metrics;
beforeEach(async () => {
  now = '2026-11-02T09:00:00.000Z';
  readStore = new MemoryReadStore();
  await readStore.define(VIEW);
  metrics = new Metrics();
  new DeadlineMetrics(readStore, { now: () => now }, metrics);
});

const told = async (): Promise<string | undefined> =>
  (await metrics.registry.getSingleMetricAsString('redress_deadline_oldest_overdue_seconds')).split('\n').at(-1);
const firing = async (...instants: readonly string[]) => {
  const changes = instants.map((firesAt, at) => ({
    id: `complaint-${at}`,
    expected: 'none' as const,
    revision: 0,
    body: { firesAt },
  }));
  await readStore.commit(VIEW.name, { generation: 1, changes, park: [], unpark: [], position: LOG_START });
};

describe('The metric of deadlines', () => {
  it('is zero while none has passed', async () => {
    await firing('2026-11-02T09:00:01.000Z');
    expect(await told()).toBe('redress_deadline_oldest_overdue_seconds{view="deadlines"} 0');
  });

  it('tells for how long the oldest has passed without being recorded', async () => {
    await firing('2026-11-02T08:59:00.000Z', '2026-11-02T08:58:00.000Z', '2026-11-03T08:00:00.000Z');
    expect(await told()).toBe('redress_deadline_oldest_overdue_seconds{view="deadlines"} 120');
  });
});
