import { describe, expect, it } from '@jest/globals';
import type { Asking } from '@redress/domain';
import { analyst, question, standingOf, storeOf, supervisor, type Known } from '../facts/facts.fixture.spec.js';
import { RankComplaints, RankComplaintsHandler, type Ranking } from './pareto.js';

async function ranked(
  known: readonly Known[],
  by: Ranking,
  { top, reader = supervisor }: { top?: number; reader?: Asking } = {},
) {
  const store = await storeOf(known);
  return new RankComplaintsHandler(store, standingOf(store)).execute(new RankComplaints(question({ reader }), by, top));
}

const caused = (rootCause: string, count: number): readonly Known[] =>
  Array.from({ length: count }, () => ({ rootCause }));

describe('A Pareto ranking', () => {
  it('has the most frequent first, with their shares, and says how many have no value', async () => {
    const known = [...caused('b', 1), ...caused('a', 1), ...caused('c', 2), {}, {}];
    expect(await ranked(known, 'rootCause', { top: 2 })).toMatchObject({
      position: '42',
      by: 'rootCause',
      denominator: 4,
      without: 2,
      items: [
        { value: 'c', numerator: 2, denominator: 4, share: 0.5, cumulatedShare: 0.5 },
        { value: 'a', numerator: 1, denominator: 4, share: 0.25, cumulatedShare: 0.75 },
      ],
      other: { values: 1, numerator: 1, share: 0.25 },
    });
  });

  it('of nothing is empty', async () => {
    const nothing = { denominator: 0, without: 1, items: [], other: { values: 0, numerator: 0, share: null } };
    expect(await ranked([{}], 'product')).toMatchObject(nothing);
  });

  it('tells somebody who may see figures alone few complaints only together with others', async () => {
    const known = [...caused('a', 9), ...caused('b', 6), ...caused('c', 1), {}];
    const told = await ranked(known, 'rootCause', { reader: analyst });
    expect(told).toMatchObject({ without: null, other: { values: 2, numerator: 7 } });
    expect(told.items.map(({ value }) => value)).toEqual(['a']);
    expect(await ranked(caused('c', 3), 'rootCause', { reader: analyst })).toMatchObject({
      items: [],
      other: { values: 1, numerator: null, share: null },
    });
  });

  it('by who has them is for those who see the queue', async () => {
    const known = [{ handler: 'hana' }, { handler: 'hana' }, { team: 'Cards' }];
    expect((await ranked(known, 'handler')).items).toMatchObject([{ value: 'hana', numerator: 2 }]);
    await expect(ranked(known, 'handler', { reader: analyst })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await ranked(known, 'team')).toMatchObject({ without: 2, items: [{ value: 'Cards' }] });
  });

  it('refuses more values than one answer is made of', async () => {
    const known = Array.from({ length: 1_001 }, (_, index) => ({ product: `p${index}` }));
    await expect(ranked(known, 'product')).rejects.toMatchObject({ code: 'too-many-groups' });
    expect((await ranked(known.slice(1), 'product')).denominator).toBe(1_000);
  });
});
