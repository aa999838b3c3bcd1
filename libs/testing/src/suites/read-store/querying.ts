import { describe, expect, it } from '@jest/globals';
import { type Comparison, type FindQuery, InvalidQueryError } from '@redress/eventing';
import { byDueDate, caseQueue, change, changesOnly, type ReadStoreBench, view } from './read-store-harness.js';

const casesToFind = {
  A: { status: 'received', dueAt: '2026-11-05', urgent: true, days: 3, handler: { team: 'cards' } },
  B: { status: 'assessed', dueAt: '2026-11-02', urgent: false, days: 10, handler: { team: 'loans' } },
  C: { status: 'received', dueAt: '2026-11-09', urgent: false, days: -1.5 },
  D: { status: 'it\'s 50%_"done"', urgent: null, handler: { team: null } },
  E: { status: 'receding', dueAt: '2026-11-02', days: 3, handler: { team: 'cards' } },
};

const sort = (field: string, direction: 'ascending' | 'descending') => ({ sort: { field, direction } });

export function findingContract(bench: ReadStoreBench): void {
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
      {
        what: 'one of several or none',
        where: [{ field: 'handler.team', is: 'in', values: ['loans'], orNone: true }],
        found: ['B', 'C', 'D'],
      },
      {
        what: 'at or after, or none',
        where: [{ field: 'dueAt', is: 'from', value: '2026-11-05', orNone: true }],
        found: ['A', 'C', 'D'],
      },
      {
        what: 'strictly before, or none',
        where: [{ field: 'days', is: 'before', value: 3, orNone: true }],
        found: ['C', 'D'],
      },
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
      await bench.insert(casesToFind);
      expect([...(await bench.find({ where }))].sort()).toEqual(found);
    });

    it('wants at least one of the alternatives besides all conditions', async () => {
      await bench.insert(casesToFind);
      const any: readonly Comparison[] = [
        { field: 'days', is: 'equal', value: 3 },
        { field: 'handler.team', is: 'equal', value: 'loans' },
      ];
      expect(await bench.find({ any, ...sort('status', 'ascending') })).toEqual(['B', 'A', 'E'].sort(byStatus));
      const where: readonly Comparison[] = [{ field: 'status', is: 'equal', value: 'received' }];
      expect(await bench.find({ where, any })).toEqual(['A']);
    });

    it('sorts either way, breaks ties by id in the same direction, and puts what lacks the field last', async () => {
      await bench.insert(casesToFind);
      expect(await bench.find(sort('dueAt', 'ascending'))).toEqual(['B', 'E', 'A', 'C', 'D']);
      expect(await bench.find(sort('dueAt', 'descending'))).toEqual(['C', 'A', 'E', 'B', 'D']);
      expect(await bench.find(sort('days', 'ascending'))).toEqual(['C', 'A', 'E', 'B', 'D']);
      expect(await bench.find(sort('days', 'descending'))).toEqual(['B', 'E', 'A', 'C', 'D']);
    });

    it('puts what lacks the field last also when it is wanted by the field that sorts', async () => {
      await bench.insert(casesToFind);
      const where: readonly Comparison[] = [{ field: 'dueAt', is: 'from', value: '2026-11-05', orNone: true }];
      expect(await bench.find({ where, ...sort('dueAt', 'ascending') })).toEqual(['A', 'C', 'D']);
      const pages = await bench.pages({ where, limit: 1, ...sort('dueAt', 'descending') });
      expect(pages).toEqual([['C'], ['A'], ['D']]);
    });

    it('counts as absent what has not the declared type', async () => {
      await bench.insert({
        A: { status: 1, dueAt: '2026-11-05', days: '3', urgent: 'true', handler: [{ team: 'cards' }] },
        B: { status: 'received', dueAt: ['2026-11-04'], days: 3, urgent: 1, handler: { team: { name: 'cards' } } },
      });
      for (const field of ['urgent', 'handler.team']) {
        expect([...(await bench.find({ where: [{ field, is: 'equal', value: null }] }))].sort()).toEqual(['A', 'B']);
      }
      expect(await bench.find({ where: [{ field: 'days', is: 'from', value: 0 }] })).toEqual(['B']);
      expect(await bench.find(sort('dueAt', 'descending'))).toEqual(['A', 'B']);
      const days = { measures: ['days'], extremes: ['days'] };
      const { rows } = await bench.store.aggregate(view, { where: [], groupBy: ['status'], ...days });
      const none = { measures: { days: { count: 0, sum: 0 } }, extremes: { days: { min: null, max: null } } };
      const three = { measures: { days: { count: 1, sum: 3 } }, extremes: { days: { min: 3, max: 3 } } };
      expect(rows).toEqual([
        { group: [null], count: 1, ...none },
        { group: ['received'], count: 1, ...three },
      ]);
    });

    it('follows changes of a document', async () => {
      await bench.insert(casesToFind);
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
      await bench.insert(casesToFind);
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
        await bench.insert(casesToFind);
        expect([...(await bench.find(within))].sort()).toEqual(['A', 'C']);
        await expect(bench.find(beyond)).rejects.toBeInstanceOf(InvalidQueryError);
      });

      it('1,000 documents by id', async () => {
        await bench.insert(casesToFind);
        const ids = ['A', ...values(1_000)];
        expect([...(await bench.store.getMany(view, ids.slice(0, -1))).keys()]).toEqual(['A']);
        await expect(bench.store.getMany(view, ids)).rejects.toBeInstanceOf(InvalidQueryError);
      });
    });

    it('refuses the cursor of another query', async () => {
      await bench.insert(casesToFind);
      const { next } = await bench.store.find(view, { ...byDueDate, limit: 2 });
      const other = { ...byDueDate, where: [{ field: 'days', is: 'from', value: 0 } as const], cursor: next! };
      await expect(bench.store.find(view, other)).rejects.toBeInstanceOf(InvalidQueryError);
    });
  });
}

const casesWithTerms = {
  A: { words: { title: ['fee', 'card'], note: ['fee'] }, dueAt: '2026-11-05' },
  B: { words: { title: ['loan'] }, handler: { words: { team: ['fee'] } }, dueAt: '2026-11-02' },
  C: { words: { title: ['fee', 'loan', 'کارت'] }, status: 'received' },
  D: { words: ['fee'], handler: { words: 'fee' } },
  E: { words: { title: 'fee', note: [['fee'], 1, null], other: { more: ['fee'] } } },
};

export function termsContract(bench: ReadStoreBench): void {
  const has = (values: readonly string[], field = 'words'): Comparison => ({ field, is: 'has', values });
  const found = async (...where: readonly Comparison[]) => [...(await bench.find({ where }))].sort();

  describe('finding by terms', () => {
    it.each<{ what: string; where: readonly Comparison[]; found: readonly string[] }>([
      { what: 'one', where: [has(['loan'])], found: ['B', 'C'] },
      { what: 'one that comes from two places', where: [has(['fee'])], found: ['A', 'C'] },
      { what: 'one of several', where: [has(['card', 'loan', 'x'])], found: ['A', 'B', 'C'] },
      { what: 'all of several', where: [has(['fee']), has(['loan'])], found: ['C'] },
      { what: 'terms of an inner field', where: [has(['fee'], 'handler.words')], found: ['B'] },
      { what: 'terms of two fields', where: [has(['loan']), has(['fee'], 'handler.words')], found: ['B'] },
      { what: 'Persian', where: [has(['کارت'])], found: ['C'] },
      { what: 'no part of a term', where: [has(['fe'])], found: [] },
      { what: 'nothing by none', where: [has([])], found: [] },
      {
        what: 'terms beside other conditions',
        where: [{ field: 'status', is: 'equal', value: 'received' }, has(['fee'])],
        found: ['C'],
      },
    ])('finds $what', async ({ where, found: expected }) => {
      await bench.insert(casesWithTerms);
      expect(await found(...where)).toEqual(expected);
    });

    it('sorts what has them, page by page, in both directions', async () => {
      await bench.insert(casesWithTerms);
      const where = [has(['fee', 'loan'])];
      expect(await bench.pages({ ...byDueDate, where, limit: 1 })).toEqual([['B'], ['A'], ['C']]);
      const sortedBack = { field: 'dueAt', direction: 'descending' } as const;
      expect(await bench.pages({ where, limit: 2, sort: sortedBack })).toEqual([['A', 'B'], ['C']]);
    });

    it('takes them as an alternative to another condition', async () => {
      await bench.insert(casesWithTerms);
      const any: readonly Comparison[] = [has(['card']), { field: 'status', is: 'equal', value: 'received' }];
      expect([...(await bench.find({ any }))].sort()).toEqual(['A', 'C']);
    });

    it('counts what has them', async () => {
      await bench.insert(casesWithTerms);
      const { rows } = await bench.store.aggregate(view, { where: [has(['fee'])], groupBy: ['status'], measures: [] });
      expect(rows.map(({ group, count }) => [...group, count])).toEqual([
        [null, 1],
        ['received', 1],
      ]);
    });

    it('finds a document by the terms that it has now, and no longer by others', async () => {
      await bench.insert(casesWithTerms);
      await bench.commit([change('A', 0, 1, { words: { title: ['card'], note: ['refund'] } })]);
      expect(await found(has(['fee']))).toEqual(['C']);
      expect(await found(has(['refund']))).toEqual(['A']);
      await bench.commit([change('A', 1, 2, {})]);
      expect(await found(has(['card', 'refund']))).toEqual([]);
    });

    it('finds by a field that an earlier definition did not have', async () => {
      await bench.insert({ A: { tags: { x: ['fee', 'fee'], y: 'fee', z: ['late'] } }, B: { tags: ['fee'] } });
      await bench.store.define({ ...caseQueue, fields: { ...caseQueue.fields, tags: 'terms' } });
      expect(await found(has(['fee'], 'tags'))).toEqual(['A']);
      expect(await found(has(['late'], 'tags'))).toEqual(['A']);
      await bench.commit([change('A', 0, 1, { tags: { z: ['late'] } })]);
      expect(await found(has(['fee'], 'tags'))).toEqual([]);
    });

    it('sees those of the active generation alone', async () => {
      await bench.insert(casesWithTerms);
      const generation = await bench.store.beginGeneration(view);
      await bench.store.commit(
        view,
        changesOnly(generation, [change('Z', 'none', 0, { words: { x: ['fee', 'new'] } })]),
      );
      expect(await found(has(['fee']))).toEqual(['A', 'C']);
      expect(await bench.store.activate(view, generation)).toBe(true);
      expect(await found(has(['fee']))).toEqual(['Z']);
      expect(await found(has(['loan']))).toEqual([]);
    });

    it.each<{ what: string; query: Partial<FindQuery> }>([
      { what: 'a field of another type', query: { where: [has(['received'], 'status')] } },
      { what: 'an undeclared field', query: { where: [has(['x'], 'secret')] } },
      { what: 'more than 1,000 terms', query: { where: [has(Array.from({ length: 1_001 }, (_, at) => `t${at}`))] } },
      { what: 'a term by its beginning', query: { where: [{ field: 'words', is: 'starts-with', value: 'fe' }] } },
      { what: 'what has no terms', query: { where: [{ field: 'words', is: 'equal', value: null }] } },
      { what: 'documents in the order of their terms', query: sort('words', 'ascending') },
    ])('refuses to find $what', async ({ query }) => {
      await bench.insert(casesWithTerms);
      await expect(bench.find(query)).rejects.toBeInstanceOf(InvalidQueryError);
    });
  });
}

function byStatus(one: string, other: string): number {
  const statusOf = (id: string) => casesToFind[id as keyof typeof casesToFind].status;
  return statusOf(one) < statusOf(other) ? -1 : 1;
}

export function pagingContract(bench: ReadStoreBench): void {
  /** Every third document has no due date, and each due date has several documents. */
  const insertMany = () =>
    bench.commit(
      Array.from({ length: 90 }, (_, index) => {
        const dueAt = `2026-11-${String(1 + (index % 7)).padStart(2, '0')}`;
        return change(`D${String(index).padStart(3, '0')}`, 'none', 0, index % 3 === 0 ? {} : { dueAt });
      }),
    );
  const descending: FindQuery = { ...byDueDate, sort: { field: 'dueAt', direction: 'descending' } };

  describe('paging', () => {
    it.each([
      { order: 'ascending', query: byDueDate },
      { order: 'descending', query: descending },
    ])('gives each document once, in the order of one long page, when it is $order', async ({ query }) => {
      await insertMany();
      const [whole] = await bench.pages(query);
      for (const limit of [1, 7, 30, 60, 89, 90]) {
        const pages = await bench.pages({ ...query, limit });
        expect(pages.flat()).toEqual(whole);
        expect(pages).toHaveLength(Math.ceil(90 / limit));
      }
    });

    it('says that there is no next page exactly when there is none', async () => {
      await insertMany();
      expect(await bench.pages({ ...byDueDate, limit: 45 })).toHaveLength(2);
      expect(await bench.pages({ ...byDueDate, where: [{ field: 'dueAt', is: 'equal', value: 'never' }] })).toEqual([
        [],
      ]);
    });

    it.each([
      { order: 'ascending', query: byDueDate },
      { order: 'descending', query: descending },
    ])('neither repeats nor leaves out a document when others come in between, $order', async ({ query }) => {
      await insertMany();
      const [before] = await bench.pages(query);
      let inserted = 0;
      const insertEverywhere = async () => {
        inserted += 1;
        const bodies = {
          first: { dueAt: '2026-10-01' },
          middle: { dueAt: '2026-11-04' },
          last: { dueAt: '2026-12-01' },
          none: {},
        };
        const changes = Object.entries(bodies).map(([name, body]) => change(`X${inserted}${name}`, 'none', 0, body));
        await bench.commit(changes);
      };
      const ids = (await bench.pages({ ...query, limit: 8 }, insertEverywhere)).flat();
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => id.startsWith('D'))).toEqual(before);
    });

    it('lets the size change from page to page', async () => {
      await insertMany();
      const [whole] = await bench.pages(byDueDate);
      const first = await bench.store.find('case-queue', { ...byDueDate, limit: 5 });
      const second = await bench.store.find('case-queue', { ...byDueDate, limit: 11, cursor: first.next! });
      expect([...first.documents, ...second.documents].map(({ id }) => id)).toEqual(whole!.slice(0, 16));
    });
  });
}
