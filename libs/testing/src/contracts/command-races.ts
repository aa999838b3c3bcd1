import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ChainVerifier, ContentionError, WrongRevisionError, type EventStore } from '@redress/eventing';
import { notebookContext } from '../notebook/notebook-context.js';
import { accepted, CommandScene, NOTEBOOK, OPEN, write } from './command-scene.js';
import type { CoreHarness } from './core-harness.js';
import { overriding } from './overriding.js';

/** What the decider loop promises to those who decide at the same time, on any engine. */
export function commandRaceContract(name: string, harness: CoreHarness): void {
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
      const events = await scene.recorded();
      expect(events).toHaveLength(25);
      const verifier = new ChainVerifier({ densePositions: scene.engines.eventStore.densePositions });
      expect([...events.flatMap((event) => verifier.add(event)), ...verifier.finish()]).toEqual([]);
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
