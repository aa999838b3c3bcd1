import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ERASED,
  KeyRing,
  StoreCorruptError,
  StoreUnavailableError,
  SUBJECT_ERASED,
  type EventStore,
} from '@redress/eventing';
import type { NotebookCommand, NotebookState } from '../notebook/notebook.js';
import { notebookContext } from '../notebook/notebook-context.js';
import { commandRaceContract } from './command-races.js';
import { accepted, CommandScene, NOTEBOOK, OPEN, write } from './command-scene.js';
import { SPEC_MASTER_KEY, type CoreHarness } from './core-harness.js';
import { overriding } from './overriding.js';

/** What the decider loop promises, on any engine. */
export function commandHandlerContract(name: string, harness: CoreHarness): void {
  describe(`The command handler on ${name}`, () => {
    let scene: CommandScene;

    beforeEach(async () => {
      scene = await CommandScene.open(harness);
    });
    afterEach(() => harness.destroy(scene.engines));

    it('records what is decided and answers its revision', async () => {
      expect(await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1))).toEqual(accepted(0, ['NotebookOpened']));
      expect((await scene.recorded()).map(({ type, revision }) => [type, revision])).toEqual([['NotebookOpened', 0]]);
    });

    it('answers all event types of a decision that has several', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      const outcome = await scene.handler().handle(NOTEBOOK, write('one', 'two'), notebookContext(2));
      expect(outcome).toEqual(accepted(2, ['NoteWritten', 'NoteWritten']));
    });

    it('answers a refusal and records nothing', async () => {
      const outcome = await scene.handler().handle(NOTEBOOK, write('early'), notebookContext(1));
      expect(outcome).toEqual({ kind: 'refused', refusal: { refused: 'notebook-unknown' } });
      expect(await scene.recorded()).toEqual([]);
    });

    it('answers the present revision when nothing needs to be recorded', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      await scene.handler().handle(NOTEBOOK, { type: 'close' }, notebookContext(2));
      expect(await scene.handler().handle(NOTEBOOK, { type: 'close' }, notebookContext(3))).toEqual(accepted(1, []));
    });

    it('answers a repeat as it answered the first, also when others decided since', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      const first = await scene.handler().handle(NOTEBOOK, write('one', 'two'), notebookContext(2));
      await scene.handler().handle(NOTEBOOK, { type: 'close' }, notebookContext(3));
      const again = await scene.handler().handle(NOTEBOOK, write('one', 'two'), notebookContext(2));
      expect(again).toEqual({ ...first, replayed: true });
      expect(await scene.recorded()).toHaveLength(4);
    });

    it('tells a repeat before it looks at the expected revision', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      await scene.handler().handle(NOTEBOOK, write('one'), notebookContext(2, { expectedRevision: 0 }));
      const again = await scene.handler().handle(NOTEBOOK, write('one'), notebookContext(2, { expectedRevision: 0 }));
      expect(again).toEqual({ ...accepted(1, ['NoteWritten']), replayed: true });
    });

    it('refuses a command id that comes with another content', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      const outcome = await scene
        .handler()
        .handle(NOTEBOOK, write('other'), notebookContext(1, { commandHash: 'another' }));
      expect(outcome).toEqual({ kind: 'command-reused' });
    });

    it('tells somebody who decided on an older revision which one it is now, and decides nothing', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      await scene.handler().handle(NOTEBOOK, write('one'), notebookContext(2));
      const outcome = await scene.handler().handle(NOTEBOOK, write('two'), notebookContext(3, { expectedRevision: 0 }));
      expect(outcome).toEqual({ kind: 'revision-mismatch', actual: 1 });
      expect(await scene.recorded()).toHaveLength(2);
    });

    it('decides by what was prepared for the state that it read', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      await scene.handler().handle(NOTEBOOK, write('one'), notebookContext(2));
      const prepare = (command: NotebookCommand, { texts }: NotebookState): Promise<NotebookCommand> =>
        Promise.resolve(command.type === 'write' ? write(...command.texts, `after ${texts.length}`) : command);
      const outcome = await scene.handler({ prepare }).handle(NOTEBOOK, write('two'), notebookContext(3));
      expect(outcome).toEqual(accepted(3, ['NoteWritten', 'NoteWritten']));
      expect((await scene.handler().load(NOTEBOOK)).state.texts).toEqual(['one', 'two', 'after 1']);
    });

    it('recognizes its own events when an append was recorded but its answer lost', async () => {
      const append: EventStore['append'] = async (...events) => {
        await scene.engines.eventStore.append(...events);
        throw new StoreUnavailableError('The answer was lost.');
      };
      const deaf = overriding(scene.engines.eventStore, { append });
      await expect(scene.handler({ store: deaf }).handle(NOTEBOOK, OPEN, notebookContext(1))).rejects.toThrow(
        StoreUnavailableError,
      );
      const again = await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      expect(again).toEqual({ ...accepted(0, ['NotebookOpened']), replayed: true });
    });

    it('loads the state as it was at any revision', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      await scene.handler().handle(NOTEBOOK, write('one', 'two'), notebookContext(2));
      expect((await scene.handler().load(NOTEBOOK, 1)).state.texts).toEqual(['one']);
      expect(await scene.handler().load(NOTEBOOK)).toMatchObject({ revision: 2, state: { texts: ['one', 'two'] } });
      expect(await scene.handler().load('notebook-none')).toMatchObject({ revision: -1, state: { status: 'unknown' } });
    });

    it('decides nothing on a stream that the store leaves an event out of', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      await scene.handler().handle(NOTEBOOK, write('one', 'two'), notebookContext(2));
      const read: EventStore['read'] = async function* (...stream) {
        for await (const event of scene.engines.eventStore.read(...stream)) if (event.revision !== 1) yield event;
      };
      const holed = overriding(scene.engines.eventStore, { read });
      await expect(
        scene.handler({ store: holed }).handle(NOTEBOOK, { type: 'close' }, notebookContext(3)),
      ).rejects.toThrow(StoreCorruptError);
    });

    it('folds a stream longer than it opens at once', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      for (let n = 2; n < 9; n += 1) {
        const texts = Array.from({ length: 80 }, (_, index) => `note ${n}.${index}`);
        await scene.handler().handle(NOTEBOOK, write(...texts), notebookContext(n));
      }
      const { state, revision } = await scene.handler().load(NOTEBOOK);
      expect([state.texts.length, state.texts.at(-1), revision]).toEqual([560, 'note 8.79', 560]);
    });

    describe('when the data subject was erased', () => {
      beforeEach(async () => {
        await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
        await scene.handler().handle(NOTEBOOK, write('a secret'), notebookContext(2));
        const keys = new KeyRing({ store: scene.engines.keyStore, masterKey: SPEC_MASTER_KEY });
        await keys.destroy('N1', '2027-01-01T00:00:00.000Z');
      });

      it('still folds the stream, with the erased values marked', async () => {
        expect((await scene.handler().load(NOTEBOOK)).state).toEqual({ status: 'open', texts: [ERASED] });
      });

      it('still records what holds nothing personal', async () => {
        expect(await scene.handler().handle(NOTEBOOK, { type: 'close' }, notebookContext(3))).toEqual(
          accepted(2, ['NotebookClosed']),
        );
      });

      it('refuses what would hold personal data again', async () => {
        const outcome = await scene.handler().handle(NOTEBOOK, write('more'), notebookContext(3));
        expect(outcome).toEqual({ kind: 'refused', refusal: { refused: SUBJECT_ERASED } });
      });
    });
  });

  commandRaceContract(name, harness);
}
