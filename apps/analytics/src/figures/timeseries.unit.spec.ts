import { describe, expect, it } from '@jest/globals';
import {
  type Known,
  NOW,
  analyst,
  at,
  factWith,
  question,
  standingOf,
  storeOf,
  supervisor,
} from '../facts/facts.fixture.spec.js';
import { ChartMeasure, ChartMeasureHandler } from './control-chart.js';
import { figureOf, type Measured } from './measure.js';
import type { PeriodUnit } from './periods.js';
import type { FactDimension, Filters, FiguresQuestion } from './question.js';
import { MeasureOverTime, MeasureOverTimeHandler } from './timeseries.js';

interface Asked extends Partial<FiguresQuestion> {
  readonly measured?: Measured;
  readonly bucket?: PeriodUnit;
  readonly groupBy?: readonly FactDimension[];
  readonly compareFrom?: string;
}

async function series(
  known: readonly Known[],
  { measured = { measure: 'received' }, bucket = 'month', groupBy, compareFrom, ...asked }: Asked = {},
) {
  const store = await storeOf(known);
  const query = new MeasureOverTime(question(asked), measured, bucket, groupBy, compareFrom);
  return new MeasureOverTimeHandler(store, standingOf(store)).execute(query);
}

const received = (day: string, fact: Known = {}): Known => ({ ...fact, receivedAt: at(day, '12:00:00.000') });
const year = { span: { from: '2026-01-01T00:00:00.000Z', before: '2026-07-01T00:00:00.000Z' } } as const;

describe('A time series', () => {
  it('has every period from the first complaint until now, the empty ones too, and says what it stands for', async () => {
    const told = await series([received('08-31'), received('11-02'), received('11-03')]);
    expect(told).toMatchObject({ position: '42', asOf: NOW, lagEvents: null, timeZone: 'UTC', calendar: 'gregory' });
    const [{ points }] = told.series as [(typeof told.series)[number]];
    expect(points.map(({ period, value, denominator, complete }) => [period, value, denominator, complete])).toEqual([
      ['2026-08', 1, null, true],
      ['2026-09', 0, null, true],
      ['2026-10', 0, null, true],
      ['2026-11', 2, null, false],
    ]);
  });

  it.each<[PeriodUnit, Partial<FiguresQuestion['days']>, readonly string[]]>([
    ['quarter', {}, ['2026-Q1', '2026-Q2']],
    ['year', {}, ['2026']],
    ['month', { calendar: 'persian' }, ['1404-10', '1404-11', '1404-12', '1405-01', '1405-02', '1405-03', '1405-04']],
    ['quarter', { calendar: 'persian' }, ['1404-Q4', '1405-Q1', '1405-Q2']],
    ['year', { calendar: 'persian' }, ['1404', '1405']],
  ])('by %s follows the calendar %j', async (bucket, days, labels) => {
    const asked = { ...year, bucket, days: { ...question().days, ...days } };
    const {
      series: [only],
    } = await series([], asked);
    expect(only!.points.map(({ period }) => period)).toEqual(labels);
  });

  it('gives numerator and denominator of a share, and no value where nothing can be said', async () => {
    const known = [
      received('01-05', { decisionInTime: 1 }),
      received('01-06', { decisionInTime: 0 }),
      received('01-07', { decisionDueAt: '2026-02-01T00:00:00.000Z' }),
      received('02-07', { decisionDueAt: '2026-12-01T00:00:00.000Z' }),
    ];
    const span = { from: '2026-01-01T00:00:00.000Z', before: '2026-03-01T00:00:00.000Z' } as const;
    const {
      series: [only],
    } = await series(known, { measured: { measure: 'decidedInTime' }, span });
    expect(only!.points).toMatchObject([
      { numerator: 1, denominator: 3, value: 1 / 3 },
      { numerator: 0, denominator: 0, value: null },
    ]);
  });

  it('has one series for each group, filtered as asked', async () => {
    const known = [
      received('01-05', { product: 'card', channel: 'web' }),
      received('01-05', { product: 'loan', channel: 'web', disputed: 1 }),
      received('01-05', { channel: 'web' }),
      received('01-05', { product: 'card', channel: 'phone' }),
    ];
    const groups = async (filters: Filters) =>
      (await series(known, { ...year, groupBy: ['product'], filters })).series.map(({ group, points }) => [
        group['product'],
        points[0]!.value,
      ]);
    expect(await groups({ channel: ['web'] })).toEqual([
      [null, 1],
      ['card', 1],
      ['loan', 1],
    ]);
    expect(await groups({ disputed: true })).toEqual([['loan', 1]]);
    expect(await groups({ disputed: false, product: ['card', 'loan'] })).toEqual([['card', 2]]);
  });

  it('is told beside an earlier time of the same length', async () => {
    const known = ['01-05', '01-06', '02-07', '04-01', '06-30'].map((day) => received(day, { product: 'card' }));
    const span = { from: '2026-04-01T00:00:00.000Z', before: '2026-07-01T00:00:00.000Z' } as const;
    for (const groupBy of [[], ['product']] as const) {
      const {
        series: [only],
      } = await series(known, { span, compareFrom: '2026-01-01', groupBy });
      expect(
        only!.points.map(({ period, value, earlier }) => [period, value, earlier?.period, earlier?.value]),
      ).toEqual([
        ['2026-04', 1, '2026-01', 2],
        ['2026-05', 0, '2026-02', 1],
        ['2026-06', 1, '2026-03', 0],
      ]);
    }
    expect((await series(known, { span })).series[0]!.points[0]!.earlier).toBeNull();
  });

  it('shows somebody who may see figures alone no small cell, and no group by its name alone', async () => {
    const many = Array.from({ length: 6 }, () => received('01-05', { product: 'card' }));
    const known = [
      ...many,
      ...many.map((fact) => received('03-05', fact)),
      received('02-05', { product: 'card' }),
      received('01-05', { product: 'loan' }),
    ];
    const { series: told } = await series(known, { ...year, groupBy: ['product'], reader: analyst });
    expect(told.map(({ group }) => group)).toEqual([{ product: 'card' }]);
    expect(told[0]!.points.map(({ value, suppressed }) => (suppressed ? 'hidden' : value))).toEqual([
      'hidden',
      'hidden',
      6,
      0,
      0,
      0,
    ]);
    expect(figureOf('upheld', { numerator: 1, denominator: 2 }, true)).toEqual({
      numerator: null,
      denominator: null,
      value: null,
      suppressed: true,
    });
  });

  it('goes by the complaints, not by what they add: many runs of one clock can be of one person', async () => {
    const run = { name: 'progress-report', purpose: 'other', state: 'met', startedAt: NOW, dueAt: NOW } as const;
    const clocks = [1, 2, 3, 4, 5, 6].map((number) => ({ ...run, run: number, grossHours: 1, netHours: 1 }));
    const known = [received('01-05', { clocks })];
    const asked = { ...year, measured: { measure: 'clockInTime' } } as const;
    const first = async (reader: FiguresQuestion['reader']) =>
      (await series(known, { ...asked, reader })).series[0]!.points[0];
    expect(await first(analyst)).toMatchObject({ suppressed: true, numerator: null });
    expect(await first(supervisor)).toMatchObject({ suppressed: false, numerator: 6, denominator: 6 });
  });

  it('refuses more periods, groups and figures than one answer holds', async () => {
    const span = { from: '2020-01-01T00:00:00.000Z' } as const;
    await expect(series([], { span, bucket: 'day' })).rejects.toMatchObject({ code: 'too-many-periods' });
    const known = Array.from({ length: 300 }, (_, index) => received('01-05', { product: `p${index}` }));
    const daily = { ...year, bucket: 'day', groupBy: ['product'] } as const;
    await expect(series(known, daily)).rejects.toMatchObject({
      code: 'too-many-groups',
      options: { details: { most: 110 } },
    });
    expect((await series(known, { ...daily, bucket: 'month' })).series).toHaveLength(300);
  });
});

describe('A control chart', () => {
  const chart = async (known: readonly Known[], measured: Measured, asked: Partial<FiguresQuestion> = year) => {
    const store = await storeOf(known);
    return new ChartMeasureHandler(store, standingOf(store)).execute(new ChartMeasure(question(asked), measured));
  };
  const upheld = (day: string, right: number, wrong: number): readonly Known[] =>
    Array.from({ length: right + wrong }, (_, index) =>
      received(day, { finalDecision: index < right ? 'upheld' : 'not-upheld' }),
    );

  it('of a share is a p-chart, whose centre is the share of all', async () => {
    const known = [
      ...upheld('01-05', 2, 38),
      ...upheld('02-05', 2, 38),
      ...upheld('03-05', 20, 20),
      ...upheld('05-05', 4, 36),
    ];
    const { chart: kind, centre, points } = await chart(known, { measure: 'upheld' });
    expect([kind, centre]).toEqual(['p', 28 / 160]);
    expect(points.map(({ period, numerator, denominator }) => [period, numerator, denominator])).toEqual([
      ['2026-01', 2, 40],
      ['2026-02', 2, 40],
      ['2026-03', 20, 40],
      ['2026-04', 0, 0],
      ['2026-05', 4, 40],
      ['2026-06', 0, 0],
    ]);
    expect(points[2]!.signals).toEqual(['one-beyond-three-sigma', 'two-of-three-beyond-two-sigma'].slice(0, 1));
    expect(points[3]).toMatchObject({ value: null, lower: null, upper: null, signals: [] });
  });

  it('of how many were received is a u-chart by days, without the period that is not over', async () => {
    const known = [...Array.from({ length: 31 }, () => received('10-05')), received('11-02')];
    const told = await chart(known, { measure: 'received' }, { span: { from: '2026-10-01T00:00:00.000Z' } });
    expect(told).toMatchObject({ chart: 'u', centre: 1 });
    expect(told.points).toMatchObject([
      { period: '2026-10', complete: true, numerator: 31, denominator: 31, value: 1 },
      { period: '2026-11', complete: false, numerator: 1, lower: null, upper: null, signals: [] },
    ]);
  });

  it('shows somebody who may see figures alone no small period, whose limits would tell its size', async () => {
    const known = [...upheld('01-05', 10, 30), ...upheld('02-05', 1, 1), ...upheld('03-05', 20, 20)];
    const { points } = await chart(known, { measure: 'upheld' }, { ...year, reader: analyst });
    expect(points.slice(0, 3)).toMatchObject([
      { numerator: null, upper: null },
      { numerator: null, denominator: null, value: null, lower: null, upper: null },
      { numerator: 20, denominator: 40 },
    ]);
  });

  it('has no centre without a complaint', async () => {
    expect(await chart([factWith()], { measure: 'upheld' })).toMatchObject({ centre: null });
  });
});
