import { describe, expect, it } from '@jest/globals';
import { DocumentConflictError, GenerationMovedError } from '@redress/eventing';
import { change, changesOnly, parkedStream, view, type ReadStoreBench } from './read-store-harness.js';

export function committingContract(bench: ReadStoreBench): void {
  const revisionOf = async (id: string) => (await bench.store.get(view, id))?.revision;

  describe('committing', () => {
    it('gives back exactly what was committed', async () => {
      const body = { text: 'شکایت \u0000 "q" 😀', nested: { list: [1, 2.5, null, true, {}] }, $sealed: { iv: 'x' } };
      await bench.insert({ A: body });
      expect(await bench.store.get(view, 'A')).toEqual({ id: 'A', revision: 0, body });
      expect(await bench.store.get(view, 'B')).toBeUndefined();
    });

    it('moves a document on from the revision that the change expects', async () => {
      await bench.insert({ A: { days: 1 } });
      await bench.commit([change('A', 0, 4, { days: 2 })]);
      expect(await bench.store.get(view, 'A')).toEqual({ id: 'A', revision: 4, body: { days: 2 } });
    });

    it.each([
      { what: 'a document that is not stored', changed: change('B', 2, 3) },
      { what: 'a document that is behind', changed: change('A', 3, 4) },
      { what: 'a stored document as if it were new', changed: change('A', 'none', 5) },
    ])('rejects a change of $what, and moves no checkpoint', async ({ changed }) => {
      await bench.commit([change('A', 'none', 1, { days: 1 })], 10n);
      const commit = bench.commit([change('C', 'none', 0), changed], 20n);
      await expect(commit).rejects.toBeInstanceOf(DocumentConflictError);
      expect(await bench.store.get(view, 'A')).toEqual({ id: 'A', revision: 1, body: { days: 1 } });
      expect(await bench.store.checkpoint(view)).toBe(10n);
    });

    it('takes a change that is there already for done', async () => {
      const batch = [change('A', 'none', 1, { days: 1 }), change('B', 'none', 0)];
      await bench.commit(batch, 10n);
      await bench.commit([...batch, change('C', 'none', 0)], 12n);
      expect(await revisionOf('A')).toBe(1);
      expect(await revisionOf('C')).toBe(0);
      expect(await bench.store.checkpoint(view)).toBe(12n);
    });

    it('lets one of many racing changes of a document win', async () => {
      await bench.insert({ A: { days: 0 } });
      const race = Array.from({ length: 20 }, (_, index) => bench.commit([change('A', 0, index + 1, { days: index })]));
      await Promise.allSettled(race);
      const stored = (await bench.store.get(view, 'A'))!;
      expect(stored.body).toEqual({ days: stored.revision - 1 });
      await expect(bench.commit([change('A', 0, stored.revision + 1)])).rejects.toBeInstanceOf(DocumentConflictError);
    });

    it('never moves the checkpoint back', async () => {
      expect(await bench.store.checkpoint(view)).toBe(0n);
      await bench.commit([], 50n);
      await bench.commit([], 20n);
      await bench.commit([]);
      expect(await bench.store.checkpoint(view)).toBe(50n);
    });

    it('keeps positions of any store, however wide', async () => {
      const position = 2n ** 127n + 1n;
      await bench.commit([], position);
      expect(await bench.store.checkpoint(view)).toBe(position);
    });

    it('rejects a commit to a generation that never was', async () => {
      const commit = bench.store.commit(view, changesOnly(99, [change('A', 'none', 0)], 5n));
      await expect(commit).rejects.toBeInstanceOf(GenerationMovedError);
      expect(await bench.store.get(view, 'A')).toBeUndefined();
    });

    it('answers many documents at once, leaving out the unknown', async () => {
      await bench.commit(Array.from({ length: 900 }, (_, index) => change(`D${index}`, 'none', index)));
      const found = await bench.store.getMany(view, ['D7', 'unknown', 'D899']);
      expect([...found.values()].map(({ id, revision }) => [id, revision]).sort()).toEqual([
        ['D7', 7],
        ['D899', 899],
      ]);
      expect(await bench.store.getMany(view, [])).toEqual(new Map());
    });

    it('scans every document in order of id', async () => {
      const ids = Array.from({ length: 700 }, (_, index) => `D${String(index).padStart(4, '0')}`);
      await bench.commit([...ids].reverse().map((id) => change(id, 'none', 0)));
      expect((await Array.fromAsync(bench.store.scan(view))).map(({ id }) => id)).toEqual(ids);
    });

    it('lists what is parked, oldest first, until it is unparked', async () => {
      const generation = await bench.store.activeGeneration(view);
      const [late, early] = [parkedStream('complaint-A', '2026-11-03'), parkedStream('complaint-B', '2026-11-02')];
      await bench.store.commit(view, { ...changesOnly(generation, [], 5n), park: [late, early] });
      expect(await bench.store.parked(view)).toEqual([early, late]);
      const among = await bench.store.parkedAmong(view, ['complaint-A', 'complaint-C']);
      expect(among).toEqual(new Map([['complaint-A', late]]));
      const again = parkedStream('complaint-A', '2026-11-03', 2);
      await bench.store.commit(view, { ...changesOnly(generation, []), park: [again], unpark: ['complaint-B'] });
      expect(await bench.store.parked(view)).toEqual([again]);
    });

    const afterRestart = bench.canReopen ? it : it.skip;

    afterRestart('keeps documents, checkpoint and what is parked for the next start', async () => {
      const parked = parkedStream('complaint-A', '2026-11-03');
      const generation = await bench.store.activeGeneration(view);
      const changes = [change('A', 'none', 2, { days: 3 })];
      await bench.store.commit(view, { ...changesOnly(generation, changes, 7n), park: [parked] });
      await bench.reopen();
      expect(await bench.store.get(view, 'A')).toEqual({ id: 'A', revision: 2, body: { days: 3 } });
      expect(await bench.store.checkpoint(view)).toBe(7n);
      expect(await bench.store.parked(view)).toEqual([parked]);
    });
  });
}
