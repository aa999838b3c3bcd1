import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '@redress/eventing';
import { Metrics } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { deliveriesId, type Deliveries, noDeliveries, withEvent } from './delivery-document.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { DeliveryStore } from './delivery-store.js';

const STREAM = 'complaint-7K3M9QXD41PD';
const LETTER = {
  type: 'ComplaintClosed',
  failure: 'status-500',
  attempts: 10,
  at: '2026-11-02T09:00:00.000Z',
} as const;

let now: Instant;
let store: DeliveryStore;
let metrics: Metrics;
beforeEach(async () => {
  now = '2026-11-02T09:00:00.000Z';
  const readStore = new MemoryReadStore();
  store = new DeliveryStore(readStore, () => now);
  await store.start();
  metrics = new Metrics();
  new DeliveryMetrics(store, readStore, { now: () => now }, metrics);
});

const told = async (name: string): Promise<string | undefined> =>
  (await metrics.registry.getSingleMetricAsString(`redress_webhook_${name}`)).split('\n').at(-1);
const put = (subscription: string, change: (none: Deliveries) => Deliveries) =>
  store.change(deliveriesId(subscription, STREAM), (current) =>
    current === undefined ? change(noDeliveries(subscription, STREAM)) : undefined,
  );

describe('Metrics of deliveries', () => {
  it('are zero while nothing waits and nothing failed', async () => {
    expect(await told('oldest_due_seconds')).toBe('redress_webhook_oldest_due_seconds{view="webhook-deliveries"} 0');
    expect(await told('dead_letters')).toBe('redress_webhook_dead_letters{view="webhook-deliveries"} 0');
  });

  it('tell for how long the oldest one has been due', async () => {
    await put('crm', (none) => withEvent(none, 0, '2026-11-02T09:00:00.000Z'));
    await put('ledger', (none) => withEvent(none, 0, '2026-11-02T09:01:00.000Z'));
    now = '2026-11-02T09:01:30.000Z';
    expect(await told('oldest_due_seconds')).toBe('redress_webhook_oldest_due_seconds{view="webhook-deliveries"} 90');
  });

  it('count every delivery that failed permanently', async () => {
    const dead = (...revisions: readonly number[]) => revisions.map((revision) => ({ ...LETTER, revision }));
    await put('crm', (none) => ({ ...none, dead: dead(0, 2), deadCount: 2 }));
    await put('ledger', (none) => ({ ...none, dead: dead(0), deadCount: 1 }));
    expect(await told('dead_letters')).toBe('redress_webhook_dead_letters{view="webhook-deliveries"} 3');
  });
});
