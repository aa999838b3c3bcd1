import { beforeEach, describe, expect, it } from '@jest/globals';
import { CheckpointWrites } from './checkpoint-writes.js';
import type { Collections } from './collections.js';

interface Operation {
  readonly updateOne: { readonly filter: { readonly _id: string } };
}

describe('Checkpoints that are moved within one turn of the event loop', () => {
  /** The views whose generation is kept, and what was asked of the server. */
  let kept: readonly string[];
  let asked: (readonly string[])[];
  let failure: Error | undefined;
  let checkpoints: CheckpointWrites;

  beforeEach(() => {
    kept = ['cases', 'tracking', 'facts'];
    asked = [];
    failure = undefined;
    const ask = (views: readonly string[]) => {
      asked.push(views);
      if (failure !== undefined) throw failure;
      return { matchedCount: views.filter((view) => kept.includes(view)).length };
    };
    const states = {
      bulkWrite: async (operations: readonly Operation[]) =>
        ask(operations.map(({ updateOne }) => updateOne.filter._id)),
      updateOne: async ({ _id }: { readonly _id: string }) => ask([_id]),
    };
    checkpoints = new CheckpointWrites({ states } as unknown as Collections);
  });

  const moved = (...views: readonly string[]) =>
    Promise.all(views.map((view) => checkpoints.move(view, 1, { position: 7n })));

  it('are one request', async () => {
    expect(await moved('cases', 'tracking', 'facts')).toEqual([true, true, true]);
    expect(asked).toEqual([['cases', 'tracking', 'facts']]);
  });

  it('are told apart when one of them belongs to a generation that was dropped', async () => {
    kept = ['cases', 'facts'];
    expect(await moved('cases', 'tracking', 'facts')).toEqual([true, false, true]);
  });

  it('all fail when the server is away, and those of the next turn are asked for anew', async () => {
    failure = new Error('away');
    const outcomes = await Promise.allSettled([
      checkpoints.move('cases', 1, { position: 7n }),
      checkpoints.move('facts', 1, { position: 7n }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failure = undefined;
    expect(await moved('cases')).toEqual([true]);
  });
});
