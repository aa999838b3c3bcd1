import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { NewestEvent } from '../event-store/find-event.js';
import {
  type CheckpointAt,
  type Owner,
  ScriptedServer,
  type SubscriptionScript,
} from '../scripted-server.fixture.spec.js';
import { Follower, type FollowerOptions } from './follower.js';
import { LOG_START, type Position } from '@redress/eventing';

/** How a consumer treats a batch: it takes time, and may restart behind what it saved. */
interface ConsumerStep {
  readonly pause_ms: number;
  readonly isRestarted: boolean;
}

interface Course {
  readonly log: readonly Owner[];
  /** Events that exist before following starts; the others arrive one at a time. */
  readonly before: number;
  readonly subscriptions: readonly SubscriptionScript[];
  readonly consumer: readonly ConsumerStep[];
  readonly batchSize: number;
}

const TURN_MS = 10;
const TURNS_MAX = 4_000;
const TURNS_PER_APPEND = 3;
const SILENCE_MS = 200;
/** Few, so that the subscription is often paused and resumed. */
const WAITING_MAX = 4;

const checkpoints = fc.array(
  fc.constantFrom<CheckpointAt>('here', 'here', 'next', 'end-of-numbers', 'zero', 'between'),
  {
    maxLength: 3,
  },
);

const scripts = fc.record<SubscriptionScript>({
  checkpoints: fc.array(checkpoints, { minLength: 1, maxLength: 6 }),
  asItGoesLive: checkpoints,
  burst: fc.integer({ min: 1, max: 40 }),
  lasts: fc.nat(40),
  endsAfterTurns: fc.nat(5),
  ending: fc.constantFrom('drop', 'error', 'silence', 'checkpoints-alone'),
});

/** Long runs of the server's own events among foreign ones, and always one of ours. */
const logs = fc
  .array(fc.tuple(fc.constantFrom<Owner>('ours', 'ours', 'foreign', 'server'), fc.integer({ min: 1, max: 20 })), {
    maxLength: 12,
    size: 'max',
  })
  .map((runs) => [...runs.flatMap(([owner, length]) => times(length, owner)), 'ours' as const]);

const steps = fc.record<ConsumerStep>({
  pause_ms: fc.constantFrom(0, 20, 100),
  isRestarted: fc.nat(15).map((n) => n === 0),
});

const courses = fc.record<Course>({
  log: logs,
  before: fc.nat(120),
  subscriptions: fc.array(scripts, { maxLength: 8, size: 'max' }),
  consumer: fc.array(steps, { maxLength: 40, size: 'max' }),
  batchSize: fc.integer({ min: 1, max: 5 }),
});

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

/** Runs a course, in time that passes only as fast as there is work. */
class Rehearsal {
  readonly handedOut: string[] = [];
  /** Events of ours that a subscription skipped before they were handed out. */
  readonly passed: string[] = [];
  /** For each subscription, the number of events, ours or not, before its start. */
  readonly begun: number[] = [];
  readonly server: ScriptedServer;
  caughtUp = false;
  private saved: Position = LOG_START;
  private readonly stop = new AbortController();

  constructor(private readonly course: Course) {
    this.server = new ScriptedServer(course.subscriptions, (behind, ours) => {
      this.begun.push(behind);
      this.passed.push(...ours.filter((id) => !this.handedOut.includes(id)));
    });
  }

  /** Ends when everything was handed out; by default not before the log has grown to its end. */
  async run(waitsForGrowth = true): Promise<void> {
    const { log, before } = this.course;
    log.slice(0, before).forEach((owner) => this.server.append(owner));
    const later = log.slice(before);
    let hasEnded = false;
    const consuming = this.consume().finally(() => (hasEnded = true));
    for (let turn = 1; !hasEnded && turn < TURNS_MAX; turn += 1) {
      if (this.hasAll && this.caughtUp && (later.length === 0 || !waitsForGrowth)) this.stop.abort();
      if (turn % TURNS_PER_APPEND === 0 && later.length > 0) this.server.append(later.shift()!);
      await this.turn();
    }
    expect(this.handedOut).toEqual(this.server.ours);
    expect(hasEnded).toBe(true);
    await consuming;
  }

  private get hasAll(): boolean {
    return this.server.ours.length > 0 && this.handedOut.length >= this.server.ours.length;
  }

  private async turn(): Promise<void> {
    this.server.turn();
    for (let round = 0; round < 3; round += 1) await setImmediate();
    jest.advanceTimersByTime(TURN_MS);
  }

  private async consume(): Promise<void> {
    const steps = [...this.course.consumer];
    const { client } = this.server;
    const { batchSize } = this.course;
    while (!this.stop.signal.aborted) {
      const order = { after: this.saved, batchSize, silence_ms: SILENCE_MS, waitingMax: WAITING_MAX };
      const newest = new NewestEvent(client);
      const follower = new Follower({ ...order, client, newest, signal: this.stop.signal });
      for await (const { events, position, caughtUp } of follower.batches()) {
        this.handedOut.push(...events.map(({ id }) => id));
        this.saved = position;
        this.caughtUp = caughtUp;
        const step = steps.shift();
        if (step === undefined) continue;
        if (step.pause_ms > 0) await new Promise((resolve) => setTimeout(resolve, step.pause_ms));
        if (step.isRestarted) break;
      }
    }
  }
}

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
