import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  OutOfReachError,
  StoreUnavailableError,
  StreamCutError,
  type EventStore,
  type ProcessRunner,
} from '@redress/eventing';
import type { CoreHarness } from './core-harness.js';
import { overriding } from './overriding.js';
import { ProcessScene } from './process-scene.js';
import { batchOf } from './projection-scene.js';

const A = 'notebook-A';
const B = 'notebook-B';

/** What becomes of events that a process cannot handle, on any engines. */
export function processParkingContract(name: string, harness: CoreHarness): void {
  describe(`Parking by the process runner on ${name}`, () => {
    let scene: ProcessScene;

    beforeEach(async () => {
      scene = await ProcessScene.open(harness);
      await scene.log.fill(A, 3);
      await scene.log.fill(B, 3);
      scene.poison.add(`${A}@2`);
      await scene.runner().apply(batchOf(await scene.log.all()));
    });
    afterEach(() => harness.destroy(scene.engines));

    it('stops at the event that cannot be handled, and goes on with the other streams', async () => {
      expect(scene.effectsOn(A)).toEqual([1]);
      expect(scene.effectsOn(B)).toEqual([1, 2, 3]);
      expect(await scene.runner().position()).toBe((await scene.log.all()).at(-1)?.position);
    });

    it('says what is parked and why, without a word of what was written', async () => {
      const parked = await scene.runner().parked();
      expect(parked).toMatchObject([
        { stream: A, revision: 2, eventType: 'NoteWritten', error: 'RangeError', parkedAt: scene.moment, attempts: 1 },
      ]);
      expect(scene.parkedNow).toEqual(parked);
    });

    it('lets later events of the stream wait, also after a restart', async () => {
      await scene.log.does(A, { type: 'write', texts: ['late'] });
      await scene.runner().apply(batchOf((await scene.log.all()).slice(-1)));
      expect(scene.effectsOn(A)).toEqual([1]);
    });

    it('handles everything that waited, in order and once, when it is retried after the repair', async () => {
      await scene.log.does(A, { type: 'write', texts: ['late'] }, { type: 'close' });
      await scene.runner().apply(batchOf((await scene.log.all()).slice(-2)));
      scene.poison.clear();
      expect(await scene.runner().retry(A)).toBe('done');
      expect(scene.effectsOn(A)).toEqual([1, 2, 3, 4]);
      expect(await scene.runner().parked()).toEqual([]);
    });

    it('stays parked as it was when the log does not have its events any more', async () => {
      const before = await scene.runner().parked();
      scene.poison.clear();
      const read: EventStore['read'] = async function* () {
        throw new StreamCutError(A, 2, undefined, 'A spec has removed it.');
      };
      const cut = scene.runner({ eventStore: overriding(scene.engines.eventStore, { read }) });
      expect(await cut.retry(A)).toBe('still-parked');
      expect(await cut.parked()).toEqual(before);
      expect(await scene.runner().retry(A)).toBe('done');
    });

    it('goes on with the stream by itself after the retry', async () => {
      scene.poison.clear();
      await scene.runner().retry(A);
      await scene.log.does(A, { type: 'write', texts: ['late'] });
      await scene.runner().apply(batchOf((await scene.log.all()).slice(-1)));
      expect(scene.effectsOn(A)).toEqual([1, 2, 3, 4]);
    });

    it('counts the attempts on one event, and keeps since when it waits', async () => {
      const [before] = await scene.runner().parked();
      scene.moment = '2026-11-03T09:00:00.000Z';
      expect(await scene.runner().retry(A)).toBe('still-parked');
      expect(await scene.runner().parked()).toEqual([{ ...before, attempts: 2 }]);
    });

    it('keeps what a retry could handle when it meets another such event', async () => {
      scene.poison.clear();
      scene.poison.add(`${A}@3`);
      expect(await scene.runner().retry(A)).toBe('still-parked');
      expect(scene.effectsOn(A)).toEqual([1, 2]);
      expect(await scene.runner().parked()).toMatchObject([{ stream: A, revision: 3, attempts: 1 }]);
    });

    it('leaves the stream parked as it was when a retry finds the world out of reach', async () => {
      const before = await scene.runner().parked();
      scene.poison.clear();
      scene.outOfReach.add(`${A}@3`);
      await expect(scene.runner().retry(A)).rejects.toThrow(OutOfReachError);
      expect(await scene.runner().parked()).toEqual(before);
    });

    it('has nothing to retry where nothing is parked', async () => {
      expect(await scene.runner().retry(B)).toBe('not-parked');
      expect(scene.effectsOn(B)).toEqual([1, 2, 3]);
    });

    describe('when another process passes over an event of the stream during the retry', () => {
      /** The event comes after the first look at the stream; `before` happens ahead of the second. */
      const retrying = (before = async (): Promise<void> => undefined): ProcessRunner => {
        let looks = 0;
        const read: EventStore['read'] = async function* (...stream) {
          looks += 1;
          if (looks === 2) await before();
          yield* scene.engines.eventStore.read(...stream);
          if (looks === 2) return;
          await scene.log.does(A, { type: 'write', texts: ['late'] });
          await scene.runner().apply(batchOf((await scene.log.all()).slice(-1)));
        };
        return scene.runner({ eventStore: overriding(scene.engines.eventStore, { read }) });
      };

      it('handles that event as well', async () => {
        scene.poison.clear();
        expect(await retrying().retry(A)).toBe('done');
        expect(scene.effectsOn(A)).toEqual([1, 2, 3, 4]);
      });

      it('parks the stream again when that event cannot be handled', async () => {
        scene.poison.clear();
        scene.poison.add(`${A}@4`);
        expect(await retrying().retry(A)).toBe('still-parked');
        expect(await scene.runner().parked()).toMatchObject([{ stream: A, revision: 4, attempts: 1 }]);
      });

      it('parks the stream as it was when that event cannot be read', async () => {
        const before = await scene.runner().parked();
        scene.poison.clear();
        const away = () => Promise.reject(new StoreUnavailableError('The store is away.'));
        await expect(retrying(away).retry(A)).rejects.toThrow(StoreUnavailableError);
        expect(await scene.runner().parked()).toEqual(before);
      });
    });
  });
}
