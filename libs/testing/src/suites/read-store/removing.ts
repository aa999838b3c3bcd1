import { describe, expect, it } from '@jest/globals';
import { InvalidQueryError } from '@redress/eventing';
import { change, type ReadStoreBench, view } from './read-store-harness.js';

const IDS_MAX = 1_000;

export function removingContract(bench: ReadStoreBench): void {
  const havingWord = (word: string) => bench.find({ where: [{ field: 'words', is: 'has', values: [word] }] });

  describe('removing', () => {
    it('leaves nothing of a document, and all others', async () => {
      await bench.insert({ A: { days: 1, words: { own: ['a', 'both'] } }, B: { days: 2, words: { own: ['both'] } } });
      await bench.store.remove(view, ['A', 'unknown']);
      expect(await bench.store.get(view, 'A')).toBeUndefined();
      expect(await bench.find({})).toEqual(['B']);
      expect([await havingWord('a'), await havingWord('both')]).toEqual([[], ['B']]);
      expect((await Array.fromAsync(bench.store.scan(view))).map(({ id }) => id)).toEqual(['B']);
    });

    it('leaves the checkpoint, and room for a new document of the same id', async () => {
      await bench.commit([change('A', 'none', 4, { days: 1 })], 10n);
      await bench.store.remove(view, ['A']);
      expect(await bench.store.checkpoint(view)).toBe(10n);
      await bench.insert({ A: { days: 2 } });
      expect(await bench.store.get(view, 'A')).toEqual({ id: 'A', revision: 0, body: { days: 2 } });
    });

    it('is done once: a repeat changes nothing', async () => {
      await bench.insert({ A: {} });
      await bench.store.remove(view, ['A']);
      await bench.store.remove(view, ['A']);
      await bench.store.remove(view, []);
      expect(await bench.find({})).toEqual([]);
    });

    it('leaves the documents of a generation that is not active', async () => {
      await bench.insert({ A: {} });
      const next = await bench.store.beginGeneration(view);
      await bench.store.commit(view, {
        generation: next,
        changes: [change('A', 'none', 0, {})],
        park: [],
        unpark: [],
      });
      await bench.store.remove(view, ['A']);
      expect(await bench.store.get(view, 'A')).toBeUndefined();
      expect(await bench.store.get(view, 'A', next)).toBeDefined();
    });

    it('is of a bounded number of documents', async () => {
      const ids = Array.from({ length: IDS_MAX + 1 }, (_, index) => String(index));
      await expect(bench.store.remove(view, ids)).rejects.toBeInstanceOf(InvalidQueryError);
      await expect(bench.store.remove('unknown', ['A'])).rejects.toBeInstanceOf(InvalidQueryError);
    });
  });
}
