import { describe, expect, it } from '@jest/globals';
import type { GroupFigures } from '@redress/contracts';
import { analyst, at, type Known, standingOf, storeOf, supervisor } from '../facts/facts.fixture.spec.js';
import { USUAL_DAYS } from '../figures/periods.js';
import { figuresFor, GroupFiguresReader } from './group-figures.js';

const card = [{ dimension: 'product', value: 'card' }] as const;

/** One in every month, and seven more in September: a year as the register meets it. */
const year: readonly Known[] = [
  ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map((month) => `${month}-05`),
  ...['03', '07', '11', '15', '19', '23', '27'].map((day) => `09-${day}`),
]
  .sort()
  .map((day) => ({ receivedAt: at(day), product: 'card' }));

async function figuresOf(known: readonly Known[], range: object = {}): Promise<GroupFigures> {
  const store = await storeOf(known);
  return new GroupFiguresReader(store, standingOf(store)).of(card, { span: {}, days: USUAL_DAYS, ...range });
}

describe('The figures that a decision about a group is recorded with', () => {
  it('are those of recurrence, with the span of the recent periods and where the log stood', async () => {
    const { usual, ...figures } = await figuresOf([...year, { receivedAt: at('10-07'), product: 'loan' }]);
    expect(figures).toEqual({
      position: '42',
      complaints: 17,
      kind: 'systemic',
      recent: {
        from: '2026-08-01T00:00:00.000Z',
        before: '2026-11-01T00:00:00.000Z',
        complaints: 10,
        days: 92,
      },
    });
    // Seventeen in the days from the first of them to the end of October.
    expect(usual).toBeCloseTo(17 / 299.6, 3);
  });

  it('leave out what is hidden from somebody, because they are shown to all', async () => {
    const hidden = { receivedAt: at('09-21'), product: 'card', walls: { conflicts: ['henry'] } };
    expect((await figuresOf([...year, hidden])).recent?.complaints).toBe(10);
  });

  it('are zero, and of no kind, where a group has no complaint', async () => {
    expect(await figuresOf([])).toEqual({ position: '42', complaints: 0 });
    const span = { from: at('01-01', '00:00:00.000') };
    expect(await figuresOf([], { span })).toMatchObject({
      complaints: 0,
      usual: 0,
      recent: { complaints: 0, days: 92 },
    });
  });
});

describe('Recorded figures', () => {
  const of = (complaints: number, recently: number): GroupFigures => ({
    position: '42',
    complaints,
    usual: 0.1,
    recent: { from: at('08-01'), before: at('11-01'), complaints: recently, days: 92 },
  });

  it('are shown to a reader of all complaints as they are', () => {
    expect(figuresFor(supervisor, of(4, 1))).toMatchObject({ complaints: 4, usual: 0.1, recent: { complaints: 1 } });
  });

  it('are shown to a reader of figures alone without numbers in which somebody could be recognized', () => {
    expect(figuresFor(analyst, of(9, 4))).toMatchObject({ complaints: 9, usual: 0.1, recent: { complaints: null } });
    expect(figuresFor(analyst, of(4, 0))).toMatchObject({ complaints: null, usual: null, recent: { complaints: 0 } });
  });

  it('are not shown to a reader of some teams only, because they are of all', () => {
    expect(figuresFor({ ...supervisor, teams: ['Cards'] }, of(9, 9))).toBeUndefined();
  });
});
