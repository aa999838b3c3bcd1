import { describe, expect, it } from '@jest/globals';
import { analyst, at, type Known, question, standingOf, storeOf, supervisor } from '../facts/facts.fixture.spec.js';
import { ChartMeasure, ChartMeasureHandler } from './control-chart.js';
import type { FiguresQuestion } from './question.js';
import {
  ClassifyRecurrence,
  ClassifyRecurrenceHandler,
  ListGroupedCases,
  ListGroupedCasesHandler,
} from './recurrence.js';

const DAYS = ['03', '07', '11', '15', '19', '23', '25', '27'];

/** So many complaints in a month of 2026, about one product and of one cause. */
function received(
  month: string,
  count: number,
  product: string,
  rootCause = 'process',
  more: Known = {},
): readonly Known[] {
  return DAYS.slice(0, count).map((day) => ({ ...more, product, rootCause, receivedAt: at(`${month}-${day}`) }));
}

const year: readonly Known[] = [
  ...['01', '02', '03', '04', '05', '06', '07', '08'].flatMap((month) => received(month, 1, 'card')),
  ...received('09', 8, 'card'),
  ...['01', '03', '05', '07', '09'].flatMap((month) => received(month, 1, 'loan')),
  ...received('04', 1, 'mortgage'),
  { receivedAt: at('05-01'), product: 'card' },
  { receivedAt: at('05-01'), rootCause: 'people' },
].sort((one, other) => (one.receivedAt! < other.receivedAt! ? -1 : 1));

async function classified(known: readonly Known[], asked: Partial<FiguresQuestion> = {}, recent?: number) {
  const store = await storeOf(known);
  const query = new ClassifyRecurrence(question(asked), undefined, undefined, recent);
  return new ClassifyRecurrenceHandler(store, standingOf(store)).execute(query);
}

describe('What has the same cause', () => {
  it('is single, recurring, or systemic where it is lately more than its own control chart gives', async () => {
    const { groups, kinds, denominator, recent, position } = await classified(year);
    expect({ position, denominator, recent }).toEqual({
      position: '42',
      denominator: 22,
      recent: ['2026-08', '2026-09', '2026-10'],
    });
    expect(groups.map(({ group, kind, numerator }) => [group['product'], kind, numerator])).toEqual([
      ['card', 'systemic', 16],
      ['loan', 'recurring', 5],
      ['mortgage', 'single', 1],
    ]);
    expect(kinds).toEqual([
      { kind: 'single', groups: 1, numerator: 1 },
      { kind: 'recurring', groups: 1, numerator: 5 },
      { kind: 'systemic', groups: 1, numerator: 16 },
    ]);
    expect(groups[0]).toMatchObject({ denominator: 22, recent: { numerator: 9, denominator: 92, value: 9 / 92 } });
    expect(groups[0]!.excesses).toMatchObject([
      { period: '2026-09', numerator: 8, value: 8 / 30, signals: expect.arrayContaining(['one-beyond-three-sigma']) },
    ]);
    expect(groups[1]!.excesses).toEqual([]);
  });

  it('is above what is usual exactly where the control chart of the group says so', async () => {
    const store = await storeOf(year);
    const { groups } = await classified(year);
    const asked = question({ filters: { product: ['card'], rootCause: ['process'] } });
    const query = new ChartMeasure(asked, { measure: 'received' });
    const { centre, points } = await new ChartMeasureHandler(store, standingOf(store)).execute(query);
    const point = points.find(({ period }) => period === '2026-09')!;
    expect(groups[0]!.usual).toBe(centre);
    expect(groups[0]!.excesses[0]).toMatchObject({ upper: point.upper, value: point.value, signals: point.signals });
  });

  it('is no longer systemic once the excess is not recent, nor with four complaints in a quiet time', async () => {
    const [once] = (await classified(year, {}, 1)).groups;
    expect(once).toMatchObject({ kind: 'recurring', excesses: [], recent: { numerator: 0, denominator: 31 } });
    const few = [...received('01', 1, 'card'), ...received('09', 4, 'card')];
    expect((await classified(few)).groups).toMatchObject([{ kind: 'recurring', numerator: 5 }]);
    const enough = [...received('01', 1, 'card'), ...received('09', 5, 'card')];
    expect((await classified(enough)).groups).toMatchObject([{ kind: 'systemic', numerator: 6 }]);
  });

  it('of fewer than five is not shown to somebody who may see figures alone', async () => {
    const shown = await classified([...year, ...received('10', 4, 'card')], { reader: analyst });
    expect(shown.groups.map(({ group }) => group['product'])).toEqual(['card']);
    expect(shown.suppressedGroups).toBe(2);
    const [lately] = (await classified([...year, ...received('10', 4, 'card')], { reader: analyst }, 1)).groups;
    expect(lately!.recent).toEqual({ numerator: null, denominator: 31, value: null });
  });
});

describe('The cases of a group', () => {
  async function listed(known: readonly Known[], reader = supervisor) {
    const store = await storeOf(known);
    const query = new ListGroupedCases(question({ filters: { product: ['card'], rootCause: ['process'] }, reader }));
    return new ListGroupedCasesHandler(store, standingOf(store)).execute(query);
  }

  it('are its complaints, the latest first, a hundred at most', async () => {
    const { cases, more } = await listed(year);
    expect(cases.map(({ receivedAt }) => receivedAt.slice(5, 7)).join(' ')).toBe(
      `${'09 '.repeat(8)}08 07 06 05 04 03 02 01`,
    );
    expect([cases.at(-1)?.status, more]).toEqual(['received', false]);
    const many = Array.from({ length: 13 }, () => received('09', 8, 'card')).flat();
    const first = await listed(many);
    expect([first.cases.length, first.more]).toEqual([100, true]);
  });

  it('are only those that the reader may open', async () => {
    const known = [
      ...received('09', 2, 'card', 'process', { walls: { conflicts: ['sara'] } }),
      ...received('08', 1, 'card'),
    ];
    expect((await listed(known)).cases.map(({ receivedAt }) => receivedAt)).toEqual([at('08-03')]);
    expect((await listed(known, analyst)).cases).toEqual([]);
  });
});
