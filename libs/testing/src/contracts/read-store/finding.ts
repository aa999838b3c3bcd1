import { describe, expect, it } from '@jest/globals';
import { InvalidQueryError, type Comparison, type FindQuery } from '@redress/eventing';
import { byDueDate, view, type ReadStoreBench } from './read-store-harness.js';

const cases = {
  A: { status: 'received', dueAt: '2026-11-05', urgent: true, days: 3, handler: { team: 'cards' } },
  B: { status: 'assessed', dueAt: '2026-11-02', urgent: false, days: 10, handler: { team: 'loans' } },
  C: { status: 'received', dueAt: '2026-11-09', urgent: false, days: -1.5 },
  D: { status: 'it\'s 50%_"done"', urgent: null, handler: { team: null } },
  E: { status: 'receding', dueAt: '2026-11-02', days: 3, handler: { team: 'cards' } },
};

export function findingContract(bench: ReadStoreBench): void {
  const sort = (field: string, direction: 'ascending' | 'descending') => ({ sort: { field, direction } });

  describe('finding', () => {
    it.each<{ what: string; where: readonly Comparison[]; found: readonly string[] }>([
      { what: 'text', where: [{ field: 'status', is: 'equal', value: 'received' }], found: ['A', 'C'] },
      {
        what: 'text with quotes and wildcards',
        where: [{ field: 'status', is: 'equal', value: 'it\'s 50%_"done"' }],
        found: ['D'],
      },
      { what: 'text by its case', where: [{ field: 'status', is: 'equal', value: 'RECEIVED' }], found: [] },
      { what: 'numbers', where: [{ field: 'days', is: 'equal', value: -1.5 }], found: ['C'] },
      { what: 'yes', where: [{ field: 'urgent', is: 'equal', value: true }], found: ['A'] },
      { what: 'no', where: [{ field: 'urgent', is: 'equal', value: false }], found: ['B', 'C'] },
      { what: 'what is absent or null', where: [{ field: 'urgent', is: 'equal', value: null }], found: ['D', 'E'] },
      { what: 'inner fields', where: [{ field: 'handler.team', is: 'equal', value: 'cards' }], found: ['A', 'E'] },
      { what: 'absent inner fields', where: [{ field: 'handler.team', is: 'equal', value: null }], found: ['C', 'D'] },
      {
        what: 'one of several',
        where: [{ field: 'status', is: 'in', values: ['assessed', 'receding', 'x'] }],
        found: ['B', 'E'],
      },
      { what: 'one of several numbers', where: [{ field: 'days', is: 'in', values: [3, 10] }], found: ['A', 'B', 'E'] },
      { what: 'one of none', where: [{ field: 'status', is: 'in', values: [] }], found: [] },
      { what: 'at or after', where: [{ field: 'dueAt', is: 'from', value: '2026-11-05' }], found: ['A', 'C'] },
      { what: 'strictly before', where: [{ field: 'dueAt', is: 'before', value: '2026-11-05' }], found: ['B', 'E'] },
      { what: 'numbers as numbers', where: [{ field: 'days', is: 'from', value: 4 }], found: ['B'] },
      { what: 'a beginning', where: [{ field: 'status', is: 'starts-with', value: 'rece' }], found: ['A', 'C', 'E'] },
      {
        what: 'a beginning with a wildcard in it',
        where: [{ field: 'status', is: 'starts-with', value: "it's 50%_" }],
        found: ['D'],
      },
      { what: 'no wildcard', where: [{ field: 'status', is: 'starts-with', value: 'rec%' }], found: [] },
      {
        what: 'a range',
        where: [
          { field: 'days', is: 'from', value: 3 },
          { field: 'days', is: 'before', value: 10 },
        ],
        found: ['A', 'E'],
      },
    ])('finds $what', async ({ where, found }) => {
      await bench.insert(cases);
      expect([...(await bench.find({ where }))].sort()).toEqual(found);
    });

    it('wants at least one of the alternatives besides all conditions', async () => {
      await bench.insert(cases);
      const any: readonly Comparison[] = [
        { field: 'days', is: 'equal', value: 3 },
        { field: 'handler.team', is: 'equal', value: 'loans' },
      ];
      expect(await bench.find({ any, ...sort('status', 'ascending') })).toEqual(['B', 'A', 'E'].sort(byStatus));
      const where: readonly Comparison[] = [{ field: 'status', is: 'equal', value: 'received' }];
      expect(await bench.find({ where, any })).toEqual(['A']);
    });

    it('sorts either way, breaks ties by id in the same direction, and puts what lacks the field last', async () => {
      await bench.insert(cases);
      expect(await bench.find(sort('dueAt', 'ascending'))).toEqual(['B', 'E', 'A', 'C', 'D']);
      expect(await bench.find(sort('dueAt', 'descending'))).toEqual(['C', 'A', 'E', 'B', 'D']);
      expect(await bench.find(sort('days', 'ascending'))).toEqual(['C', 'A', 'E', 'B', 'D']);
      expect(await bench.find(sort('days', 'descending'))).toEqual(['B', 'E', 'A', 'C', 'D']);
    });

    it('follows changes of a document', async () => {
      await bench.insert(cases);
      await bench.commit([{ id: 'A', expected: 0, revision: 1, body: { status: 'closed' } }]);
      expect(await bench.find({ where: [{ field: 'status', is: 'equal', value: 'received' }] })).toEqual(['C']);
      expect(await bench.find({ where: [{ field: 'status', is: 'equal', value: 'closed' }] })).toEqual(['A']);
    });

    it.each<{ what: string; where?: readonly Comparison[]; by?: string; limit?: number; cursor?: string }>([
      { what: 'an undeclared field in a condition', where: [{ field: 'secret', is: 'equal', value: 'x' }] },
      { what: 'an undeclared field to sort by', by: 'secret' },
      { what: 'a field that is no name', where: [{ field: "status') OR 1=1 --", is: 'equal', value: 'x' }] },
      { what: 'a name that every object has', by: 'constructor' },
      { what: 'no documents', limit: 0 },
      { what: 'more than 200 documents', limit: 201 },
      { what: 'part of a document', limit: 1.5 },
      { what: 'a page behind a made-up cursor', cursor: 'made-up' },
      { what: 'a page behind an empty cursor', cursor: '' },
    ])('refuses to find by, or to answer, $what', async ({ where = [], by = 'dueAt', limit = 50, cursor }) => {
      await bench.insert(cases);
      const query = { where, limit, ...sort(by, 'ascending'), ...(cursor === undefined ? {} : { cursor }) };
      await expect(bench.store.find(view, query)).rejects.toBeInstanceOf(InvalidQueryError);
    });

    describe('has a limit on the size of a query', () => {
      const values = (count: number) => Array.from({ length: count }, (_, index) => `status-${index}`);
      const isReceived: Comparison = { field: 'status', is: 'equal', value: 'received' };
      const comparisons = (count: number) => Array.from({ length: count }, () => isReceived);

      it.each<{ what: string; within: Partial<FindQuery>; beyond: Partial<FindQuery> }>([
        {
          what: '1,000 values to compare with',
          within: { where: [{ field: 'status', is: 'in', values: ['received', ...values(999)] }] },
          beyond: { where: [{ field: 'status', is: 'in', values: ['received', ...values(1_000)] }] },
        },
        { what: '50 comparisons', within: { where: comparisons(50) }, beyond: { where: comparisons(51) } },
        {
          what: '50 comparisons, alternatives included',
          within: { where: comparisons(20), any: comparisons(30) },
          beyond: { where: comparisons(20), any: comparisons(31) },
        },
        { what: 'a page of 200', within: { where: [isReceived], limit: 200 }, beyond: { limit: 201 } },
      ])('$what', async ({ within, beyond }) => {
        await bench.insert(cases);
        expect([...(await bench.find(within))].sort()).toEqual(['A', 'C']);
        await expect(bench.find(beyond)).rejects.toBeInstanceOf(InvalidQueryError);
      });

      it('1,000 documents by id', async () => {
        await bench.insert(cases);
        const ids = ['A', ...values(1_000)];
        expect([...(await bench.store.getMany(view, ids.slice(0, -1))).keys()]).toEqual(['A']);
        await expect(bench.store.getMany(view, ids)).rejects.toBeInstanceOf(InvalidQueryError);
      });
    });

    it('refuses the cursor of another query', async () => {
      await bench.insert(cases);
      const { next } = await bench.store.find(view, { ...byDueDate, limit: 2 });
      const other = { ...byDueDate, where: [{ field: 'days', is: 'from', value: 0 } as const], cursor: next! };
      await expect(bench.store.find(view, other)).rejects.toBeInstanceOf(InvalidQueryError);
    });
  });
}

function byStatus(one: string, other: string): number {
  const statusOf = (id: string) => cases[id as keyof typeof cases].status;
  return statusOf(one) < statusOf(other) ? -1 : 1;
}
