import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.js';

describe('The metrics of queries', () => {
  const told = async (metrics: Metrics) =>
    (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('redress_read_store'));

  it('are what the store counts now', async () => {
    const metrics = new Metrics();
    const store = { queryLoad: { running: 2, waiting: 5, refused: 1, stopped: 3 } };
    metrics.queriesOf(store);
    expect(await told(metrics)).toEqual([
      'redress_read_store_queries{state="running"} 2',
      'redress_read_store_queries{state="waiting"} 5',
      'redress_read_store_failed_queries_total{outcome="refused"} 1',
      'redress_read_store_failed_queries_total{outcome="stopped"} 3',
    ]);
    store.queryLoad = { running: 0, waiting: 0, refused: 4, stopped: 3 };
    expect(await told(metrics)).toEqual([
      'redress_read_store_queries{state="running"} 0',
      'redress_read_store_queries{state="waiting"} 0',
      'redress_read_store_failed_queries_total{outcome="refused"} 4',
      'redress_read_store_failed_queries_total{outcome="stopped"} 3',
    ]);
  });

  it('are left out where the store does not know', async () => {
    const metrics = new Metrics();
    metrics.queriesOf({});
    expect(await told(metrics)).toEqual([]);
  });
});
