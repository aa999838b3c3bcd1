import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemoryReadStore } from '@redress/testing';
import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { ExportFacts, exportFormats, ExportFactsHandler, type ExportFormat } from '../export/export.js';
import { question, standingOf } from '../facts/facts.fixture.spec.js';
import { SummarizeComplaints, SummarizeComplaintsHandler } from '../summary/summary.js';
import { BacklogOverTime, BacklogOverTimeHandler } from './backlog.js';
import { CompareCohorts, CompareCohortsHandler, milestones } from './cohorts.js';
import { ChartMeasure, ChartMeasureHandler } from './control-chart.js';
import { SpreadOfTimes, SpreadOfTimesHandler } from './distribution.js';
import { durationNames } from './durations.js';
import { generatedYear, YEAR_END } from './generated-year.mother.spec.js';
import { measures } from './measure.js';
import { RankComplaints, RankComplaintsHandler } from './pareto.js';
import { periodCalendars, periodUnits, type PeriodCalendar } from './periods.js';
import { factDimensions } from './question.js';
import { ClassifyRecurrence, ClassifyRecurrenceHandler } from './recurrence.js';
import { CountRemedies, CountRemediesHandler } from './remedies.js';
import { MeasureOverTime, MeasureOverTimeHandler } from './timeseries.js';

const ROOT = join(import.meta.dirname, '../../../..');
const TIME_ZONE = 'Asia/Tehran';

/** A Python with the packages of tools/figures/requirements.txt. */
const python = [process.env['REDRESS_TEST_PYTHON'], join(ROOT, '.cache/figures/bin/python')].find(
  (path) => path !== undefined && existsSync(path),
);

type Cell = number | string | null | readonly string[];
/** Figures by their names, as tools/figures prints them. */
type Figures = Readonly<Record<string, readonly Cell[]>>;

/** How far two sums of the same numbers may be apart, relative to them: the last digits depend on the order in which they were added up. */
const APART_MAX = 1e-9;

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return isDeepStrictEqual(one, other);
  return Math.abs(one - other) <= APART_MAX * Math.max(Math.abs(one), Math.abs(other));
}

/** Names and cells of the figures in which two computations differ, or that one of them lacks. */
function differing(found: Figures, expected: Figures) {
  const names = new Set([...Object.keys(found), ...Object.keys(expected)]);
  return [...names].flatMap((name) => {
    const [own, other] = [found[name] ?? [], expected[name] ?? []];
    const isAlike = own.length === other.length && own.every((cell, place) => isSame(cell, other[place]));
    return isAlike ? [] : [{ name, found: own, expected: other }];
  });
}

const nameOf = (...parts: readonly (string | number | null | undefined)[]) => parts.map((part) => part ?? '').join(' ');
/** `0.50` as `0.5`. */
const decimal = (sum: string | null) => (sum?.includes('.') ? sum.replace(/\.?0+$/, '') : sum);

/** Everything that the API answers about a year. */
class AnsweredYear {
  private readonly found: [string, readonly Cell[]][] = [];
  private readonly standing;

  constructor(private readonly store: MemoryReadStore) {
    this.standing = standingOf(store, YEAR_END);
  }

  async figures(): Promise<Figures> {
    for (const calendar of periodCalendars) {
      await this.series(calendar);
      await this.summary(calendar);
      await this.cohorts(calendar);
      await this.backlog(calendar);
    }
    await this.rankings();
    await this.distributions();
    await this.charts();
    await this.recurrences();
    await this.remedies();
    return Object.fromEntries(this.found);
  }

  private add(name: string, cells: readonly Cell[]): void {
    this.found.push([name, cells]);
  }

  private asked(calendar: PeriodCalendar) {
    return question({ days: { timeZone: TIME_ZONE, calendar, weekStart: 'monday' }, span: { before: YEAR_END } });
  }

  private async series(calendar: PeriodCalendar): Promise<void> {
    const handler = new MeasureOverTimeHandler(this.store, this.standing);
    // Weeks are those of ISO 8601, in the Gregorian calendar alone.
    for (const unit of periodUnits.filter((one) => one !== 'week' || calendar === 'gregory')) {
      for (const measure of measures) {
        for (const groupBy of [[], ['product']] as const) {
          const { series } = await handler.execute(
            new MeasureOverTime(this.asked(calendar), { measure }, unit, groupBy),
          );
          for (const { group, points } of series) {
            const product = groupBy.length === 0 ? '*' : group['product'];
            for (const { period, numerator, denominator } of points) {
              const of = measure === 'received' ? numerator : denominator;
              if (of !== 0) this.add(nameOf('series', measure, calendar, unit, period, product), [numerator, of]);
            }
          }
        }
      }
    }
  }

  private async summary(calendar: PeriodCalendar): Promise<void> {
    const { days, reader } = this.asked(calendar);
    const query = new SummarizeComplaints(['month', 'product'], undefined, undefined, reader, days);
    const { rows } = await new SummarizeComplaintsHandler(this.store, this.standing).execute(query);
    for (const row of rows) {
      const { count, open, merged, anonymous, accepted, disputed, reopened, acknowledgement, decision } = row;
      const times = [row.timeToAcknowledgement, row.timeToDecision, row.timeToClosure];
      this.add(nameOf('summary', calendar, 'month', String(row.group['month']), textOf(row.group['product'])), [
        ...[count, open, merged, anonymous, accepted, disputed, reopened],
        ...[acknowledgement.met, acknowledgement.missed, acknowledgement.overdue, row.acknowledgedInTimeRate],
        ...[decision.met, decision.missed, decision.overdue, row.decidedInTimeRate, row.declaredTimelyRate],
        ...times.flatMap(({ meanHours, minHours, maxHours }) => [meanHours, minHours, maxHours]),
      ]);
    }
  }

  private async cohorts(calendar: PeriodCalendar): Promise<void> {
    for (const milestone of milestones) {
      const query = new CompareCohorts(this.asked(calendar), milestone);
      const { cohorts } = await new CompareCohortsHandler(this.store, this.standing).execute(query);
      for (const { period, ages } of cohorts)
        for (const { days, numerator, denominator } of ages)
          if (denominator !== 0)
            this.add(nameOf('cohorts', milestone, calendar, days, period), [numerator, denominator]);
    }
  }

  private async backlog(calendar: PeriodCalendar): Promise<void> {
    const asked = { ...this.asked(calendar), span: { from: '2024-12-31T20:30:00.000Z' } as const };
    const { points } = await new BacklogOverTimeHandler(this.store, this.standing).execute(new BacklogOverTime(asked));
    for (const { period, numerator, denominator, received, reopened, ended } of points)
      if (denominator !== 0)
        this.add(nameOf('backlog', calendar, 'day', period), [numerator, denominator, received, reopened, ended]);
  }

  private async rankings(): Promise<void> {
    for (const by of factDimensions) {
      const query = new RankComplaints(question(), by, 100);
      const { items, without } = await new RankComplaintsHandler(this.store, this.standing).execute(query);
      for (const { value, numerator, denominator, share, cumulatedShare } of items)
        this.add(nameOf('pareto', by, value), [numerator, denominator, share, cumulatedShare]);
      this.add(nameOf('pareto-without', by), [without]);
    }
  }

  private async distributions(): Promise<void> {
    for (const duration of durationNames) {
      const query = new SpreadOfTimes(question(), { duration }, undefined, ['product']);
      const { rows } = await new SpreadOfTimesHandler(this.store, this.standing).execute(query);
      for (const { group, times, numerator, denominator, ...spread } of rows) {
        const { mean, median, p90, p95, min, max, bins } = spread;
        this.add(nameOf('distribution', duration, group['product']), [
          ...[times, numerator, denominator, mean, median, p90, p95, min, max],
          JSON.stringify(bins.map(({ count }) => count)),
        ]);
      }
    }
  }

  private async charts(): Promise<void> {
    const span = { from: '2024-12-31T20:30:00.000Z', before: YEAR_END } as const;
    for (const measure of measures) {
      const query = new ChartMeasure({ ...this.asked('gregory'), span }, { measure });
      const { points } = await new ChartMeasureHandler(this.store, this.standing).execute(query);
      for (const { period, numerator, denominator, value, lower, upper, signals } of points)
        if (denominator !== 0)
          this.add(nameOf('chart', measure, period), [numerator, denominator, value, lower, upper, signals.join()]);
    }
  }

  private async recurrences(): Promise<void> {
    const span = { from: '2024-12-31T20:30:00.000Z', before: YEAR_END } as const;
    for (const by of [['rootCause', 'product'], ['product'], ['organizationUnit', 'issue']] as const) {
      const query = new ClassifyRecurrence({ ...this.asked('gregory'), span }, by);
      const { groups } = await new ClassifyRecurrenceHandler(this.store, this.standing).execute(query);
      for (const { group, kind, numerator, denominator, recent, usual, excesses } of groups)
        this.add(nameOf('recurrence', by.join('+'), ...by.map((dimension) => group[dimension])), [
          ...[kind, numerator, denominator, recent.numerator, recent.denominator, usual],
          excesses.map(({ period }) => period).join(),
        ]);
    }
  }

  private async remedies(): Promise<void> {
    const { rows } = await new CountRemediesHandler(this.store, this.standing).execute(new CountRemedies(question()));
    for (const { kind, source, currency, numerator, remedies, delivered, value, deliveredValue } of rows)
      this.add(nameOf('remedies', kind, source, currency), [
        ...[numerator, remedies, delivered, decimal(value), decimal(deliveredValue)],
      ]);
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const suite = python === undefined ? describe.skip : describe;

// What is computed here shares nothing with the service but the page that says what each figure means.
suite('A generated year, computed again by DuckDB and pandas (REDRESS_TEST_PYTHON, or what .ci/run installs)', () => {
  let folder: string;
  let answered: Figures;

  beforeAll(async () => {
    const store = await generatedYear(400, 2_025);
    folder = mkdtempSync(join(tmpdir(), 'redress-figures-'));
    const exporting = new ExportFactsHandler(store, standingOf(store, YEAR_END));
    for (const format of exportFormats) {
      const { content } = await exporting.execute(new ExportFacts(question(), format));
      await pipeline(content, createWriteStream(fileOf(format)));
    }
    answered = await new AnsweredYear(store).figures();
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const fileOf = (format: ExportFormat) => join(folder, `facts.${format}`);

  function computed(program: string, format: ExportFormat): Figures {
    const script = join(ROOT, 'tools/figures', program);
    const options = { encoding: 'utf8', maxBuffer: 256 * 1_024 * 1_024 } as const;
    const printed = execFileSync(python!, [script, fileOf(format), YEAR_END, TIME_ZONE], options);
    return JSON.parse(printed) as Figures;
  }

  it('has something in each measure, in both languages', () => {
    const told = (measure: string) =>
      Object.entries(answered).some(([name, [counted]]) => name.startsWith(`series ${measure} `) && counted !== 0);
    expect(measures.filter((measure) => !told(measure))).toEqual([]);
    expect([answered['pareto language en']?.[0], answered['pareto language fa']?.[0]]).not.toContain(undefined);
  });

  it.each(exportFormats)('has the same figures by DuckDB, from %s', (format) => {
    const found = Object.entries(computed('by_duckdb.py', format)).map(([name, cells]) => {
      // Bins and signals are lists.
      const told = cells.map((cell) => (Array.isArray(cell) ? listed(name, cell) : cell));
      return [name, told] as const;
    });
    expect(found.length).toBeGreaterThan(1_000);
    expect(differing(Object.fromEntries(found), answered)).toEqual([]);
  });

  it.each(exportFormats)('has the same figures by pandas, from %s, where it computes them', (format) => {
    const found = computed('by_pandas.py', format);
    const names = Object.keys(found);
    const kinds = ['series', 'pareto', 'pareto-without', 'distribution', 'remedies'];
    expect([...new Set(names.map((name) => name.split(' ')[0]))]).toEqual(kinds);
    // It leaves out the bins, the last of a distribution's cells.
    const expected = names.map((name) => [name, answered[name]?.slice(0, found[name]!.length) ?? []] as const);
    expect(differing(found, Object.fromEntries(expected))).toEqual([]);
  });
});

function listed(name: string, list: readonly unknown[]): string {
  return name.startsWith('chart') ? list.join() : JSON.stringify(list);
}
