import { describe, expect, it } from '@jest/globals';
import { StoreUnavailableError, type ReadStore, type RecordedEvent } from '@redress/eventing';
import fc from 'fast-check';
import type { CoreHarness } from './core-harness.js';
import { overriding } from './overriding.js';
import { batchOf, ProjectionScene } from './projection-scene.js';

const STREAMS = ['notebook-A', 'notebook-B', 'notebook-C'] as const;

/** One delivery: where it begins, as a part of the log, how long it is, which of its events are lost, and where it is killed. */
interface Delivery {
  readonly from: number;
  readonly length: number;
  readonly lost: readonly boolean[];
  readonly killed: 'never' | 'before-commit' | 'after-commit';
}

const delivery: fc.Arbitrary<Delivery> = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 12 }),
  lost: fc.array(fc.boolean(), { maxLength: 12 }),
  killed: fc.constantFrom('never', 'before-commit', 'after-commit'),
});

const history = fc.array(fc.constantFrom(...STREAMS), { minLength: 1, maxLength: 20 });

/** Whatever is lost, doubled, redelivered from any earlier point or killed: the view equals a fold of the log. */
export function projectionFaultContract(name: string, harness: CoreHarness, runs = 50): void {
  describe(`The projection runner on ${name}, under random faults`, () => {
    it('ends up with a view that equals a fold of the log', async () => {
      const property = fc.asyncProperty(history, fc.array(delivery, { maxLength: 10 }), async (notes, deliveries) => {
        const scene = await ProjectionScene.open(harness);
        try {
          await writeNotes(scene, notes);
          const events = await scene.log.all();
          for (const one of deliveries) await deliver(scene, events, one);
          // Every event is delivered at last. The newest of each stream is enough for all that was lost before it.
          await scene.runner().apply(batchOf(newestOfEach(events)));
          expect(await scene.documents()).toEqual(await scene.folded());
          expect(await scene.runner().parked()).toEqual([]);
        } finally {
          await harness.destroy(scene.engines);
        }
      });
      await fc.assert(property, { numRuns: runs });
    });
  });
}

async function writeNotes(scene: ProjectionScene, notes: readonly string[]): Promise<void> {
  for (const stream of new Set(notes)) await scene.log.does(stream, { type: 'open', title: stream });
  for (const [index, stream] of notes.entries())
    await scene.log.does(stream, { type: 'write', texts: [`note ${index}`] });
}

async function deliver(
  scene: ProjectionScene,
  events: readonly RecordedEvent[],
  { from, length, lost, killed }: Delivery,
): Promise<void> {
  const start = Math.floor(from * (events.length - 1));
  const delivered = events.slice(start, start + length).filter((_, index) => lost[index] !== true);
  if (delivered.length === 0) return;
  const commit: ReadStore['commit'] = async (...committed) => {
    if (killed !== 'before-commit') await scene.engines.readStore.commit(...committed);
    if (killed !== 'never') throw new StoreUnavailableError('Killed.');
  };
  const runner = scene.runner({ readStore: overriding(scene.engines.readStore, { commit }) });
  const applied = runner.apply(batchOf(delivered));
  if (killed === 'never') await applied;
  else await expect(applied).rejects.toThrow(StoreUnavailableError);
}

function newestOfEach(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const newest = new Map(events.map((event) => [event.stream, event]));
  return [...newest.values()].sort((one, other) => Number(one.position - other.position));
}
