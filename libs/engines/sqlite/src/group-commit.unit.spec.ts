import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StoreClosedError, StoreUnavailableError } from '@redress/eventing';
import { GroupCommit } from './group-commit.js';

/** Writes numbers, and records their groups. */
class Recorder {
  readonly groups: number[][] = [];
  readonly commits: GroupCommit<number, string>;
  /** Runs inside each commit. */
  during: () => void = () => undefined;

  constructor(sizeOf: (work: number) => number = () => 1) {
    const commit = (group: readonly number[]) => {
      this.groups.push([...group]);
      this.during();
      return group.map((work) =>
        work < 0 ? { error: new StoreUnavailableError(`refused ${work}`) } : { answer: `done ${work}` },
      );
    };
    this.commits = new GroupCommit({ commit, sizeOf });
  }

  submit(from: number, before: number): Promise<string>[] {
    return Array.from({ length: before - from }, (_, index) => this.commits.submit(from + index));
  }
}

describe('A group commit', () => {
  it('commits what arrives in one turn together', async () => {
    const recorder = new Recorder();
    const first = recorder.submit(0, 20);
    const afterAPromise = Promise.resolve().then(() => recorder.submit(20, 30));
    expect(recorder.groups).toEqual([]);
    await Promise.all([...first, ...(await afterAPromise)]);
    expect(recorder.groups.map(({ length }) => length)).toEqual([30]);
  });

  it('settles nothing before the commit has returned', async () => {
    const recorder = new Recorder();
    let settled = 0;
    recorder.during = () => expect(settled).toBe(0);
    const work = [3, -1, 4].map((one) => recorder.commits.submit(one).finally(() => (settled += 1)));
    await Promise.allSettled(work);
    expect(settled).toBe(3);
  });

  it('gives each its own outcome', async () => {
    const recorder = new Recorder();
    const settled = await Promise.allSettled([1, -2, 3].map((one) => recorder.commits.submit(one)));
    expect(settled).toMatchObject([
      { value: 'done 1' },
      { reason: { code: 'store-unavailable', message: 'refused -2' } },
      { value: 'done 3' },
    ]);
  });

  it('rejects the whole group when the commit fails, and goes on with the next', async () => {
    const recorder = new Recorder();
    const failure = new StoreUnavailableError('full');
    recorder.during = () => {
      throw failure;
    };
    const settled = await Promise.allSettled(recorder.submit(0, 5));
    expect(settled.every((one) => one.status === 'rejected' && one.reason === failure)).toBe(true);
    recorder.during = () => undefined;
    expect(await recorder.commits.submit(7)).toBe('done 7');
  });

  it('splits what is too much for one transaction, in order', async () => {
    const recorder = new Recorder();
    await Promise.all(recorder.submit(0, 2_500));
    expect(recorder.groups.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
    expect(recorder.groups.flat()).toEqual(Array.from({ length: 2_500 }, (_, index) => index));
  });

  it('splits by size too, but never so that something large waits for ever', async () => {
    const recorder = new Recorder(() => 5_000_000);
    await Promise.all(recorder.submit(0, 3));
    expect(recorder.groups).toEqual([[0], [1], [2]]);
    const huge = new Recorder(() => 900_000_000);
    expect(await huge.commits.submit(1)).toBe('done 1');
  });

  it('refuses work rather than letting it pile up', async () => {
    const recorder = new Recorder();
    const settled = await Promise.allSettled(recorder.submit(0, 20_005));
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(5);
    expect(settled.at(-1)).toMatchObject({ reason: { code: 'store-unavailable' } });
    expect(await recorder.commits.submit(1)).toBe('done 1');
  });

  it('writes what it accepted before it closes, and refuses the rest', async () => {
    const recorder = new Recorder();
    const accepted = recorder.submit(0, 1_500);
    recorder.commits.close();
    expect(recorder.groups.flat()).toHaveLength(1_500);
    await expect(recorder.commits.submit(1)).rejects.toBeInstanceOf(StoreClosedError);
    expect(await Promise.all(accepted)).toHaveLength(1_500);
  });
});

describe('After a commit that takes a millisecond', () => {
  let now_ms: number;
  let recorder: Recorder;
  beforeEach(() => {
    jest.useFakeTimers();
    now_ms = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now_ms);
    recorder = new Recorder();
    recorder.during = () => (now_ms += 1);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });
  const passes = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  it('that eight pieces of work shared, what comes gathers for twenty', async () => {
    void recorder.submit(0, 8);
    await passes(0);
    void recorder.submit(8, 9);
    await passes(19);
    void recorder.submit(9, 10);
    expect(recorder.groups).toHaveLength(1);
    await passes(1);
    expect(recorder.groups.slice(1)).toEqual([[8, 9]]);
  });

  it('that was of fewer, nothing waits', async () => {
    void recorder.submit(0, 7);
    await passes(0);
    void recorder.submit(7, 8);
    await passes(0);
    expect(recorder.groups.slice(1)).toEqual([[7]]);
  });

  it('nothing gathers for longer than thirty, however long the commit took', async () => {
    recorder.during = () => (now_ms += 1_000);
    void recorder.submit(0, 8);
    await passes(0);
    void recorder.submit(8, 9);
    await passes(30);
    expect(recorder.groups.slice(1)).toEqual([[8]]);
  });

  it('nothing is left behind when it closes', async () => {
    void recorder.submit(0, 8);
    await passes(0);
    void recorder.submit(8, 9);
    recorder.commits.close();
    expect(recorder.groups.slice(1)).toEqual([[8]]);
  });
});
