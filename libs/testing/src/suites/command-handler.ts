import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ContentionError,
  ERASED,
  type EventStore,
  KeyRing,
  StoreCorruptError,
  StoreUnavailableError,
  SUBJECT_ERASED,
  WrongRevisionError,
} from '@redress/eventing';
import { type NotebookCommand, notebookContext, type NotebookState } from '../notebook.js';
import { commandMemoryContract } from './command-memory.js';
import { accepted, CommandScene, NOTEBOOK, type NotebookHandler, once, OPEN, write } from './command-scene.js';
import { type CoreHarness, overriding, SPEC_MASTER_KEY } from './core-harness.js';

/** The contract of the decider loop. */
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
  commandCallsContract(name, harness);
  commandMemoryContract(name, harness);
}

/** The contract of the decider loop for concurrent decisions. */
function commandRaceContract(name: string, harness: CoreHarness): void {
  describe(`Races of commands on ${name}`, () => {
    let scene: CommandScene;

    beforeEach(async () => {
      scene = await CommandScene.open(harness);
    });
    afterEach(() => harness.destroy(scene.engines));

    it('lets one of many win who decided on the same revision, and tells all others', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      const outcomes = await Promise.all(
        [2, 3, 4, 5, 6, 7].map((n) =>
          scene.handler().handle(NOTEBOOK, write(`${n}`), notebookContext(n, { expectedRevision: 0 })),
        ),
      );
      expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'revision-mismatch')).toHaveLength(5);
    });

    it('decides a command again that lost a race, so that all are recorded and the chain holds', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      const numbers = Array.from({ length: 24 }, (_, index) => index + 2);
      await Promise.all(numbers.map((n) => scene.handler().handle(NOTEBOOK, write(`note ${n}`), notebookContext(n))));
      expect(await scene.recorded()).toHaveLength(25);
      await scene.expectWholeChain();
    });

    it('lets commands of one process wait for each other rather than race', async () => {
      const one = scene.handler({ maxAttempts: 1 });
      await one.handle(NOTEBOOK, OPEN, notebookContext(1));
      const numbers = Array.from({ length: 12 }, (_, index) => index + 2);
      const outcomes = await Promise.all(
        numbers.map((n) => one.handle(NOTEBOOK, write(`note ${n}`), notebookContext(n))),
      );
      expect(outcomes).toEqual(numbers.map((n) => accepted(n - 1, ['NoteWritten'])));
    });

    it('records a command once that is sent many times at once', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      const one = scene.handler();
      const senders = [one, one, one, scene.handler(), scene.handler(), scene.handler()];
      const outcomes = await Promise.all(
        senders.map((sender) => sender.handle(NOTEBOOK, write('once'), notebookContext(2))),
      );
      expect(outcomes.filter((outcome) => outcome.kind === 'accepted' && !outcome.replayed)).not.toHaveLength(0);
      expect(outcomes.map((outcome) => outcome.kind === 'accepted' && outcome.revision)).toEqual(Array(6).fill(1));
      expect(await scene.recorded()).toHaveLength(2);
    });

    it('gives up after its attempts when others always win', async () => {
      let attempts = 0;
      const append: EventStore['append'] = async (stream, expected) => {
        attempts += 1;
        throw new WrongRevisionError(stream, expected, 99);
      };
      const losing = overriding(scene.engines.eventStore, { append });
      await expect(
        scene.handler({ store: losing, maxAttempts: 4 }).handle(NOTEBOOK, OPEN, notebookContext(1)),
      ).rejects.toThrow(ContentionError);
      expect(attempts).toBe(4);
    });
  });
}

/** The contract of the decider loop for its calls to the store: few, and none whose absence could make an answer wrong. */
function commandCallsContract(name: string, harness: CoreHarness): void {
  describe(`The calls of commands on ${name}`, () => {
    let scene: CommandScene;
    let calls: string[];
    let store: EventStore;

    beforeEach(async () => {
      scene = await CommandScene.open(harness);
      calls = [];
      const { eventStore } = scene.engines;
      store = overriding(eventStore, {
        append: (...append) => {
          calls.push('append');
          return eventStore.append(...append);
        },
        read: (...read) => {
          calls.push('read');
          return eventStore.read(...read);
        },
      });
    });
    afterEach(() => harness.destroy(scene.engines));

    /** Opens a notebook and writes one note in it. */
    async function opened(handler: NotebookHandler): Promise<void> {
      await handler.handle(NOTEBOOK, OPEN, once(1));
      await handler.handle(NOTEBOOK, write('one'), once(2));
      calls = [];
    }

    it('read a stream that was just written or loaded no more', async () => {
      const handler = scene.handler({ store });
      await opened(handler);
      await handler.handle(NOTEBOOK, write('two'), once(3));
      expect(calls).toEqual(['append']);
      const other = scene.handler({ store });
      await other.load(NOTEBOOK);
      calls = [];
      expect(await other.handle(NOTEBOOK, write('three'), once(4))).toEqual(accepted(3, ['NoteWritten']));
      expect(calls).toEqual(['append']);
      expect((await scene.handler().load(NOTEBOOK)).state.texts).toEqual(['one', 'two', 'three']);
      await scene.expectWholeChain();
    });

    it('read no stream that is most likely new, and find out when it is not', async () => {
      const handler = scene.handler({ store });
      expect(await handler.handle(NOTEBOOK, OPEN, { ...once(1), isNewStream: true })).toEqual(
        accepted(0, ['NotebookOpened']),
      );
      expect(calls).toEqual(['append']);
      const outcome = await scene.handler().handle(NOTEBOOK, OPEN, { ...once(2), isNewStream: true });
      expect(outcome).toEqual({ kind: 'refused', refusal: { refused: 'notebook-exists' } });
      expect(await scene.recorded()).toHaveLength(1);
    });

    it('decide again when another process wrote since', async () => {
      const handler = scene.handler({ store });
      await opened(handler);
      await scene.handler().handle(NOTEBOOK, write('between'), once(3));
      expect(await handler.handle(NOTEBOOK, write('two'), once(4))).toEqual(accepted(3, ['NoteWritten']));
      await scene.handler().handle(NOTEBOOK, { type: 'close' }, once(5));
      const late = await handler.handle(NOTEBOOK, write('late'), once(6));
      expect(late).toEqual({ kind: 'refused', refusal: { refused: 'notebook-closed' } });
      expect((await scene.handler().load(NOTEBOOK)).state.texts).toEqual(['one', 'between', 'two']);
      await scene.expectWholeChain();
    });

    it('answer nothing but repeats without asking the store', async () => {
      const handler = scene.handler({ store });
      await opened(handler);
      expect(await handler.handle(NOTEBOOK, write('one'), once(2))).toEqual({
        ...accepted(1, ['NoteWritten']),
        replayed: true,
      });
      expect(calls).toEqual([]);
      await scene.handler().handle(NOTEBOOK, { type: 'close' }, once(3));
      expect(await handler.handle(NOTEBOOK, { type: 'close' }, once(4))).toEqual(accepted(2, []));
      await scene.handler().handle('notebook-N2', OPEN, once(5));
      const mismatch = await handler.handle(NOTEBOOK, write('two'), once(6, { expectedRevision: 1 }));
      expect(mismatch).toEqual({ kind: 'revision-mismatch', actual: 2 });
    });

    it('chain to what is stored when an earlier attempt of the same command was recorded elsewhere', async () => {
      const handler = scene.handler({ store });
      await opened(handler);
      await scene.handler().handle(NOTEBOOK, write('two'), notebookContext(3));
      await handler.handle(NOTEBOOK, write('two'), { ...notebookContext(3), now: '2027-02-01T10:00:00.000Z' });
      await handler.handle(NOTEBOOK, write('three'), once(4));
      expect((await scene.handler().load(NOTEBOOK)).state.texts).toEqual(['one', 'two', 'three']);
      await scene.expectWholeChain();
    });

    it('append what several commands decide together', async () => {
      const handler = scene.handler({ store });
      const outcomes = await handler.handleInOrder(NOTEBOOK, [
        { command: OPEN, context: notebookContext(1) },
        { command: write('one', 'two'), context: notebookContext(2) },
        { command: { type: 'close' }, context: notebookContext(3) },
      ]);
      expect(outcomes).toEqual([
        accepted(0, ['NotebookOpened']),
        accepted(2, ['NoteWritten', 'NoteWritten']),
        accepted(3, ['NotebookClosed']),
      ]);
      expect(calls).toEqual(['read', 'append']);
      const { state } = await scene.handler().load(NOTEBOOK);
      expect(state).toEqual({ status: 'closed', texts: ['one', 'two'] });
      await scene.expectWholeChain();
    });

    it('record of several commands those before the first that is refused', async () => {
      const outcomes = await scene.handler({ store }).handleInOrder(NOTEBOOK, [
        { command: OPEN, context: notebookContext(1) },
        { command: OPEN, context: notebookContext(2) },
        { command: write('never'), context: notebookContext(3) },
      ]);
      const refused = { kind: 'refused', refusal: { refused: 'notebook-exists' } };
      expect(outcomes).toEqual([accepted(0, ['NotebookOpened']), refused]);
      expect(await scene.recorded()).toHaveLength(1);
    });

    it('go on after the commands that an earlier attempt recorded', async () => {
      await scene.handler().handle(NOTEBOOK, OPEN, notebookContext(1));
      const outcomes = await scene.handler({ store }).handleInOrder(NOTEBOOK, [
        { command: OPEN, context: notebookContext(1) },
        { command: write('one'), context: notebookContext(2) },
      ]);
      expect(outcomes).toEqual([{ ...accepted(0, ['NotebookOpened']), replayed: true }, accepted(1, ['NoteWritten'])]);
    });

    it('append more events than one append may have in several', async () => {
      const notes = (n: number): NotebookCommand => write(...Array.from({ length: 60 }, (_, index) => `${n}.${index}`));
      const outcomes = await scene.handler({ store }).handleInOrder(NOTEBOOK, [
        { command: OPEN, context: notebookContext(1) },
        { command: notes(1), context: notebookContext(2) },
        { command: notes(2), context: notebookContext(3) },
        { command: write('x'.repeat(400_000)), context: notebookContext(4) },
      ]);
      expect(outcomes.map((outcome) => outcome.kind === 'accepted' && outcome.revision)).toEqual([0, 60, 120, 121]);
      expect(calls).toEqual(['read', 'append', 'append', 'append']);
      await scene.expectWholeChain();
    });
  });
}
