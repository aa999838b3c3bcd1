import { describe, expect, it } from '@jest/globals';
import { StoreUnavailableError, type ReadStore } from '@redress/eventing';
import fc from 'fast-check';
import type { CoreHarness } from './core-harness.js';
import { overriding } from './overriding.js';
import { ProcessScene } from './process-scene.js';
import { batchOf } from './projection-scene.js';

const STREAMS = ['notebook-A', 'notebook-B', 'notebook-C'] as const;

const plan = fc.record({
  notes: fc.array(fc.constantFrom(...STREAMS), { minLength: 1, maxLength: 15 }),
  batchLength: fc.integer({ min: 1, max: 8 }),
  /** What befalls each delivery in turn; when the list is used up, nothing does. */
  fates: fc.array(fc.constantFrom('well', 'killed-before-commit', 'killed-after-commit', 'out-of-reach'), {
    maxLength: 12,
  }),
  poison: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
});

/** Whatever is killed, cut off or parked and retried: every event has its effect, and first effects come in order within a stream. */
export function processFaultContract(name: string, harness: CoreHarness, runs = 50): void {
  describe(`The process runner on ${name}, under random faults`, () => {
    it('skips nothing and never runs ahead within a stream', async () => {
      const property = fc.asyncProperty(plan, async ({ notes, batchLength, fates, poison }) => {
        const scene = await ProcessScene.open(harness);
        try {
          for (const stream of new Set(notes)) await scene.log.does(stream, { type: 'open', title: stream });
          for (const stream of notes) await scene.log.does(stream, { type: 'write', texts: ['note'] });
          const events = await scene.log.all();
          const spoilt = poison.flatMap((index) => events[index] ?? []);
          for (const { stream, revision } of spoilt) scene.poison.add(`${stream}@${revision}`);
          await consume(scene, batchLength, fates);
          scene.poison.clear();
          for (const { stream } of await scene.runner().parked()) await scene.runner().retry(stream);
          expect(await scene.runner().parked()).toEqual([]);
          for (const stream of STREAMS) {
            const written = notes.filter((note) => note === stream).map((_, index) => index + 1);
            expect([...new Set(scene.effectsOn(stream))]).toEqual(written);
          }
        } finally {
          await harness.destroy(scene.engines);
        }
      });
      await fc.assert(property, { numRuns: runs });
    });
  });
}

/** Delivers the log as a consumer does: from the stored position on, again after each failure. */
async function consume(scene: ProcessScene, batchLength: number, fates: readonly string[]): Promise<void> {
  const events = await scene.log.all();
  for (let delivery = 0; ; delivery += 1) {
    const position = await scene.runner().position();
    const batch = events.filter((event) => event.position > position).slice(0, batchLength);
    if (batch.length === 0) return;
    const fate = fates[delivery] ?? 'well';
    const last = batch.at(-1);
    if (fate === 'out-of-reach') scene.outOfReach.add(`${last?.stream}@${last?.revision}`);
    const commit: ReadStore['commit'] = async (...committed) => {
      if (fate !== 'killed-before-commit') await scene.engines.readStore.commit(...committed);
      if (fate.startsWith('killed')) throw new StoreUnavailableError('Killed.');
    };
    const runner = scene.runner({ readStore: overriding(scene.engines.readStore, { commit }) });
    await runner.apply(batchOf(batch)).catch(() => undefined);
    scene.outOfReach.clear();
  }
}
