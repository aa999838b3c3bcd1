import { describe, expect, it } from '@jest/globals';
import { type FieldValues, InvalidQueryError, type ValuesQuery } from '@redress/eventing';
import { byDueDate, caseQueue, change, type ReadStoreBench, view } from './read-store-harness.js';

const cases = {
  A: { status: 'received', dueAt: '2026-11-05', urgent: true, days: 3, handler: { team: 'cards' }, note: 'long' },
  B: { status: 'assessed', dueAt: '2026-11-02', urgent: false, days: -1.5, words: { note: ['lid'] } },
  C: { status: 7, dueAt: '2026-11-09', urgent: 'no', days: null, handler: 'nobody' },
  D: { status: 'received', urgent: false },
};

const query: ValuesQuery = { ...byDueDate, fields: ['status', 'urgent', 'days', 'handler.team'] };

export function findingValuesContract(bench: ReadStoreBench): void {
  describe('finding values', () => {
    it('answers the declared fields, in the order asked for, and nothing for what has not the declared type', async () => {
      await bench.insert(cases);
      const { rows, next } = await bench.store.findValues(view, query);
      const expected: readonly FieldValues[] = [
        { id: 'B', values: { status: 'assessed', urgent: false, days: -1.5, 'handler.team': null }, parts: {} },
        { id: 'A', values: { status: 'received', urgent: true, days: 3, 'handler.team': 'cards' }, parts: {} },
        { id: 'C', values: { status: null, urgent: null, days: null, 'handler.team': null }, parts: {} },
        { id: 'D', values: { status: 'received', urgent: false, days: null, 'handler.team': null }, parts: {} },
      ];
      expect({ rows, next }).toEqual({ rows: expected, next: null });
    });

    it('answers parts of documents as they are, and leaves out those that a document has not', async () => {
      await bench.insert(cases);
      const asked = { ...query, fields: ['days'], parts: ['status', 'words', 'days', 'note'] };
      const { rows } = await bench.store.findValues(view, asked);
      const expected: readonly FieldValues[] = [
        { id: 'B', values: { days: -1.5 }, parts: { status: 'assessed', days: -1.5, words: { note: ['lid'] } } },
        { id: 'A', values: { days: 3 }, parts: { status: 'received', days: 3, note: 'long' } },
        { id: 'C', values: { days: null }, parts: { status: 7, days: null } },
        { id: 'D', values: { days: null }, parts: { status: 'received' } },
      ];
      expect(rows).toEqual(expected);
      const first = await bench.store.findValues(view, { ...asked, limit: 3 });
      const { rows: last } = await bench.store.findValues(view, { ...asked, limit: 3, cursor: first.next! });
      expect([...first.rows, ...last]).toEqual(expected);
    });

    it('answers declared parts as they are, those of documents from before their declaration and of changed ones too', async () => {
      const { A, B, C } = cases;
      await bench.insert({ A, B, C });
      const declared = { ...caseQueue, parts: ['handler', 'note'] };
      await bench.store.define(declared);
      await bench.insert({ D: { ...cases.D, handler: null, note: ['نامه "۱"', { of: 1.5 }] } });
      const asked = { ...query, fields: [], parts: ['handler', 'note'] };
      const partsOf = async () => {
        const { rows } = await bench.store.findValues(view, asked);
        return Object.fromEntries(rows.map(({ id, parts }) => [id, parts]));
      };
      const before = { handler: { team: 'cards' }, note: 'long' };
      const D = { handler: null, note: ['نامه "۱"', { of: 1.5 }] };
      expect(await partsOf()).toEqual({ A: before, B: {}, C: { handler: 'nobody' }, D });
      await bench.commit([change('A', 0, 1, { ...A, note: 'longer' }), change('C', 0, 1, { days: 1 })]);
      expect(await partsOf()).toEqual({ A: { ...before, note: 'longer' }, B: {}, C: {}, D });
    });

    it('answers parts of parts by their paths', async () => {
      await bench.insert(cases);
      const asked = { ...query, fields: [], parts: ['handler.team', 'words.note', 'words.note.first'] };
      const { rows } = await bench.store.findValues(view, asked);
      expect(rows).toEqual([
        { id: 'B', values: {}, parts: { 'words.note': ['lid'] } },
        { id: 'A', values: {}, parts: { 'handler.team': 'cards' } },
        { id: 'C', values: {}, parts: {} },
        { id: 'D', values: {}, parts: {} },
      ]);
    });

    it('finds what finding documents does, by conditions, alternatives and terms', async () => {
      await bench.insert(cases);
      const queries: readonly Partial<ValuesQuery>[] = [
        { where: [{ field: 'status', is: 'equal', value: 'received' }] },
        { where: [{ field: 'days', is: 'from', value: 0, orNone: true }] },
        { where: [], any: [{ field: 'urgent', is: 'equal', value: true }] },
        { where: [{ field: 'words', is: 'has', values: ['lid'] }] },
        { sort: { field: 'days', direction: 'descending' } },
      ];
      for (const one of queries) {
        const { rows } = await bench.store.findValues(view, { ...query, ...one });
        expect(rows.map(({ id }) => id)).toEqual(await bench.find(one));
      }
    });

    it('answers only the documents of the active generation, as they were committed last', async () => {
      await bench.insert({ A: cases.A });
      await bench.commit([{ id: 'A', expected: 0, revision: 1, body: { status: 'closed', dueAt: '2026-11-05' } }]);
      const next = await bench.store.beginGeneration(view);
      const change = { id: 'B', expected: 'none', revision: 0, body: cases.B } as const;
      await bench.store.commit(view, { generation: next, changes: [change], park: [], unpark: [] });
      const { rows } = await bench.store.findValues(view, { ...query, fields: ['status', 'days'] });
      expect(rows).toEqual([{ id: 'A', values: { status: 'closed', days: null }, parts: {} }]);
    });

    it('goes on behind a page, through ties and documents without the field that it sorts by', async () => {
      const tied = Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((id, index) => [id, index < 3 ? { days: 1 } : {}]));
      await bench.insert(tied);
      const asked = { ...query, sort: { field: 'days', direction: 'ascending' }, limit: 2, fields: [] } as const;
      const ids: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await bench.store.findValues(view, cursor === undefined ? asked : { ...asked, cursor });
        expect(page.rows.length).toBeLessThanOrEqual(2);
        ids.push(...page.rows.map(({ id }) => id));
        cursor = page.next;
      }
      expect(ids).toEqual(['A', 'B', 'C', 'D', 'E']);
    });

    it('takes up to 1,000 documents in a page', async () => {
      const many = Array.from({ length: 1_001 }, (_, index) => [`A${index}`, {}] as const);
      await bench.insert(Object.fromEntries(many));
      const { rows, next } = await bench.store.findValues(view, { ...query, limit: 1_000 });
      expect(rows).toHaveLength(1_000);
      expect(next).not.toBeNull();
    });

    it.each<{ what: string; asked: Partial<ValuesQuery> }>([
      { what: 'an undeclared field', asked: { fields: ['note'] } },
      { what: 'a field of terms', asked: { fields: ['words'] } },
      { what: 'a field that is no name', asked: { fields: ['status" FROM secrets --'] } },
      { what: 'a part of a part without a name', asked: { parts: ['handler.'] } },
      { what: 'a part whose name is not plain', asked: { parts: ["status' OR 1 --"] } },
      { what: 'more than ten parts', asked: { parts: Array.from({ length: 11 }, (_, index) => `part${index}`) } },
      { what: 'no documents', asked: { limit: 0 } },
      { what: 'more than 1,000 documents', asked: { limit: 1_001 } },
      { what: 'a page behind a made-up cursor', asked: { cursor: 'made-up' } },
    ])('refuses to answer $what', async ({ asked }) => {
      await bench.insert(cases);
      await expect(bench.store.findValues(view, { ...query, ...asked })).rejects.toBeInstanceOf(InvalidQueryError);
    });
  });
}
