import { Logger, type Provider } from '@nestjs/common';
import { mailTransport, type MessageTransport, senderLine } from '@redress/outgoing';
import type { EventCodec, EventStore } from '@redress/eventing';
import {
  CONFIG,
  EVENT_CODEC,
  EVENT_STORE,
  type RedressConfig,
  RunningRounds,
  SERVER_SECRETS,
  type ServerSecrets,
  service,
  TIME_SOURCE,
  type TimeSource,
  view,
} from '@redress/platform';
import { DASHBOARDS, Dashboards } from './dashboards/dashboards.js';
import { DashboardsController } from './dashboards/dashboards.controller.js';
import { ExportController, ExportFactsHandler } from './export/export.js';
import { factProjection } from './facts/fact.projection.js';
import { AuditSampleController, DrawSampleHandler } from './figures/audit-sample.js';
import { BacklogController, BacklogOverTimeHandler } from './figures/backlog.js';
import { CohortsController, CompareCohortsHandler } from './figures/cohorts.js';
import { ChartMeasureHandler, ControlChartController } from './figures/control-chart.js';
import { DistributionController, SpreadOfTimesHandler } from './figures/distribution.js';
import { ParetoController, RankComplaintsHandler } from './figures/pareto.js';
import { ClassifyRecurrenceHandler, ListGroupedCasesHandler, RecurrenceController } from './figures/recurrence.js';
import { CountRemediesHandler, RemediesController } from './figures/remedies.js';
import { FACTS_GROUP, FiguresStanding } from './figures/standing.js';
import { MeasureOverTimeHandler, TimeseriesController } from './figures/timeseries.js';
import { ReportAnswers } from './reports/report-answers.js';
import { ReportMetrics } from './reports/report-metrics.js';
import { ReportPress } from './reports/report-press.js';
import { ReportRounds } from './reports/report-rounds.js';
import { REPORTS } from './reports/report-store.js';
import { Reports } from './reports/reports.js';
import { ReportsController } from './reports/reports.controller.js';
import { GroupFiguresReader } from './systemic-problems/group-figures.js';
import { ProblemProposals } from './systemic-problems/proposals.js';
import { SystemicProblems } from './systemic-problems/systemic-problems.js';
import { SystemicProblemsController } from './systemic-problems/systemic-problems.controller.js';
import { SummarizeComplaintsHandler, SummaryController } from './summary/summary.js';

export { ReportStore } from './reports/report-store.js';
export { scheduleSampleReports } from './reports/sample-reports.js';
export { recordSampleProblems } from './systemic-problems/sample-problems.js';

const REPORT_MAIL = Symbol('REPORT_MAIL');

/** Sends the reports that people scheduled. */
const reports: readonly Provider[] = [
  Reports,
  ReportAnswers,
  ReportPress,
  ReportMetrics,
  {
    provide: REPORT_MAIL,
    inject: [CONFIG],
    useFactory: (config: RedressConfig): MessageTransport => {
      const { reportDomains = [] } = config;
      const told = reportDomains.join(', ') || 'staff alone (set REDRESS_REPORT_DOMAINS to allow other addresses)';
      new Logger('reports').log(`Reports may go to: ${told}.`);
      return mailTransport(config);
    },
  },
  {
    provide: Symbol('REPORT_ROUNDS'),
    inject: [Reports, ReportAnswers, FiguresStanding, ReportPress, ReportMetrics, REPORT_MAIL, CONFIG, TIME_SOURCE],
    useFactory: (
      scheduled: Reports,
      answers: ReportAnswers,
      standing: FiguresStanding,
      press: ReportPress,
      metrics: ReportMetrics,
      mail: MessageTransport,
      config: RedressConfig,
      clock: TimeSource,
    ) =>
      new RunningRounds(
        'reports',
        new ReportRounds({
          store: scheduled.store,
          mail,
          recipients: config,
          scheduleOf: (definition) => scheduled.scheduleOf(definition),
          answersOf: (definition, period) => answers.of(definition, period),
          lagEvents: () => standing.lagEvents(),
          print: (document) => press.print(document),
          senderIn: (language) => config.letterhead ?? [senderLine(config.mailFrom, language)],
          count: metrics.count,
          now: () => clock.now(),
        }),
      ),
  },
];

/** Keeps what people decide about groups of complaints. */
const register: readonly Provider[] = [
  GroupFiguresReader,
  ProblemProposals,
  {
    provide: SystemicProblems,
    inject: [EVENT_STORE, EVENT_CODEC, SERVER_SECRETS, TIME_SOURCE],
    useFactory: (store: EventStore, codec: EventCodec, secrets: ServerSecrets, clock: TimeSource) =>
      new SystemicProblems({ store, codec, secrets, now: () => clock.now() }),
  },
];

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
    AuditSampleController,
    ExportController,
    DashboardsController,
    ReportsController,
    SystemicProblemsController,
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
    DrawSampleHandler,
    ExportFactsHandler,
  ],
  keeps: [DASHBOARDS, REPORTS],
  providers: [FiguresStanding, Dashboards, ...reports, ...register],
  groups: [{ group: FACTS_GROUP, follows: [view(factProjection)] }],
});
