import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { PassThrough } from 'node:stream';
import type { Owner, SubscriptionScript } from '../scripted-server.fixture.spec.js';
import { Follower, type FollowerOptions } from './follower.js';
import { type Course, courses, Rehearsal, times } from './rehearsal.fixture.spec.js';

describe('A follower among checkpoints', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'performance'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const script = (given: Partial<SubscriptionScript>): SubscriptionScript => ({
    checkpoints: [['here']],
    asItGoesLive: [],
    burst: 40,
    lasts: Infinity,
    endsAfterTurns: 0,
    ending: 'silence',
    ...given,
  });
  const course = (log: readonly Owner[], subscriptions: readonly SubscriptionScript[]): Course => ({
    log,
    before: log.length,
    subscriptions,
    consumer: [],
    batchSize: 5,
  });

  it('is given every event of ours once and in order, and resumes behind none that it has not handed out', async () => {
    await fc.assert(
      fc.asyncProperty(courses, async (course) => {
        const rehearsal = new Rehearsal(course);
        await rehearsal.run();
        expect(rehearsal.passed).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('hears what comes after a checkpoint at the end of all numbers', async () => {
    const deaf = script({ asItGoesLive: ['end-of-numbers'] });
    const rehearsal = new Rehearsal({ ...course(['ours', 'ours'], [deaf]), before: 0 });
    await rehearsal.run();
    expect(rehearsal.begun).toEqual([0]);
  });

  it('gets what waits in a paused client when its subscription errs', async () => {
    const erring = script({ lasts: 30, endsAfterTurns: 3, ending: 'error' });
    const consumer = times(30, { pause_ms: 100, isRestarted: false });
    const rehearsal = new Rehearsal({ ...course(times(30, 'ours'), [erring]), consumer });
    await rehearsal.run();
    expect(rehearsal.passed).toEqual([]);
    expect(rehearsal.begun).toHaveLength(2);
  });

  it('does not resume behind an event that a checkpoint foretells', async () => {
    const foretelling = script({
      checkpoints: [['next', 'end-of-numbers']],
      lasts: 3,
      ending: 'error',
      endsAfterTurns: 3,
    });
    const rehearsal = new Rehearsal(course(['server', 'server', 'server', 'ours', 'ours'], [foretelling]));
    await rehearsal.run();
    expect(rehearsal.passed).toEqual([]);
  });

  it('goes on behind checkpoints when it is dropped again and again among events of the server', async () => {
    const dropped = script({ lasts: 20, ending: 'drop', endsAfterTurns: 3 });
    const rehearsal = new Rehearsal(course([...times(100, 'server' as const), 'ours'], times(8, dropped)));
    await rehearsal.run();
    expect(rehearsal.begun).toEqual([0, 19, 38, 57, 76, 95]);
  });

  it('goes back to the last event when the place of a checkpoint is refused', async () => {
    const misleading = script({ checkpoints: [['between']], lasts: 20, ending: 'drop', endsAfterTurns: 3 });
    const rehearsal = new Rehearsal(course(['foreign', ...times(30, 'server' as const), 'ours'], [misleading]));
    await rehearsal.run();
    expect(rehearsal.begun).toEqual([0, 1]);
  });

  it('is not taken for deaf while the server searches', async () => {
    const rehearsal = new Rehearsal(course([...times(500, 'server' as const), 'ours'], [script({ burst: 1 })]));
    await rehearsal.run();
    expect(rehearsal.begun).toEqual([0]);
  });

  it('misses an event that the server passes over, however many checkpoints come', async () => {
    const passing = script({ lasts: 1, ending: 'passes-over' });
    const log: Owner[] = ['foreign', 'ours', ...times(600, 'server' as const)];
    const rehearsal = new Rehearsal({ ...course(log, [passing]), before: 2 });
    await rehearsal.run(false);
    expect(rehearsal.begun).toEqual([0, 1]);
    expect(rehearsal.server.size).toBeLessThan(log.length);
  });

  it('just ends when its store is closed while the server has not said whether it has the place', async () => {
    const ending = new AbortController();
    const unanswered = new PassThrough({ objectMode: true });
    const options = { client: { readAll: () => unanswered }, newest: {}, after: 10n, signal: ending.signal };
    const follower = new Follower({ batchSize: 1, silence_ms: 1_000, ...options } as unknown as FollowerOptions);
    const next = follower.batches().next();
    ending.abort();
    // Ends the read as the client does when it cancels one.
    unanswered.resume().end();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
