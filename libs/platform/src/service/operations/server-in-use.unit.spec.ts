import { describe, expect, it } from '@jest/globals';
import type { ServerInUse } from '@redress/eventing';
import { Metrics } from './metrics.js';
import { ReadinessChecks } from './health.js';

const SILENT: ServerInUse = { server: 'node-2:2113', silent_ms: 4_500 };

describe('The server in use', () => {
  it('is named in the answer of readiness with its silence, whether or not its check holds', async () => {
    const readiness = new ReadinessChecks();
    readiness.add('event-store', () => Promise.reject(new Error('silent')));
    readiness.addServer('event-store', { inUse: SILENT });
    expect(await readiness.run()).toEqual({
      ready: false,
      checks: { 'event-store': 'not-ready' },
      servers: { 'event-store': SILENT },
    });
  });

  it('is left out where none is told', async () => {
    const readiness = new ReadinessChecks();
    readiness.addServer('event-store', {});
    expect(await readiness.run()).toEqual({ ready: true, checks: {} });
  });

  it('has its silence in seconds among the metrics, and a server that was left is gone from them', async () => {
    const metrics = new Metrics();
    const store: { inUse: ServerInUse | undefined } = { inUse: SILENT };
    metrics.serverInUse('event_store', store);
    const told = async () =>
      (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('redress_event_store_server'));
    expect(await told()).toEqual(['redress_event_store_server_silent_seconds{server="node-2:2113"} 4.5']);
    store.inUse = { server: 'node-1:2113', silent_ms: 0 };
    expect(await told()).toEqual(['redress_event_store_server_silent_seconds{server="node-1:2113"} 0']);
    store.inUse = undefined;
    expect(await told()).toEqual([]);
  });
});
