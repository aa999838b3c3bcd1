import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ERASED, EventCodec, KeyRing, StoreUnavailableError } from '@redress/eventing';
import { notebook, notebookCatalogue, notebookContext } from '../notebook.js';
import { accepted, CommandScene, NOTEBOOK, type NotebookHandler, once, OPEN, write } from './command-scene.js';
import { type CoreHarness, notebookCodec, overriding, SPEC_MASTER_KEY } from './core-harness.js';

/** The contract of the decider loop for what it keeps of the streams that it folded. */
export function commandMemoryContract(name: string, harness: CoreHarness): void {
  describe(`The states that commands keep on ${name}`, () => {
    let scene: CommandScene;

    beforeEach(async () => {
      scene = await CommandScene.open(harness);
    });
    afterEach(() => harness.destroy(scene.engines));

    /** Opens a notebook and writes one note in it. */
    async function opened(handler: NotebookHandler): Promise<void> {
      await handler.handle(NOTEBOOK, OPEN, once(1));
      await handler.handle(NOTEBOOK, write('one'), once(2));
    }

    it('are continued by what was recorded since, and the last event again', async () => {
      const from: (number | undefined)[] = [];
      const noting = overriding(scene.engines.eventStore, {
        read: (stream, options) => {
          from.push(options?.from);
          return scene.engines.eventStore.read(stream, options);
        },
      });
      const handler = scene.handler({ store: noting });
      await scene.handler().handle(NOTEBOOK, OPEN, once(1));
      await scene.handler().handle(NOTEBOOK, write('one', 'two'), notebookContext(2));
      await handler.load(NOTEBOOK);
      await scene.handler().handle(NOTEBOOK, write('three'), notebookContext(3));
      expect(await handler.load(NOTEBOOK)).toMatchObject({ revision: 3, state: { texts: ['one', 'two', 'three'] } });
      expect((await handler.load(NOTEBOOK, 3)).state.texts).toEqual(['one', 'two', 'three']);
      expect((await handler.load(NOTEBOOK, 1)).state.texts).toEqual(['one']);
      expect(from).toEqual([0, 2, 3, 0]);
      const again = await handler.handle(NOTEBOOK, write('one', 'two'), notebookContext(2));
      expect(again).toEqual({ ...accepted(2, ['NoteWritten', 'NoteWritten']), replayed: true });
      await handler.handle(NOTEBOOK, write('four'), notebookContext(4));
      expect((await scene.handler().load(NOTEBOOK)).state.texts).toEqual(['one', 'two', 'three', 'four']);
    });

    it('are worth nothing when the last event known is no longer there as it was', async () => {
      const handler = scene.handler();
      await opened(handler);
      await handler.load(NOTEBOOK);
      const other = await harness.open();
      try {
        const elsewhere = scene.handler({ store: other.eventStore });
        await elsewhere.handle(NOTEBOOK, OPEN, once(3));
        jest.spyOn(scene.engines.eventStore, 'read').mockImplementation((...read) => other.eventStore.read(...read));
        expect(await handler.load(NOTEBOOK)).toMatchObject({ revision: 0, state: { texts: [] } });
        await elsewhere.handle(NOTEBOOK, write('another', 'and another'), once(4));
        expect((await handler.load(NOTEBOOK)).state.texts).toEqual(['another', 'and another']);
      } finally {
        jest.restoreAllMocks();
        await harness.destroy(other);
      }
    });

    it('have no words that were opened before their key was destroyed, in another process for long', async () => {
      const keys = new KeyRing({ store: scene.engines.keyStore, masterKey: SPEC_MASTER_KEY });
      const handler = scene.handler({ codec: new EventCodec(notebookCatalogue, keys) });
      const elsewhere = scene.handler();
      await opened(handler);
      for (const one of [handler, elsewhere]) expect((await one.load(NOTEBOOK)).state.texts).toEqual(['one']);
      await keys.destroy('N1', '2027-01-01T00:00:00.000Z');
      expect((await handler.load(NOTEBOOK)).state.texts).toEqual([ERASED]);
      const MINUTE_MS = 60_000;
      const later = performance.now() + MINUTE_MS + 1;
      const clock = jest.spyOn(performance, 'now').mockReturnValue(later);
      try {
        expect((await elsewhere.load(NOTEBOOK)).state.texts).toEqual([ERASED]);
      } finally {
        clock.mockRestore();
      }
    });

    it('know nothing of a command that was decided and never recorded', async () => {
      const { eventStore } = scene.engines;
      let mayRead = Promise.resolve();
      let isDown = false;
      const handler = scene.handler({
        store: overriding(eventStore, {
          append: (...append) =>
            isDown ? Promise.reject(new StoreUnavailableError('Down.')) : eventStore.append(...append),
          async *read(...read) {
            await mayRead;
            yield* eventStore.read(...read);
          },
        }),
      });
      await opened(handler);
      const { promise, resolve } = Promise.withResolvers<void>();
      mayRead = promise;
      const loading = handler.load(NOTEBOOK);
      isDown = true;
      await expect(handler.handle(NOTEBOOK, write('two'), notebookContext(3))).rejects.toThrow(StoreUnavailableError);
      isDown = false;
      resolve();
      await loading;
      expect(await handler.handle(NOTEBOOK, write('two'), notebookContext(3))).toEqual(accepted(2, ['NoteWritten']));
    });

    it('have no words opened for them that make no difference', async () => {
      await opened(scene.handler());
      const decider = { ...notebook, wordsUnused: new Set(['NoteWritten']) };
      const keys = overriding(scene.engines.keyStore, {
        get: () => Promise.reject(new StoreUnavailableError('No key is needed.')),
      });
      const handler = scene.handler({ decider, codec: notebookCodec(keys) });
      await expect(handler.load(NOTEBOOK)).rejects.toThrow(StoreUnavailableError);
      const bare = { ...notebook, wordsUnused: new Set(['NotebookOpened', 'NoteWritten']) };
      const { state } = await scene.handler({ decider: bare, codec: notebookCodec(keys) }).load(NOTEBOOK);
      expect(state).toEqual({ status: 'open', texts: [ERASED] });
    });
  });
}
