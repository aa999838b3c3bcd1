import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CheckedView,
  checkView,
  isOnlyRevision,
  rebuildView,
  type ReadStore,
  StoreUnavailableError,
} from '@redress/eventing';
import { MemoryReadStore } from '../engines/memory/memory-read-store.js';
import { notebookPagesProjection } from '../notebook.js';
import { type CoreHarness, overriding } from './core-harness.js';
import { batchOf, ProjectionScene } from './projection-scene.js';

const A = 'notebook-A';
const B = 'notebook-B';
const VIEW = notebookPagesProjection.view.name;

/** The contract of views with several documents of each stream. */
export function viewPartsContract(name: string, harness: CoreHarness): void {
  describe(`A view of parts on ${name}`, () => {
    let scene: ProjectionScene;

    beforeEach(async () => {
      scene = await ProjectionScene.open(harness, notebookPagesProjection);
      await scene.log.fill(A, 4);
      await scene.log.fill(B, 1);
    });
    afterEach(() => harness.destroy(scene.engines));

    const runs = async (): Promise<void> => scene.runner().apply(batchOf(await scene.log.all()));
    const check = (): Promise<CheckedView> => checkView({ ...scene.sources(), scratch: new MemoryReadStore() });

    it('has a document of each part, and one that keeps the place in the stream', async () => {
      await runs();
      expect(await scene.documents()).toMatchObject({
        [A]: { revision: 4 },
        [`${A}/even`]: { revision: 4, body: { notes: 2, seen: [2, 4] } },
        [`${A}/odd`]: { revision: 3, body: { notes: 2, seen: [1, 3] } },
        [B]: { revision: 1 },
        [`${B}/odd`]: { revision: 1, body: { notes: 1, seen: [1] } },
      });
      expect(Object.keys(await scene.documents())).toHaveLength(5);
    });

    it('goes on with the parts that are stored, and changes no others', async () => {
      await runs();
      await scene.log.does(A, { type: 'write', texts: ['five'] });
      const written: string[][] = [];
      const commit: ReadStore['commit'] = (view, work) => {
        written.push(
          work.changes.map((change) => {
            const { id, afterOthers } = change;
            return `${afterOthers ? 'at last ' : ''}${isOnlyRevision(change) ? 'only revision of ' : ''}${id}`;
          }),
        );
        return scene.engines.readStore.commit(view, work);
      };
      const runner = scene.runner({ readStore: overriding(scene.engines.readStore, { commit }) });
      await runner.apply(batchOf((await scene.log.all()).slice(-1)));
      expect(written).toEqual([[`${A}/odd`, `at last only revision of ${A}`]]);
      await scene.log.does(A, { type: 'close' });
      await runner.apply(batchOf((await scene.log.all()).slice(-1)));
      expect(written.at(-1)?.toSorted()).toEqual([`at last only revision of ${A}`, `${A}/even`, `${A}/odd`]);
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('does not change a part twice that was written before a commit broke off, and writes what was not', async () => {
      const { readStore } = scene.engines;
      const [opened, ...notes] = await scene.log.of(A);
      for (const broken of [notes.slice(0, 2), notes]) {
        const commit: ReadStore['commit'] = async (view, work) => {
          const parts = work.changes.filter(({ id }) => id !== A).slice(0, 1);
          await readStore.commit(view, { generation: work.generation, changes: parts, park: [], unpark: [] });
          throw new StoreUnavailableError('Killed.');
        };
        const runner = scene.runner({ readStore: overriding(readStore, { commit }) });
        await expect(runner.apply(batchOf([opened!, ...broken]))).rejects.toThrow(StoreUnavailableError);
      }
      expect(Object.keys(await scene.documents())).toEqual([`${A}/odd`]);
      await runs();
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('keeps its parts as they were when an event cannot be applied to one of them, and goes on from there', async () => {
      await runs();
      await scene.log.does(A, { type: 'close' }, { type: 'close' });
      await scene.log.does(B, { type: 'write', texts: ['two'] });
      scene.poison.add(`${A}@5`);
      const before = await scene.documents();
      await runs();
      expect(await scene.documents()).toMatchObject({ ...before, [B]: { revision: 2 } });
      expect((await scene.runner().parked()).map(({ stream }) => stream)).toEqual([A]);
      scene.poison.clear();
      expect(await scene.runner().retry(A)).toBe('done');
      expect(await scene.documents()).toEqual(await scene.folded());
    });

    it('is rebuilt, and compared with its log', async () => {
      await scene.runner().apply(batchOf((await scene.log.all()).slice(0, 3)));
      await rebuildView(scene.sources());
      expect(await scene.documents()).toEqual(await scene.folded());
      expect(await check()).toMatchObject({ documents: 5, faultCount: 0 });
    });

    it.each([
      [
        'that differs',
        { id: `${B}/odd`, expected: 1, revision: 1, body: { notes: 9, seen: [1] } },
        { stream: B, kind: 'different', fields: ['notes'] },
      ],
      [
        'that knows more than its stream',
        { id: `${A}/odd`, expected: 3, revision: 4, body: {} },
        { stream: A, kind: 'surplus', fields: [] },
      ],
      [
        'that no event made',
        { id: `${B}/even`, expected: 'none', revision: 1, body: {} },
        { stream: B, kind: 'surplus', fields: [] },
      ],
    ] as const)('is found to have a part %s', async (_part, change, fault) => {
      await runs();
      const { readStore } = scene.engines;
      const generation = await readStore.activeGeneration(VIEW);
      await readStore.commit(VIEW, { generation, changes: [change], park: [], unpark: [] });
      expect((await check()).faults).toEqual([fault]);
    });

    it('is found to lack what its checkpoint has passed, and waits for what it has not', async () => {
      const events = await scene.log.all();
      const behind = events.filter(({ stream, revision }) => stream === A && revision < 3);
      await scene.runner().apply(batchOf(behind));
      expect((await check()).faults).toEqual([]);
      await scene.runner().apply({ ...batchOf(behind), position: events.at(-1)!.position });
      expect((await check()).faults).toEqual([
        { stream: A, kind: 'behind', fields: [] },
        { stream: A, kind: 'behind', fields: [] },
        { stream: A, kind: 'behind', fields: [] },
        { stream: B, kind: 'missing', fields: [] },
        { stream: B, kind: 'missing', fields: [] },
      ]);
    });
  });
}
