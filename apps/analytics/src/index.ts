import { service, view } from '@redress/platform';
import { factProjection } from './facts/fact.projection.js';
import { SummarizeComplaintsHandler, SummaryController } from './summary/summary.js';

/** Statistics for analysis and monitoring (clauses 8.2 and 8.4), derived from one fact document per complaint. */
export const analytics = service({
  name: 'analytics',
  routes: [SummaryController],
  queries: [SummarizeComplaintsHandler],
  groups: [{ group: 'analytics', follows: [view(factProjection)] }],
});
