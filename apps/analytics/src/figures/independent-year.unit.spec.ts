import { beforeAll, describe, expect, it } from '@jest/globals';
import type { MemoryReadStore } from '@redress/testing';
import { parse } from 'csv-parse/sync';
import { buffer } from 'node:stream/consumers';
import { ExportFacts, ExportFactsHandler } from '../export/export.js';
import { question, standingOf } from '../facts/facts.fixture.spec.js';
import { SummarizeComplaints, SummarizeComplaintsHandler } from '../summary/summary.js';
import { BacklogOverTime, BacklogOverTimeHandler } from './backlog.js';
import { CompareCohorts, CompareCohortsHandler } from './cohorts.js';
import { ChartMeasure, ChartMeasureHandler } from './control-chart.js';
import { SpreadOfTimes, SpreadOfTimesHandler } from './distribution.js';
import { END_OF_YEAR, liveYear } from './lived-year.mother.spec.js';
import { measures, type MeasureName } from './measure.js';
import { RankComplaints, RankComplaintsHandler, type Ranking } from './pareto.js';
import { periodCalendars, periodUnits, type PeriodCalendar, type PeriodUnit } from './periods.js';
import { CountRemedies, CountRemediesHandler } from './remedies.js';
import { MeasureOverTime, MeasureOverTimeHandler } from './timeseries.js';

// Figures computed a second time, from the exported table alone, by code that shares nothing with the service: other formulas over the
// columns, other calendars (those of Intl), counting again for every cell. Whatever both have wrong is not found, but no cell differs.

/** A row of the table, as a spreadsheet would read it. */
type Row = Readonly<Record<string, string>>;

const TIME_ZONE = 'Asia/Tehran';
const HOUR_MS = 3_600_000;

let store: MemoryReadStore;
let table: readonly Row[];
beforeAll(async () => {
  store = await liveYear(160, 20_260_101);
  const { content } = await new ExportFactsHandler(store, standing()).execute(new ExportFacts(question(), 'csv'));
  table = parse((await buffer(content)).toString(), { bom: true, columns: true });
}, 60_000);

const standing = () => standingOf(store, END_OF_YEAR);
const inTehran = (calendar: PeriodCalendar) =>
  question({ days: { timeZone: TIME_ZONE, calendar, weekStart: 'monday' }, span: { before: END_OF_YEAR } });

const parts = new Map(
  periodCalendars.map((calendar) => {
    const options = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      timeZone: TIME_ZONE,
      numberingSystem: 'latn',
    } as const;
    return [calendar, new Intl.DateTimeFormat('en-US', { ...options, calendar })] as const;
  }),
);

/** The period of an instant, by the calendars of Intl. */
function periodOf(at: string, unit: PeriodUnit, calendar: PeriodCalendar): string {
  const found = parts.get(calendar)!.formatToParts(new Date(at));
  const part = (type: string) => found.find((one) => one.type === type)!.value.padStart(2, '0');
  const [year, month, day] = [part('year'), part('month'), part('day')];
  switch (unit) {
    case 'year':
      return year;
    case 'quarter':
      return `${year}-Q${Math.floor((Number(month) - 1) / 3) + 1}`;
    case 'month':
      return `${year}-${month}`;
    case 'day':
      return `${year}-${month}-${day}`;
    case 'week':
      return weekOf(at);
  }
}

/** ISO 8601, 3.1.1.23: the week that has the Thursday. */
function weekOf(at: string): string {
  const date = new Date(`${periodOf(at, 'day', 'gregory')}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const days = (date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / (24 * HOUR_MS);
  return `${date.getUTCFullYear()}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

const cell = (row: Row, column: string): string => row[column] ?? '';
const list = <Entry>(row: Row, column: string): readonly Entry[] => JSON.parse(cell(row, column)) as Entry[];
const isPast = (instant: string | null): boolean =>
  instant !== null && instant !== '' && Date.parse(instant) < Date.parse(END_OF_YEAR);

interface Clock {
  readonly name: string;
  readonly state: string;
  readonly dueAt: string | null;
  readonly grossHours: number | null;
  readonly netHours: number | null;
}
interface Status {
  readonly status: string;
  readonly since: string;
}
interface Remedy {
  readonly kind: string;
  readonly source: string;
  readonly value: string | null;
  readonly currency: string | null;
  readonly delivered: number;
}
const OVER = ['closed', 'withdrawn', 'referred', 'merged'];
const isOver = ({ status }: Status): boolean => status !== 'merged' && OVER.includes(status);

/** Whether a row counts, and in which population, one function of each: how the page of measures says it. */
const byMeasure: {
  readonly [name in MeasureName]: readonly [population: (row: Row) => number, counted: (row: Row) => number];
} = {
  received: [() => 1, () => 1],
  clockInTime: [
    (row) => {
      const ended = list<Clock>(row, 'clocks').filter(({ state }) => ['met', 'missed'].includes(state));
      const late = list<Clock>(row, 'clocks').filter(({ state, dueAt }) => state === 'running' && isPast(dueAt));
      return ended.length + late.length;
    },
    (row) => list<Clock>(row, 'clocks').filter(({ state }) => state === 'met').length,
  ],
  acknowledgedInTime: [
    (row) => Number(cell(row, 'acknowledgementInTime') !== '' || isPast(cell(row, 'acknowledgementDueAt'))),
    (row) => Number(cell(row, 'acknowledgementInTime') === '1'),
  ],
  decidedInTime: [
    (row) => Number(cell(row, 'decisionInTime') !== '' || isPast(cell(row, 'decisionDueAt'))),
    (row) => Number(cell(row, 'decisionInTime') === '1'),
  ],
  overdue: [
    (row) => Number(cell(row, 'open')),
    (row) =>
      Number(
        cell(row, 'open') === '1' &&
          list<Clock>(row, 'clocks').some(({ state, dueAt }) => state === 'running' && isPast(dueAt)),
      ),
  ],
  open: [() => 1, (row) => Number(!OVER.includes(cell(row, 'status')))],
  upheld: [
    (row) => Number(cell(row, 'finalDecision') !== ''),
    (row) => Number(['upheld', 'partly-upheld'].includes(cell(row, 'finalDecision'))),
  ],
  accepted: [
    (row) => Number(cell(row, 'finalDecision') !== ''),
    (row) => Number(cell(row, 'finalDecision') !== '' && cell(row, 'accepted') === '1'),
  ],
  disputed: [(row) => Number(cell(row, 'finalDecision') !== ''), (row) => Number(cell(row, 'disputed') === '1')],
  resolvedEarly: [() => 1, (row) => Number(cell(row, 'resolvedEarly'))],
  reopened: [
    (row) => Number(list<Status>(row, 'course').some(({ status }) => OVER.includes(status))),
    (row) => Number(cell(row, 'reopened') === '1'),
  ],
  rated: [(row) => Number(list<Status>(row, 'course').some(isOver)), (row) => Number(cell(row, 'satisfaction') !== '')],
  satisfied: [(row) => Number(cell(row, 'satisfaction') !== ''), (row) => Number(cell(row, 'satisfaction') >= '4')],
  appealed: [(row) => Number(cell(row, 'finalDecision') !== ''), (row) => Number(Number(cell(row, 'appeals')) > 0)],
  overturned: [(row) => Number(cell(row, 'appealsDecided')), (row) => Number(cell(row, 'appealsOverturned'))],
  referred: [() => 1, (row) => Number(cell(row, 'referred'))],
  awarded: [(row) => Number(cell(row, 'referred')), (row) => Number(cell(row, 'awarded'))],
  repeated: [() => 1, (row) => Number(cell(row, 'followUp') === '1' || cell(row, 'duplicate') === '1')],
};

const sumOver = (rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
const productOf = (row: Row): string | null => cell(row, 'product') || null;

describe('A year of complaints, computed once more from its export', () => {
  it('has complaints of every kind that the figures tell apart', () => {
    expect(table.length).toBeGreaterThan(140);
    for (const column of ['disputed', 'reopened', 'referred', 'awarded', 'merged', 'open', 'accepted', 'safety'])
      expect([column, new Set(table.map((row) => Number(cell(row, column)))).size]).toEqual([column, 2]);
    const untold = measures.filter((measure) => sumOver(table, byMeasure[measure][0]) === 0);
    // Nobody appeals under the basic policy.
    expect(untold).toEqual(['overturned']);
  });

  // Weeks are those of ISO 8601 in the Gregorian calendar alone.
  const bySeries = periodCalendars.flatMap((calendar) =>
    periodUnits.filter((unit) => unit !== 'week' || calendar === 'gregory').map((unit) => [unit, calendar] as const),
  );
  it.each(bySeries)(
    'has the same series by %s of the calendar %s, for each measure and product',
    async (unit, calendar) => {
      const periods = new Map(table.map((row) => [row, periodOf(cell(row, 'receivedAt'), unit, calendar)]));
      for (const measure of measures) {
        for (const groupBy of [[], ['product']] as const) {
          const query = new MeasureOverTime(inTehran(calendar), { measure }, unit, groupBy);
          const { series } = await new MeasureOverTimeHandler(store, standing()).execute(query);
          const [population, counted] = byMeasure[measure];
          let told = 0;
          for (const { group, points } of series) {
            const rows = table.filter((row) => groupBy.length === 0 || productOf(row) === group['product']);
            const byPeriod = Map.groupBy(rows, (row) => periods.get(row)!);
            const expected = points.map(({ period }) => {
              const within = byPeriod.get(period) ?? [];
              return [period, sumOver(within, counted), measure === 'received' ? null : sumOver(within, population)];
            });
            expect(points.map(({ period, numerator, denominator }) => [period, numerator, denominator])).toEqual(
              expected,
            );
            told += points.reduce((sum, { numerator }) => sum + numerator!, 0);
          }
          expect([measure, told]).toEqual([measure, sumOver(table, counted)]);
        }
      }
    },
  );

  it.each<[Ranking]>([['rootCause'], ['product'], ['finalDecision'], ['team'], ['severity'], ['status']])(
    'has the same ranking by %s',
    async (by) => {
      const { items, without, denominator } = await new RankComplaintsHandler(store, standing()).execute(
        new RankComplaints(question(), by),
      );
      const counts = Map.groupBy(table, (row) => cell(row, by));
      expect([without, denominator]).toEqual([
        counts.get('')?.length ?? 0,
        table.length - (counts.get('')?.length ?? 0),
      ]);
      counts.delete('');
      const sorted = [...counts]
        .map(([value, rows]) => [value, rows.length] as const)
        .sort(([, one], [, other]) => other - one);
      expect(items.map(({ numerator }) => numerator)).toEqual(sorted.map(([, count]) => count));
      expect(new Map(items.map(({ value, numerator }) => [value, numerator]))).toEqual(new Map(sorted));
      expect(items.at(-1)!.cumulatedShare).toBeCloseTo(1, 10);
    },
  );

  it('has the same backlog on every day', async () => {
    const span = { from: '2025-12-31T20:30:00.000Z', before: END_OF_YEAR } as const;
    const asked = { ...inTehran('persian'), span };
    const { points } = await new BacklogOverTimeHandler(store, standing()).execute(new BacklogOverTime(asked));
    expect(points).toHaveLength(366);
    const ever = table.map((row) =>
      list<Status>(row, 'course').map(({ status, since }) => ({
        isOver: OVER.includes(status),
        since: Date.parse(since),
      })),
    );
    for (const { period, at, numerator, denominator } of points) {
      const then = Date.parse(at);
      const last = ever.map((course) => course.filter(({ since }) => since <= then).at(-1));
      const known = last.filter((status) => status !== undefined);
      expect([period, numerator, denominator]).toEqual([
        period,
        known.filter(({ isOver }) => !isOver).length,
        known.length,
      ]);
      expect(period).toBe(periodOf(at, 'day', 'persian'));
    }
    expect(points.reduce((sum, { reopened }) => sum + reopened!, 0)).toBeGreaterThan(0);
  });

  it.each([
    ['toDecision', (row: Row) => (cell(row, 'hoursToDecision') === '' ? [] : [Number(cell(row, 'hoursToDecision'))])],
    ['clockNet', (row: Row) => list<Clock>(row, 'clocks').flatMap(({ netHours }) => netHours ?? [])],
    [
      'inProposed',
      (row: Row) =>
        list<Status>(row, 'course').flatMap(({ status, since }, index, all) =>
          status === 'response-proposed' && index + 1 < all.length
            ? [(Date.parse(all[index + 1]!.since) - Date.parse(since)) / HOUR_MS]
            : [],
        ),
    ],
    [
      'openFor',
      (row: Row) =>
        cell(row, 'open') === '1' ? [(Date.parse(END_OF_YEAR) - Date.parse(cell(row, 'receivedAt'))) / HOUR_MS] : [],
    ],
  ] as const)('has the same times %s by product', async (duration, of) => {
    const edges = [10, 100, 1_000];
    const query = new SpreadOfTimes(question(), { duration }, edges, ['product']);
    const { rows } = await new SpreadOfTimesHandler(store, standing()).execute(query);
    expect(rows.map(({ group }) => group['product'])).toEqual([null, 'card', 'loan', 'کارت']);
    for (const { group, times, numerator, denominator, ...spread } of rows) {
      const its = table.filter((row) => productOf(row) === group['product']);
      const hours = its.flatMap(of).sort((one, other) => one - other);
      expect([times, numerator, denominator]).toEqual([
        hours.length,
        its.filter((row) => of(row).length > 0).length,
        its.length,
      ]);
      const percentile = (share: number): number => {
        const place = share * (hours.length - 1);
        const [below, above] = [hours[Math.floor(place)]!, hours[Math.ceil(place)]!];
        return below * (1 - (place % 1)) + above * (place % 1);
      };
      expect(spread.mean).toBeCloseTo(hours.reduce((sum, one) => sum + one, 0) / hours.length, 8);
      expect(spread.median).toBeCloseTo(percentile(0.5), 8);
      expect(spread.p90).toBeCloseTo(percentile(0.9), 8);
      expect(spread.p95).toBeCloseTo(percentile(0.95), 8);
      expect([spread.min, spread.max]).toEqual([hours[0], hours.at(-1)]);
      const bins = [0, ...edges].map((from, index) => {
        const before = edges[index] ?? Number.POSITIVE_INFINITY;
        return hours.filter((one) => from <= one && one < before).length;
      });
      expect(spread.bins.map(({ count }) => count)).toEqual(bins);
    }
  });

  it.each<[MeasureName]>([['received'], ['upheld'], ['decidedInTime']])(
    'has the same control chart of %s',
    async (measure) => {
      const query = new ChartMeasure(inTehran('gregory'), { measure });
      const { points, centre } = await new ChartMeasureHandler(store, standing()).execute(query);
      const over = points.filter(({ complete, denominator }) => complete && denominator! > 0);
      const [population, counted] = byMeasure[measure];
      const ofMonth = (period: string) =>
        table.filter((row) => periodOf(cell(row, 'receivedAt'), 'month', 'gregory') === period);
      // The first month begins with the first complaint.
      const daysOf = (from: string, before: string) => (Date.parse(before) - Date.parse(from)) / (24 * HOUR_MS);
      const cells = over.map(({ period, from, before }) => {
        const rows = ofMonth(period);
        return [
          sumOver(rows, counted),
          measure === 'received' ? daysOf(from, before) : sumOver(rows, population),
        ] as const;
      });
      expect(over.map(({ numerator, denominator }) => [numerator, denominator])).toEqual(cells);
      const middle = cells.reduce((sum, [count]) => sum + count, 0) / cells.reduce((sum, [, of]) => sum + of, 0);
      expect(centre).toBeCloseTo(middle, 10);
      for (const [index, { value, lower, upper, signals }] of over.entries()) {
        const [count, of] = cells[index]!;
        const deviation = Math.sqrt((measure === 'received' ? middle : middle * (1 - middle)) / of);
        expect(value).toBeCloseTo(count / of, 10);
        expect(upper).toBeCloseTo(
          measure === 'received' ? middle + 3 * deviation : Math.min(1, middle + 3 * deviation),
          10,
        );
        expect(lower).toBeCloseTo(Math.max(0, middle - 3 * deviation), 10);
        expect(signals.includes('one-beyond-three-sigma')).toBe(Math.abs(count / of - middle) > 3 * deviation);
      }
    },
  );

  it('has the same cohorts, each age of those that are as old', async () => {
    const ages = [3, 20, 60, 200];
    const query = new CompareCohorts(inTehran('persian'), 'toDecision', ages);
    const { cohorts } = await new CompareCohortsHandler(store, standing()).execute(query);
    for (const { period, ages: told } of cohorts) {
      const its = table.filter((row) => periodOf(cell(row, 'receivedAt'), 'month', 'persian') === period);
      const expected = ages.map((days) => {
        const old = its.filter(
          (row) => Date.parse(END_OF_YEAR) - Date.parse(cell(row, 'receivedAt')) >= days * 24 * HOUR_MS,
        );
        const within = old.filter(
          (row) => cell(row, 'hoursToDecision') !== '' && Number(cell(row, 'hoursToDecision')) <= days * 24,
        );
        return [period, days, within.length, old.length];
      });
      expect(told.map(({ days, numerator, denominator }) => [period, days, numerator, denominator])).toEqual(expected);
    }
    expect(cohorts.length).toBeGreaterThan(11);
  });

  it('has the same remedies and the same money', async () => {
    const { rows, denominator } = await new CountRemediesHandler(store, standing()).execute(
      new CountRemedies(question()),
    );
    expect(denominator).toBe(table.length);
    const all = table.flatMap((row, place) => list<Remedy>(row, 'remedies').map((remedy) => ({ ...remedy, place })));
    expect(rows.reduce((sum, { remedies }) => sum + remedies, 0)).toBe(all.length);
    for (const { kind, source, currency, numerator, remedies, delivered, value, deliveredValue } of rows) {
      const its = all.filter((one) => one.kind === kind && one.source === source && one.currency === currency);
      const done = its.filter((one) => one.delivered === 1);
      expect([numerator, remedies, delivered]).toEqual([
        new Set(its.map(({ place }) => place)).size,
        its.length,
        done.length,
      ]);
      // In hundredths: no amount of the year has more decimals.
      const cents = (some: readonly Remedy[]) =>
        some.reduce((sum, one) => sum + Math.round(Number(one.value) * 100), 0);
      if (currency === null) expect([value, deliveredValue]).toEqual([null, null]);
      else
        expect([value, deliveredValue].map((sum) => Math.round(Number(sum) * 100))).toEqual([cents(its), cents(done)]);
    }
    expect(new Set(rows.map(({ source, currency }) => `${source} ${currency}`)).size).toBe(4);
  });

  it('has the same summary by month and product', async () => {
    const days = { timeZone: TIME_ZONE, calendar: 'persian', weekStart: 'saturday' } as const;
    const query = new SummarizeComplaints(['month', 'product'], undefined, undefined, question().reader, days);
    const { rows, total } = await new SummarizeComplaintsHandler(store, standing()).execute(query);
    expect(total).toBe(table.length);
    for (const { group, count, decision, decidedInTimeRate, open, timeToDecision } of rows) {
      const its = table.filter(
        (row) =>
          productOf(row) === group['product'] &&
          periodOf(cell(row, 'receivedAt'), 'month', 'persian') === group['month'],
      );
      const [population, counted] = byMeasure.decidedInTime.map((of) => sumOver(its, of)) as [number, number];
      expect([count, open]).toEqual([its.length, sumOver(its, byMeasure.open[1])]);
      expect([decision.met, decision.met + decision.missed + decision.overdue]).toEqual([counted, population]);
      expect(decidedInTimeRate).toEqual(population === 0 ? null : counted / population);
      const hours = its.flatMap((row) =>
        cell(row, 'hoursToDecision') === '' ? [] : [Number(cell(row, 'hoursToDecision'))],
      );
      expect(timeToDecision.maxHours).toEqual(hours.length === 0 ? null : Math.max(...hours));
    }
  });
});
