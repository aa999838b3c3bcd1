import { describe, expect, it } from '@jest/globals';
import { InvalidQueryError, type AggregateQuery } from '@redress/eventing';
import { view, type ReadStoreBench } from './read-store-harness.js';

const cases = {
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
      await bench.insert(cases);
      const days = { count: 4, sum: 11.5, min: -2, max: 10 };
      expect(await rows({ measures: ['days'] })).toEqual([{ group: [], count: 5, measures: { days } }]);
    });

    it('answers one row of zeros for nothing', async () => {
      const days = { count: 0, sum: 0, min: null, max: null };
      expect(await rows({ measures: ['days'] })).toEqual([{ group: [], count: 0, measures: { days } }]);
      expect(await rows({ groupBy: ['status'] })).toEqual([]);
    });

    it('groups by one field, in its order, those without it first', async () => {
      await bench.insert(cases);
      const counts = (await rows({ groupBy: ['status'] })).map(({ group, count }) => [...group, count]);
      expect(counts).toEqual([
        [null, 1],
        ['assessed', 1],
        ['received', 3],
      ]);
    });

    it('groups by two fields and measures within', async () => {
      await bench.insert(cases);
      const found = await rows({ groupBy: ['status', 'urgent'], measures: ['days'] });
      expect(found.map(({ group }) => group)).toEqual([
        [null, true],
        ['assessed', false],
        ['received', false],
        ['received', true],
      ]);
      expect(found[2]).toMatchObject({ count: 2, measures: { days: { count: 1, sum: 0.5, min: 0.5, max: 0.5 } } });
    });

    it('counts only what the conditions hold for', async () => {
      await bench.insert(cases);
      const found = await rows({ where: [{ field: 'days', is: 'from', value: 0 }], groupBy: ['status'] });
      expect(found.map(({ group, count }) => [...group, count])).toEqual([
        ['assessed', 1],
        ['received', 2],
      ]);
    });

    it('says which checkpoint its figures stand for', async () => {
      await bench.insert(cases);
      await bench.commit([], 42n);
      const { position } = await bench.store.aggregate(view, { where: [], groupBy: [], measures: [] });
      expect(position).toBe(42n);
    });

    it('has up to 20 measures and 50 conditions', async () => {
      await bench.insert(cases);
      const where = Array.from({ length: 50 }, () => ({ field: 'days', is: 'from', value: -100 }) as const);
      const measures = Array.from({ length: 20 }, () => 'days');
      expect(await rows({ where, measures })).toEqual(await rows({ where: where.slice(0, 1), measures: ['days'] }));
      await expect(rows({ measures: [...measures, 'days'] })).rejects.toBeInstanceOf(InvalidQueryError);
      await expect(rows({ where: [...where, ...where.slice(0, 1)] })).rejects.toBeInstanceOf(InvalidQueryError);
    });

    it.each<Partial<AggregateQuery> & { what: string }>([
      { what: 'by an undeclared field', groupBy: ['secret'] },
      { what: 'by three fields', groupBy: ['status', 'urgent', 'dueAt'] },
      { what: 'over an undeclared measure', measures: ['secret'] },
      { what: 'under an undeclared condition', where: [{ field: 'secret', is: 'equal', value: 1 }] },
    ])('refuses to aggregate $what', async (query) => {
      await expect(rows(query)).rejects.toBeInstanceOf(InvalidQueryError);
    });
  });
}
