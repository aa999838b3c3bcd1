import { describe, expect, it } from '@jest/globals';
import { GenerationMovedError, InvalidQueryError, StoreClosedError } from '@redress/eventing';
import {
  byDueDate,
  caseQueue,
  change,
  changesOnly,
  parkedStream,
  view,
  type ReadStoreBench,
} from './read-store-harness.js';

export function generationsContract(bench: ReadStoreBench): void {
  describe('generations', () => {
    it('fills a new generation beside the active one, which goes on answering', async () => {
      await bench.commit([change('A', 'none', 0, { status: 'old' })], 10n);
      const active = await bench.store.activeGeneration(view);
      const next = await bench.store.beginGeneration(view);
      await bench.store.commit(view, changesOnly(next, [change('A', 'none', 5, { status: 'new' })], 4n));
      expect(await bench.store.activeGeneration(view)).toBe(active);
      expect(await bench.store.get(view, 'A')).toMatchObject({ revision: 0, body: { status: 'old' } });
      expect(await bench.store.get(view, 'A', next)).toMatchObject({ revision: 5, body: { status: 'new' } });
      expect([await bench.store.checkpoint(view), await bench.store.checkpoint(view, next)]).toEqual([10n, 4n]);
      expect(await bench.find({ where: [{ field: 'status', is: 'equal', value: 'new' }] })).toEqual([]);
    });

    it('begins empty, at position 0', async () => {
      await bench.commit([change('A', 'none', 0)], 10n);
      const next = await bench.store.beginGeneration(view);
      expect(await bench.store.checkpoint(view, next)).toBe(0n);
      expect(await Array.fromAsync(bench.store.scan(view, next))).toEqual([]);
      expect(await bench.store.parked(view, next)).toEqual([]);
    });

    it('swaps only when the new one has seen as much as the active one', async () => {
      await bench.commit([change('A', 'none', 0)], 10n);
      const next = await bench.store.beginGeneration(view);
      await bench.store.commit(view, changesOnly(next, [change('B', 'none', 0)], 9n));
      expect(await bench.store.activate(view, next)).toBe(false);
      expect(await bench.store.get(view, 'A')).toBeDefined();
      await bench.store.commit(view, changesOnly(next, [], 10n));
      expect(await bench.store.activate(view, next)).toBe(true);
      expect(await bench.store.activeGeneration(view)).toBe(next);
      expect(await bench.store.get(view, 'A')).toBeUndefined();
      expect(await bench.find({})).toEqual(['B']);
    });

    it('is done at once when the generation is active already', async () => {
      expect(await bench.store.activate(view, await bench.store.activeGeneration(view))).toBe(true);
    });

    it('rejects what is still meant for the old generation after the swap', async () => {
      const old = await bench.store.activeGeneration(view);
      await bench.commit([change('A', 'none', 0)], 1n);
      const next = await bench.store.beginGeneration(view);
      await bench.store.commit(view, changesOnly(next, [], 1n));
      await bench.store.activate(view, next);
      const late = bench.store.commit(view, changesOnly(old, [change('B', 'none', 0)], 2n));
      await expect(late).rejects.toBeInstanceOf(GenerationMovedError);
      await expect(bench.store.get(view, 'A', old)).rejects.toBeInstanceOf(GenerationMovedError);
      await expect(bench.store.activate(view, old)).rejects.toBeInstanceOf(GenerationMovedError);
    });

    it('drops an unfinished generation when another begins, and never gives a number twice', async () => {
      const first = await bench.store.beginGeneration(view);
      await bench.store.commit(view, changesOnly(first, [change('A', 'none', 0)], 1n));
      const second = await bench.store.beginGeneration(view);
      expect(second).not.toBe(first);
      await expect(bench.store.commit(view, changesOnly(first, []))).rejects.toBeInstanceOf(GenerationMovedError);
      expect(await Array.fromAsync(bench.store.scan(view, second))).toEqual([]);
    });

    it('keeps what is parked by generation', async () => {
      const next = await bench.store.beginGeneration(view);
      const parked = parkedStream('complaint-A', '2026-11-02');
      await bench.store.commit(view, { ...changesOnly(next, []), park: [parked] });
      expect(await bench.store.parked(view)).toEqual([]);
      expect((await bench.store.parkedAmong(view, ['complaint-A'])).size).toBe(0);
      expect(await bench.store.parked(view, next)).toEqual([parked]);
    });

    it('drops a large generation completely', async () => {
      const changes = Array.from({ length: 1_700 }, (_, index) => change(`D${index}`, 'none', 0, { days: index }));
      await bench.commit(changes, 1n);
      const next = await bench.store.beginGeneration(view);
      await bench.store.commit(view, changesOnly(next, [change('A', 'none', 0)], 1n));
      await bench.store.activate(view, next);
      expect((await bench.store.aggregate(view, { where: [], groupBy: [], measures: [] })).rows[0]!.count).toBe(1);
    });

    it('keeps views apart', async () => {
      await bench.store.define({ ...caseQueue, name: 'case' });
      await bench.insert({ A: { status: 'received' } });
      await bench.commit([], 9n);
      expect(await bench.store.get('case', 'A')).toBeUndefined();
      expect(await bench.store.checkpoint('case')).toBe(0n);
      expect((await bench.store.find('case', byDueDate)).documents).toEqual([]);
    });

    it('keeps everything when a view is defined again, also with other fields', async () => {
      await bench.commit([change('A', 'none', 0, { channel: 'web' })], 3n);
      await bench.store.define(caseQueue);
      await bench.store.define({ name: view, fields: { channel: 'string' }, indexes: [['channel']] });
      const query = { ...byDueDate, sort: { field: 'channel', direction: 'ascending' as const } };
      expect((await bench.store.find(view, query)).documents.map(({ id }) => id)).toEqual(['A']);
      expect(await bench.store.checkpoint(view)).toBe(3n);
    });

    it('answers nothing about a view that was not defined', async () => {
      await expect(bench.store.get('unknown', 'A')).rejects.toBeInstanceOf(InvalidQueryError);
      await expect(bench.store.commit('unknown', changesOnly(1, []))).rejects.toBeInstanceOf(InvalidQueryError);
    });

    it('refuses everything once it is closed', async () => {
      await bench.store.close();
      await bench.store.close();
      await expect(bench.store.get(view, 'A')).rejects.toBeInstanceOf(StoreClosedError);
      await expect(bench.store.commit(view, changesOnly(1, []))).rejects.toBeInstanceOf(StoreClosedError);
      await expect(bench.store.find(view, byDueDate)).rejects.toBeInstanceOf(StoreClosedError);
      await expect(bench.store.define(caseQueue)).rejects.toBeInstanceOf(StoreClosedError);
    });
  });
}
