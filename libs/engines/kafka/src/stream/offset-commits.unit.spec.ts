import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EachBatchPayload } from 'kafkajs';
import { COMMIT_MS, OffsetCommits, UNCOMMITTED_MAX } from './offset-commits.js';

describe('The commits of a member', () => {
  let commits: OffsetCommits;
  let committed: string[];
  let resolved: string[];
  let refusal: Error | undefined;

  beforeEach(() => {
    jest.useFakeTimers();
    commits = new OffsetCommits();
    committed = [];
    resolved = [];
    refusal = undefined;
  });
  afterEach(() => {
    commits.forget();
    jest.useRealTimers();
  });

  /** The payload that kafkajs passes with a batch of this partition. */
  function of(partition: number): EachBatchPayload {
    return {
      batch: { topic: 'events', partition },
      resolveOffset: (offset: string) => resolved.push(`${partition}/${offset}`),
      commitOffsetsIfNecessary: async ({
        topics,
      }: {
        topics: { partitions: { partition: number; offset: string }[] }[];
      }) => {
        await Promise.resolve();
        if (refusal !== undefined) throw refusal;
        committed.push(
          topics.flatMap(({ partitions }) => partitions.map((one) => `${one.partition}/${one.offset}`)).join(' '),
        );
      },
    } as unknown as EachBatchPayload;
  }

  it('tell of many pieces at once, after a while, where to go on', async () => {
    await commits.handled(of(0), '4', 5);
    await commits.handled(of(1), '8', 3);
    await commits.handled(of(0), '5', 1);
    expect(resolved).toEqual(['0/4', '1/8', '0/5']);
    expect(committed).toEqual([]);
    await jest.advanceTimersByTimeAsync(COMMIT_MS);
    expect(committed).toEqual(['0/6 1/9']);
    await jest.advanceTimersByTimeAsync(10 * COMMIT_MS);
    expect(committed).toHaveLength(1);
  });

  it('are not put off while many messages would be repeated', async () => {
    await commits.handled(of(0), '498', UNCOMMITTED_MAX - 1);
    expect(committed).toEqual([]);
    await commits.handled(of(0), '499', 1);
    expect(committed).toEqual(['0/500']);
  });

  it('of too much hold the next batch up until they are made', async () => {
    await commits.room();
    const handled = commits.handled(of(0), '499', UNCOMMITTED_MAX);
    await commits.room();
    expect(committed).toEqual(['0/500']);
    await handled;
  });

  it('are tried again when they are refused, with what was handled meanwhile', async () => {
    refusal = new Error('not now');
    await commits.handled(of(0), '4', 5);
    await jest.advanceTimersByTimeAsync(COMMIT_MS);
    await commits.handled(of(1), '0', 1);
    refusal = undefined;
    await jest.advanceTimersByTimeAsync(COMMIT_MS);
    expect(committed).toEqual(['0/5 1/1']);
  });

  it('never go back when one begins before another has ended', async () => {
    await commits.handled(of(0), '4', 5);
    const flushed = commits.flush();
    await commits.handled(of(0), '5', 1);
    await Promise.all([flushed, commits.flush()]);
    expect(committed).toEqual(['0/6']);
    await commits.flush();
    expect(committed).toEqual(['0/6']);
  });

  it('of an earlier membership are not made in a new one', async () => {
    await commits.handled(of(0), '4', 5);
    commits.forget();
    await jest.advanceTimersByTimeAsync(COMMIT_MS);
    await commits.flush();
    expect(committed).toEqual([]);
  });

  it('are waited for no more when they are given up, and begin anew with the next membership', async () => {
    let isSilent = true;
    const payload: EachBatchPayload = {
      ...of(0),
      commitOffsetsIfNecessary: async (offsets) =>
        isSilent ? new Promise<never>(() => undefined) : of(0).commitOffsetsIfNecessary(offsets),
    };
    const handled = expect(commits.handled(payload, '499', UNCOMMITTED_MAX)).rejects.toThrow('given up');
    const flushed = expect(commits.flush()).rejects.toThrow('given up');
    commits.giveUp();
    await Promise.all([handled, flushed]);
    commits.forget();
    isSilent = false;
    await commits.handled(payload, '499', UNCOMMITTED_MAX);
    expect(committed).toEqual(['0/500']);
  });
});
