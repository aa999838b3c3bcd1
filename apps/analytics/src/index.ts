import { service, view } from '@redress/platform';
import { DASHBOARDS, Dashboards } from './dashboards/dashboards.js';
import { DashboardsController } from './dashboards/dashboards.controller.js';
import { ExportController, ExportFactsHandler } from './export/export.js';
import { factProjection } from './facts/fact.projection.js';
import { BacklogController, BacklogOverTimeHandler } from './figures/backlog.js';
import { CohortsController, CompareCohortsHandler } from './figures/cohorts.js';
import { ChartMeasureHandler, ControlChartController } from './figures/control-chart.js';
import { DistributionController, SpreadOfTimesHandler } from './figures/distribution.js';
import { ParetoController, RankComplaintsHandler } from './figures/pareto.js';
import { ClassifyRecurrenceHandler, ListGroupedCasesHandler, RecurrenceController } from './figures/recurrence.js';
import { CountRemediesHandler, RemediesController } from './figures/remedies.js';
import { FACTS_GROUP, FiguresStanding } from './figures/standing.js';
import { MeasureOverTimeHandler, TimeseriesController } from './figures/timeseries.js';
import { SummarizeComplaintsHandler, SummaryController } from './summary/summary.js';

/** Statistics for analysis and monitoring (clauses 8.2 and 8.4), derived from one fact document per complaint. */
export const analytics = service({
  name: 'analytics',
  routes: [
    SummaryController,
    TimeseriesController,
    ParetoController,
    BacklogController,
    DistributionController,
    ControlChartController,
    CohortsController,
    RecurrenceController,
    RemediesController,
    ExportController,
    DashboardsController,
  ],
  queries: [
    SummarizeComplaintsHandler,
    MeasureOverTimeHandler,
    RankComplaintsHandler,
    BacklogOverTimeHandler,
    SpreadOfTimesHandler,
    ChartMeasureHandler,
    CompareCohortsHandler,
    ClassifyRecurrenceHandler,
    ListGroupedCasesHandler,
    CountRemediesHandler,
    ExportFactsHandler,
  ],
  keeps: [DASHBOARDS],
  providers: [FiguresStanding, Dashboards],
  groups: [{ group: FACTS_GROUP, follows: [view(factProjection)] }],
});
