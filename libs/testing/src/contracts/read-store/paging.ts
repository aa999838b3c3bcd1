import { describe, expect, it } from '@jest/globals';
import type { FindQuery } from '@redress/eventing';
import { byDueDate, change, type ReadStoreBench } from './read-store-harness.js';

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
