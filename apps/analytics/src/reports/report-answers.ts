import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Asking, epochMsOf, type Instant, instantOf } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import { READ_STORE } from '@redress/platform';
import { type BacklogAnswer, BacklogOverTime } from '../figures/backlog.js';
import { CompareCohorts, type Cohorts } from '../figures/cohorts.js';
import { ChartMeasure, type ControlChart } from '../figures/control-chart.js';
import { type Distribution, SpreadOfTimes } from '../figures/distribution.js';
import { type Figure, figureOf, type Measured, type MeasureName, measures, shareOf } from '../figures/measure.js';
import { type Pareto, RankComplaints } from '../figures/pareto.js';
import { type DayRules, periodAt, type Span } from '../figures/periods.js';
import { talliesFor } from '../figures/facts-for.js';
import { filtersOf, type FiguresQuestion } from '../figures/question.js';
import { CountRemedies, type Remedies } from '../figures/remedies.js';
import { EMPTY_CELL, withShare } from '../figures/series.js';
import { hiddenCells } from '../figures/small-cells.js';
import { type AnswerStanding, FiguresStanding } from '../figures/standing.js';
import { MeasureOverTime, type Timeseries } from '../figures/timeseries.js';
import type { ReportDefinition, ReportPanel } from './report.js';

/**
 * For whom the figures of every report are: somebody who may see figures and no complaint. A mailbox is read by others than the recipient,
 * so small cells are left out whoever scheduled it, and nothing of a confidential complaint is in it.
 */
export const REPORT_READER: Asking = { id: 'scheduled-report', roles: ['analyst'] };

/** Periods that a course shows: of fewer, none can be seen, and a control chart has no limits worth drawing. */
const COURSE_PERIODS = 12;
const COURSES: ReadonlySet<ReportPanel['kind']> = new Set(['timeseries', 'control-chart', 'cohorts']);

/** All measures of the complaints of a time, or one of them. */
export interface Summed extends AnswerStanding {
  readonly figures: readonly (Figure & { readonly measure: MeasureName })[];
}

/** What a panel shows, in numbers. */
export type PanelAnswer = { readonly panel: Readonly<ReportPanel> } & (
  | { readonly kind: 'summary'; readonly answer: Summed }
  | { readonly kind: 'timeseries'; readonly answer: Timeseries }
  | { readonly kind: 'control-chart'; readonly answer: ControlChart }
  | { readonly kind: 'pareto'; readonly answer: Pareto }
  | { readonly kind: 'backlog'; readonly answer: BacklogAnswer }
  | { readonly kind: 'distribution'; readonly answer: Distribution }
  | { readonly kind: 'cohorts'; readonly answer: Cohorts }
  | { readonly kind: 'remedies'; readonly answer: Remedies }
);

/** Asks for the figures of a report as its routes would answer them. */
@Injectable()
export class ReportAnswers {
  constructor(
    private readonly queries: QueryBus,
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws the `Problem`s of the routes, such as `too-many-complaints`. */
  async of(definition: ReportDefinition, period: Required<Span>): Promise<readonly PanelAnswer[]> {
    const answers: PanelAnswer[] = [];
    // One after another, so that a report takes no more of the store at once than one reader does.
    for (const panel of definition.panels) answers.push(await this.answer(panel, definition, period));
    return answers;
  }

  private async answer(
    panel: Readonly<ReportPanel>,
    definition: ReportDefinition,
    period: Required<Span>,
  ): Promise<PanelAnswer> {
    const { kind, bucket, measure = 'received' } = panel;
    const question = questionOf(panel, definition, period);
    switch (kind) {
      case 'summary':
        return { panel, kind, answer: await this.summed(question, measures) };
      case 'figure':
        return { panel, kind: 'summary', answer: await this.summed(question, [measure]) };
      case 'timeseries':
        return {
          panel,
          kind,
          answer: await this.queries.execute(new MeasureOverTime(question, measured(measure), bucket)),
        };
      case 'control-chart':
        return {
          panel,
          kind,
          answer: await this.queries.execute(new ChartMeasure(question, measured(measure), bucket)),
        };
      case 'pareto':
        return { panel, kind, answer: await this.queries.execute(new RankComplaints(question, panel.by ?? 'product')) };
      case 'backlog':
        return { panel, kind, answer: await this.queries.execute(new BacklogOverTime(question, bucket)) };
      case 'distribution': {
        const timed = { duration: panel.duration ?? 'toDecision' } as const;
        return { panel, kind, answer: await this.queries.execute(new SpreadOfTimes(question, timed)) };
      }
      case 'cohorts': {
        const cohorts = new CompareCohorts(question, panel.milestone, undefined, bucket);
        return { panel, kind, answer: await this.queries.execute(cohorts) };
      }
      case 'remedies':
        return { panel, kind, answer: await this.queries.execute(new CountRemedies(question)) };
    }
  }

  private async summed(question: FiguresQuestion, wanted: readonly MeasureName[]): Promise<Summed> {
    const standing = await this.standing.now();
    const cells = wanted.map((measure) => ({ measure, line: shareOf(measured(measure)), cell: EMPTY_CELL }));
    const read = cells.flatMap(({ line }) => line.reads);
    for await (const { fact, count } of talliesFor(this.readStore, question, read, standing.asOf)) {
      for (const one of cells) {
        const share = one.line.of(fact, standing.asOf);
        if (share !== undefined) one.cell = withShare(one.cell, share, count);
      }
    }
    const figures = cells.map(({ measure, cell }) => ({
      measure,
      ...figureOf(measure, cell, hiddenCells([cell.complaints], question.reader).size > 0),
    }));
    return { ...standing, figures };
  }
}

function questionOf(
  { kind, periods = COURSES.has(kind) ? COURSE_PERIODS : 1 }: Readonly<ReportPanel>,
  definition: ReportDefinition,
  { from, before }: Required<Span>,
): FiguresQuestion {
  const days = daysOfReport(definition);
  let begins = from;
  for (let earlier = 1; earlier < periods; earlier += 1)
    begins = periodAt(definition.period, justBefore(begins), days).from;
  return { span: { from: begins, before }, days, filters: filtersOf(definition.filters), reader: REPORT_READER };
}

/** By whose days a report counts. */
function daysOfReport({ timeZone, calendar, weekStart }: ReportDefinition): DayRules {
  return { timeZone, calendar, weekStart };
}

function justBefore(instant: Instant): Instant {
  return instantOf(epochMsOf(instant) - 1);
}

/** The decision's clock is the one that every complaint has; others are named by their policies alone. */
function measured(measure: MeasureName): Measured {
  return { measure, ...(measure === 'clockInTime' && { clock: 'decision' }) };
}
