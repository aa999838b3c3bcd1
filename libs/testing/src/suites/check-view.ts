import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AnotherLogError,
  type CheckedView,
  checkView,
  type DocumentChange,
  LOG_START,
  type Projection,
  type ProjectionRunnerOptions,
  type ReadStore,
  toPosition,
} from '@redress/eventing';
import { MemoryReadStore } from '../engines/memory/memory-read-store.js';
import { notebookProjection } from '../notebook.js';
import { type CoreHarness, overriding } from './core-harness.js';
import { batchOf, ProjectionScene } from './projection-scene.js';

const A = 'notebook-A';
const B = 'notebook-B';
const VIEW = 'notebooks';

/** The contract of comparing a running view with its log. */
export function checkViewContract(name: string, harness: CoreHarness): void {
  describe(`A check of a view on ${name}`, () => {
    let scene: ProjectionScene;

    beforeEach(async () => {
      scene = await ProjectionScene.open(harness);
      await scene.log.fill(A, 3);
      await scene.log.fill(B, 3);
    });
    afterEach(() => harness.destroy(scene.engines));

    function check(change: Partial<ProjectionRunnerOptions> = {}): Promise<CheckedView> {
      return checkView({ ...scene.sources(change), scratch: new MemoryReadStore() });
    }

    const runs = async (): Promise<void> => scene.runner().apply(batchOf(await scene.log.all()));

    /** Changes a document, or adds one, as no event did. */
    async function tamper(change: DocumentChange): Promise<void> {
      const { readStore } = scene.engines;
      const generation = await readStore.activeGeneration(VIEW);
      await readStore.commit(VIEW, { generation, changes: [change], park: [], unpark: [] });
    }

    it('finds nothing in a view that is a fold of the log, and changes nothing in it', async () => {
      await runs();
      const before = [await scene.documents(), await scene.engines.readStore.places()];
      const position = (await scene.log.all()).at(-1)!.position;
      expect(await check()).toEqual({ documents: 2, parked: 0, skipped: 0, position, faultCount: 0, faults: [] });
      expect([await scene.documents(), await scene.engines.readStore.places()]).toEqual(before);
    });

    it('names the fields that another projection made, and not what they hold', async () => {
      const { NotebookClosed: closes } = notebookProjection.on;
      const wrong: Projection = {
        ...notebookProjection,
        on: {
          ...notebookProjection.on,
          NotebookClosed: (...closing) => ({ ...closes!(...closing), marked: 'A secret' }),
        },
      };
      await scene.log.does(A, { type: 'close' });
      await scene.runner({ projection: wrong }).apply(batchOf(await scene.log.all()));
      const { faultCount, faults } = await check();
      expect([faultCount, faults]).toEqual([1, [{ stream: A, kind: 'different', fields: ['marked'] }]]);
    });

    it('waits for what the view has not come to yet', async () => {
      await scene.runner().apply(batchOf((await scene.log.all()).slice(0, 2)));
      expect(await check()).toMatchObject({ documents: 1, faults: [] });
    });

    it('finds a document without what its checkpoint has passed, and one that is not there', async () => {
      const events = await scene.log.all();
      const behind = events.filter(({ stream, revision }) => stream === A && revision < 2);
      await scene.runner().apply({ ...batchOf(behind), position: events.at(-1)!.position });
      expect((await check()).faults).toEqual([
        { stream: A, kind: 'behind', fields: [] },
        { stream: B, kind: 'missing', fields: [] },
      ]);
    });

    it('finds a document that no stream made, and one that knows more than its stream', async () => {
      await runs();
      await tamper({ id: 'notebook-ghost', expected: 'none', revision: 0, body: {} });
      const { revision, body } = (await scene.documents())[B]!;
      await tamper({ id: B, expected: revision, revision: revision + 1, body });
      expect((await check()).faults).toEqual([
        { stream: B, kind: 'surplus', fields: [] },
        { stream: 'notebook-ghost', kind: 'surplus', fields: [] },
      ]);
    });

    it('compares what a view behind holds with the fold up to there', async () => {
      await scene.runner().apply(batchOf((await scene.log.all()).slice(0, 2)));
      const { revision } = (await scene.documents())[A]!;
      const last = (await scene.log.all()).find(({ stream, revision: next }) => stream === A && next === revision + 1)!;
      await tamper({ id: A, expected: revision, revision: last.revision, body: { title: 'Another' } });
      expect((await check()).faults).toMatchObject([{ stream: A, kind: 'different' }]);
    });

    it('judges what changes meanwhile by the newest of it', async () => {
      await runs();
      const { readStore } = scene.engines;
      let isFirst = true;
      const scan: ReadStore['scan'] = async function* (...view) {
        if (isFirst) {
          isFirst = false;
          yield* readStore.scan(...view);
          return;
        }
        await scene.log.does(A, { type: 'write', texts: ['Meanwhile'] });
        await scene.log.fill('notebook-C', 2);
        await runs();
        yield* readStore.scan(...view);
      };
      expect(await check({ readStore: overriding(readStore, { scan }) })).toMatchObject({ documents: 3, faults: [] });
      expect(isFirst).toBe(false);
    });

    it('leaves what is parked to be retried', async () => {
      scene.poison.add(`${B}@1`);
      await runs();
      scene.poison.clear();
      expect(await check()).toMatchObject({ documents: 2, parked: 1, faults: [] });
    });

    it('says that nothing can be compared where a fold fails beyond what the view has applied', async () => {
      await runs();
      scene.poison.add(`${B}@1`);
      expect((await check()).faults).toEqual([{ stream: B, kind: 'unreadable', fields: [] }]);
    });

    it('does not compare a view with another log', async () => {
      const { readStore, eventStore } = scene.engines;
      const generation = await readStore.activeGeneration(VIEW);
      const position = toPosition((await eventStore.head()) + 1_000n);
      await readStore.commit(VIEW, { generation, changes: [], park: [], unpark: [], position });
      await expect(check()).rejects.toThrow(AnotherLogError);
    });

    it('finds nothing in an empty log', async () => {
      const empty = await ProjectionScene.open(harness);
      const found = await checkView({ ...empty.sources(), scratch: new MemoryReadStore() });
      expect(found).toEqual({ documents: 0, parked: 0, skipped: 0, position: LOG_START, faultCount: 0, faults: [] });
      await harness.destroy(empty.engines);
    });
  });
}
