import { describe, expect, it } from '@jest/globals';
import { faultsOfQuery } from './query-names.js';

const known = new Map([
  ['redress_lag', ['group']],
  ['redress_time_bucket', ['route', 'le']],
]);

describe('A query of PromQL', () => {
  it.each([
    'max by (group) (redress_lag) > 5000',
    'sum by (job) (rate(redress_lag{job=~"$job",group!="a b"}[5m])) * 3600',
    'histogram_quantile(0.95, sum by (route, le) (rate(redress_time_bucket[$__rate_interval]))) > 2.5',
    'max by (group) (redress_lag and on (instance, group) redress_lag == 1)',
    'sum by (job) (up{job=~"a|b"}) == 0',
  ])('may ask for what is served: %s', (query) => {
    expect(faultsOfQuery(query, known)).toEqual([]);
  });

  it.each([
    ['sum(redres_lag)', 'no process serves redres_lag'],
    ['redress_lag{groop="a"}', 'redress_lag has no label groop'],
    ['sum by (route) (redress_lag)', 'no metric of the query has the label route'],
    ['avg(redress_lag)', 'no process serves avg'],
    ['redress_lag{job="a",view=~"b"} or redress_time_bucket', 'redress_lag has no label view'],
  ])('is refused for %s', (query, fault) => {
    expect(faultsOfQuery(query, known)).toEqual([fault]);
  });
});
