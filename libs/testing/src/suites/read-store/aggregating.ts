import { describe, expect, it } from '@jest/globals';
import { type AggregateQuery, type Comparison, GROUPS_ANSWERED_MAX, InvalidQueryError } from '@redress/eventing';
import { type ReadStoreBench, view } from './read-store-harness.js';

const casesToCount = {
  A: { status: 'received', urgent: true, days: 3 },
  B: { status: 'assessed', urgent: false, days: 10 },
  C: { status: 'received', urgent: false, days: 0.5 },
  D: { status: 'received', urgent: false },
  E: { urgent: true, days: -2 },
};

export function aggregatingContract(bench: ReadStoreBench): void {
  const rows = async (query: Partial<AggregateQuery>) =>
    (await bench.store.aggregate(view, { where: [], groupBy: [], measures: [], ...query })).rows;

  describe('aggregating', () => {
    it('counts and measures everything in one row', async () => {
      await bench.insert(casesToCount);
      const measures = { days: { count: 4, sum: 11.5 } };
      const extremes = { days: { min: -2, max: 10 } };
      expect(await rows({ measures: ['days'] })).toEqual([{ group: [], count: 5, measures, extremes: {} }]);
      expect(await rows({ measures: ['days'], extremes: ['days'] })).toEqual([
        { group: [], count: 5, measures, extremes },
      ]);
    });

    it('answers one row of zeros for nothing', async () => {
      const none = { measures: { days: { count: 0, sum: 0 } }, extremes: { days: { min: null, max: null } } };
      expect(await rows({ measures: ['days'], extremes: ['days'] })).toEqual([{ group: [], count: 0, ...none }]);
      expect(await rows({ groupBy: ['status'] })).toEqual([]);
    });

    it('groups by one field, in its order, those without it first', async () => {
      await bench.insert(casesToCount);
      const counts = (await rows({ groupBy: ['status'] })).map(({ group, count }) => [...group, count]);
      expect(counts).toEqual([
        [null, 1],
        ['assessed', 1],
        ['received', 3],
      ]);
    });

    it('groups by three fields, in the order of each', async () => {
      await bench.insert(casesToCount);
      const found = await rows({ groupBy: ['urgent', 'status', 'days'] });
      expect(found.map(({ group, count }) => [...group, count])).toEqual([
        [false, 'assessed', 10, 1],
        [false, 'received', null, 1],
        [false, 'received', 0.5, 1],
        [true, null, -2, 1],
        [true, 'received', 3, 1],
      ]);
    });

    it('groups by two fields and measures within', async () => {
      await bench.insert(casesToCount);
      const found = await rows({ groupBy: ['status', 'urgent'], measures: ['days'], extremes: ['days'] });
      expect(found.map(({ group }) => group)).toEqual([
        [null, true],
        ['assessed', false],
        ['received', false],
        ['received', true],
      ]);
      expect(found[2]).toMatchObject({
        count: 2,
        measures: { days: { count: 1, sum: 0.5 } },
        extremes: { days: { min: 0.5, max: 0.5 } },
      });
    });

    it('groups by whether a value comes before another, those without it first', async () => {
      await bench.insert({
        A: { status: 'received', dueAt: '2026-11-04' },
        B: { status: 'received', dueAt: '2026-11-05' },
        C: { status: 'received' },
        D: { status: 'assessed', dueAt: '2026-11-04' },
        E: { status: 'received', dueAt: '2026-11-03', days: -1 },
      });
      const due = { field: 'dueAt', before: '2026-11-05' };
      const found = await rows({ where: [{ field: 'status', is: 'in', values: ['received'] }], groupBy: [due] });
      expect(found.map(({ group, count }) => [...group, count])).toEqual([
        [null, 1],
        [false, 1],
        [true, 2],
      ]);
      const both = await rows({ groupBy: ['status', due, { field: 'days', before: 0 }], measures: ['days'] });
      expect(both.map(({ group, count, measures }) => [...group, count, measures['days']?.sum])).toEqual([
        ['assessed', true, null, 1, 0],
        ['received', null, null, 1, 0],
        ['received', false, null, 1, 0],
        ['received', true, null, 1, 0],
        ['received', true, true, 1, -1],
      ]);
    });

    it('answers at most 10,000 groups', async () => {
      const inserted = Array.from(
        { length: GROUPS_ANSWERED_MAX + 1 },
        (_, days) => [`case-${days}`, { days }] as const,
      );
      for (let from = 0; from < inserted.length; from += 2_000)
        await bench.insert(Object.fromEntries(inserted.slice(from, from + 2_000)));
      const found = await rows({ groupBy: ['days'] });
      expect(found).toHaveLength(GROUPS_ANSWERED_MAX);
      expect(found.at(-1)?.group).toEqual([GROUPS_ANSWERED_MAX - 1]);
    });

    it('counts only what the conditions hold for', async () => {
      await bench.insert(casesToCount);
      const found = await rows({ where: [{ field: 'days', is: 'from', value: 0 }], groupBy: ['status'] });
      expect(found.map(({ group, count }) => [...group, count])).toEqual([
        ['assessed', 1],
        ['received', 2],
      ]);
    });

    it('counts only what at least one of the alternatives holds for', async () => {
      await bench.insert(casesToCount);
      const any: readonly Comparison[] = [
        { field: 'days', is: 'from', value: 10 },
        { field: 'status', is: 'in', values: ['assessed'], orNone: true },
      ];
      const counts = async (query: Partial<AggregateQuery>) =>
        (await rows({ any, groupBy: ['status'], ...query })).map(({ group, count }) => [...group, count]);
      expect(await counts({})).toEqual([
        [null, 1],
        ['assessed', 1],
      ]);
      expect(await counts({ where: [{ field: 'urgent', is: 'equal', value: false }] })).toEqual([['assessed', 1]]);
      expect(await counts({ any: [] })).toEqual([]);
    });

    it('says which checkpoint its figures stand for', async () => {
      await bench.insert(casesToCount);
      await bench.commit([], 42n);
      const { position } = await bench.store.aggregate(view, { where: [], groupBy: [], measures: [] });
      expect(position).toBe(42n);
    });

    it('has up to 20 measures and 50 conditions', async () => {
      await bench.insert(casesToCount);
      const where = Array.from({ length: 50 }, () => ({ field: 'days', is: 'from', value: -100 }) as const);
      const measures = Array.from({ length: 20 }, () => 'days');
      expect(await rows({ where, measures })).toEqual(await rows({ where: where.slice(0, 1), measures: ['days'] }));
      await expect(rows({ measures: [...measures, 'days'] })).rejects.toBeInstanceOf(InvalidQueryError);
      await expect(rows({ where: [...where, ...where.slice(0, 1)] })).rejects.toBeInstanceOf(InvalidQueryError);
      await expect(rows({ where, any: where.slice(0, 1) })).rejects.toBeInstanceOf(InvalidQueryError);
    });

    it.each<Partial<AggregateQuery> & { what: string }>([
      { what: 'by an undeclared field', groupBy: ['secret'] },
      { what: 'by nine keys', groupBy: Array.from({ length: 9 }, () => 'status') },
      { what: 'by what is before a value of another type', groupBy: [{ field: 'dueAt', before: 1 }] },
      { what: 'by what an undeclared field is before', groupBy: [{ field: 'secret', before: 1 }] },
      { what: 'with extremes of what it does not measure', measures: [], extremes: ['days'] },
      { what: 'over an undeclared measure', measures: ['secret'] },
      { what: 'under an undeclared condition', where: [{ field: 'secret', is: 'equal', value: 1 }] },
      { what: 'under an undeclared alternative', any: [{ field: 'secret', is: 'equal', value: 1 }] },
    ])('refuses to aggregate $what', async (query) => {
      await expect(rows(query)).rejects.toBeInstanceOf(InvalidQueryError);
    });
  });
}
