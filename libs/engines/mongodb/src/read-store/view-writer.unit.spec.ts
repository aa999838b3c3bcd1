import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { ViewCommit } from '@redress/eventing';
import type { Collections } from './collections.js';
import type { DeclaredView } from './declared-view.js';
import type { Generations } from './generations.js';
import type { GuardedWrite } from './guarded-writes.js';
import type { ParkedStreams } from './parked-streams.js';
import { ViewWriter } from './view-writer.js';

describe('The checkpoint of a commit', () => {
  /** Each step of a commit waits until it is answered, and is noted when it is asked for. */
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
    const commit = { generation: 1, position: 7n } as ViewCommit;
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
