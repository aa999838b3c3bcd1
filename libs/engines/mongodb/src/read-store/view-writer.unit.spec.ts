import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { toPosition, type ViewCommit } from '@redress/eventing';
import { DeclaredView } from './declared-view.js';
import { guardedWrites, type GuardedWrite, type ParkedStreams } from './documents.js';
import { CheckpointWrites, type Collections, type Generations } from './generations.js';
import { ViewWriter } from './view-writer.js';

describe('The checkpoint of a commit', () => {
  /** Records each step of a commit when requested, and holds it until answered. */
  const rehearse = () => {
    const asked: string[] = [];
    const answers = new Map<string, PromiseWithResolvers<unknown>>();
    const ask = (what: string) => {
      asked.push(what);
      const answer = Promise.withResolvers<unknown>();
      answers.set(what, answer);
      return answer.promise;
    };
    let groups = 0;
    const documents = { bulkWrite: () => ask(`documents ${(groups += 1)}`) };
    const writer = new ViewWriter(
      { documents: () => documents } as unknown as Collections,
      { requireProbablyKept: async () => undefined, advance: () => ask('checkpoint') } as unknown as Generations,
      { write: () => ask('parked') } as unknown as ParkedStreams,
    );
    const group = [{ change: { id: 'A' }, operation: {} } as GuardedWrite];
    const commit = { generation: 1, position: toPosition(7n) } as ViewCommit;
    const written = writer.write({ name: 'cases' } as DeclaredView, { commit, groups: [group, group] });
    written.catch(() => undefined);
    const answer = async (what: string) => {
      answers.get(what)!.resolve({ insertedCount: 1, matchedCount: 0 });
      await setImmediate();
    };
    return { asked, answers, answer, written };
  };

  it('is not asked for before all that it stands for is acknowledged', async () => {
    const { asked, answer, written } = rehearse();
    await setImmediate();
    expect(asked).toEqual(['documents 1']);
    await answer('documents 1');
    expect(asked).toEqual(['documents 1', 'documents 2']);
    await answer('documents 2');
    expect(asked).toEqual(['documents 1', 'documents 2', 'parked']);
    await answer('parked');
    expect(asked).toEqual(['documents 1', 'documents 2', 'parked', 'checkpoint']);
    await answer('checkpoint');
    await expect(written).resolves.toBeUndefined();
  });

  it('is never asked for when a document was not acknowledged', async () => {
    const { asked, answer, answers, written } = rehearse();
    await setImmediate();
    await answer('documents 1');
    answers.get('documents 2')!.reject(new Error('away'));
    await expect(written).rejects.toThrow('away');
    expect(asked).toEqual(['documents 1', 'documents 2']);
  });
});

interface Operation {
  readonly updateOne: { readonly filter: { readonly _id: string } };
}

describe('Checkpoints that are moved within one turn of the event loop', () => {
  /** The views with an existing generation, and the requests to the server. */
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
    Promise.all(views.map((view) => checkpoints.move(view, 1, { position: toPosition(7n) })));

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
      checkpoints.move('cases', 1, { position: toPosition(7n) }),
      checkpoints.move('facts', 1, { position: toPosition(7n) }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failure = undefined;
    expect(await moved('cases')).toEqual([true]);
  });
});

describe('The documents of a commit', () => {
  it('are written in groups, those that say that others are done in groups behind them', () => {
    const view = new DeclaredView({ name: 'tasks', fields: {}, indexes: [] });
    const change = (id: string) => ({ id, expected: 'none', revision: 0, body: {} }) as const;
    const groups = guardedWrites(view, [
      { ...change('A'), afterOthers: true },
      change('A/1'),
      { ...change('B'), afterOthers: true },
      change('A/1'),
      change('B/1'),
    ]);
    const ids = groups.map((group) => group.map(({ change: { id } }) => id));
    expect(ids).toEqual([['A/1'], ['A/1', 'B/1'], ['A', 'B']]);
  });
});
