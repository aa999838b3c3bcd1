import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ContentionError,
  OutOfReachError,
  StoreClosedError,
  StoreUnavailableError,
  type ReadStore,
} from '@redress/eventing';
import type { CoreHarness } from './core-harness.js';
import { overriding } from './overriding.js';
import { ProcessScene } from './process-scene.js';
import { batchOf } from './projection-scene.js';

const A = 'notebook-A';
const B = 'notebook-B';

/** What a process runner promises, on any engines. */
export function processRunnerContract(name: string, harness: CoreHarness): void {
  describe(`The process runner on ${name}`, () => {
    let scene: ProcessScene;
    const runner = () => scene.runner();

    beforeEach(async () => {
      scene = await ProcessScene.open(harness);
      await scene.log.fill(A, 3);
      await scene.log.fill(B, 3);
    });
    afterEach(() => harness.destroy(scene.engines));

    it('hands over each event that the process reacts to, in order within a stream, and moves the position', async () => {
      const events = await scene.log.all();
      await runner().apply(batchOf(events.slice(0, 5)));
      await runner().apply(batchOf(events.slice(5)));
      expect(scene.effectsOn(A)).toEqual([1, 2, 3]);
      expect(scene.effectsOn(B)).toEqual([1, 2, 3]);
      expect(await runner().position()).toBe(events.at(-1)?.position);
    });

    it('begins with the log where nothing was handled yet', async () => {
      expect(await runner().position()).toBe(0n);
    });

    it('passes over streams of another prefix without asking what is parked, and still moves its position', async () => {
      await scene.log.fill('diary-C', 2);
      const events = (await scene.log.all()).filter(({ stream }) => stream === 'diary-C');
      const parkedAmong: ReadStore['parkedAmong'] = () => Promise.reject(new Error('Nobody need ask.'));
      await scene.runner({ readStore: overriding(scene.engines.readStore, { parkedAmong }) }).apply(batchOf(events));
      expect(scene.effects).toEqual([]);
      expect(await runner().position()).toBe(events.at(-1)?.position);
    });

    it('finishes one event of a stream before it begins the next', async () => {
      const inHand = new Set<string>();
      const process = scene.process(async (event) => {
        expect([...inHand]).not.toContain(event.stream);
        inHand.add(event.stream);
        await new Promise((resolve) => setImmediate(resolve));
        inHand.delete(event.stream);
        await scene.react(event);
      });
      await scene.runner({ process }).apply(batchOf(await scene.log.all()));
      expect(scene.effectsOn(A)).toEqual([1, 2, 3]);
    });

    it('works on other streams while one takes its time', async () => {
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const process = scene.process(async (event) => {
        if (event.stream === A) await released;
        await scene.react(event);
        if (scene.effectsOn(B).length === 3) release();
      });
      await scene.runner({ process }).apply(batchOf(await scene.log.all()));
      expect(scene.effectsOn(A)).toEqual([1, 2, 3]);
    });

    it('stores the position after the effects, never before', async () => {
      const seen: bigint[] = [];
      const process = scene.process(async () => void seen.push(await runner().position()));
      await scene.runner({ process }).apply(batchOf(await scene.log.all()));
      expect(seen).toEqual([0n, 0n, 0n, 0n, 0n, 0n]);
    });

    it('repeats the effects, and skips none, when it is killed between effects and position', async () => {
      const killed: ReadStore['commit'] = () => Promise.reject(new StoreUnavailableError('Killed.'));
      const batch = batchOf(await scene.log.all());
      const dying = scene.runner({ readStore: overriding(scene.engines.readStore, { commit: killed }) });
      await expect(dying.apply(batch)).rejects.toThrow(StoreUnavailableError);
      expect(await runner().position()).toBe(0n);
      await runner().apply(batch);
      expect(scene.effectsOn(A)).toEqual([1, 2, 3, 1, 2, 3]);
    });

    it('keeps its position when an older batch comes again', async () => {
      const events = await scene.log.all();
      await runner().apply(batchOf(events));
      await runner().apply(batchOf(events.slice(0, 2)));
      expect(await runner().position()).toBe(events.at(-1)?.position);
    });

    it.each([
      ['something outside is out of reach', new OutOfReachError('The post office is closed.')],
      ['a store is away', new StoreUnavailableError('The disk is full.')],
      ['a store was closed at the end of the process', new StoreClosedError('Closed.')],
      ['others won every race for the stream', new ContentionError(A)],
    ])('rejects the batch, parks nothing and moves nothing when %s', async (_when, failure) => {
      const process = scene.process(async (event) => {
        if (event.stream === A && event.revision === 2) throw failure;
        await scene.react(event);
      });
      const batch = batchOf(await scene.log.all());
      await expect(scene.runner({ process }).apply(batch)).rejects.toBe(failure);
      expect([await runner().parked(), scene.parkedNow, await runner().position()]).toEqual([[], [], 0n]);
      await runner().apply(batch);
      expect(scene.effectsOn(A)).toEqual([1, 1, 2, 3]);
      expect(await runner().position()).toBe(batch.position);
    });

    it('tells of nothing as parked in a batch that must come again', async () => {
      scene.poison.add(`${A}@1`);
      scene.outOfReach.add(`${B}@3`);
      await expect(runner().apply(batchOf(await scene.log.all()))).rejects.toThrow(OutOfReachError);
      expect([await runner().parked(), scene.parkedNow]).toEqual([[], []]);
    });
  });
}
