import { expect, jest } from '@jest/globals';
import { type FollowedBatch, LOG_START, type Position } from '@redress/eventing';
import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { NewestEvent } from '../event-store/find-event.js';
import {
  type CheckpointAt,
  type Owner,
  ScriptedServer,
  type SubscriptionScript,
} from '../scripted-server.fixture.spec.js';
import { Follower, type FollowerOptions } from './follower.js';

/** How a consumer treats a batch: it takes time, and may restart behind what it saved. */
export interface ConsumerStep {
  readonly pause_ms: number;
  readonly isRestarted: boolean;
}

export interface Course {
  readonly log: readonly Owner[];
  /** Events that exist before following starts; the others arrive one at a time. */
  readonly before: number;
  readonly subscriptions: readonly SubscriptionScript[];
  readonly consumer: readonly ConsumerStep[];
  /** Further consumers of the same process. */
  readonly others?: readonly (readonly ConsumerStep[])[];
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

export const steps = fc.record<ConsumerStep>({
  pause_ms: fc.constantFrom(0, 20, 100),
  isRestarted: fc.nat(15).map((n) => n === 0),
});

export const courses = fc.record<Course>({
  log: logs,
  before: fc.nat(120),
  subscriptions: fc.array(scripts, { maxLength: 8, size: 'max' }),
  consumer: fc.array(steps, { maxLength: 40, size: 'max' }),
  batchSize: fc.integer({ min: 1, max: 5 }),
});

export function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

/** How a consumer follows. */
export type Read = (server: ScriptedServer, order: ReadOrder) => AsyncIterable<FollowedBatch>;

interface ReadOrder {
  readonly after: Position;
  readonly batchSize: number;
  readonly signal: AbortSignal;
}

/** A follower that is often paused and resumed. */
export function followerOf(
  { client }: ScriptedServer,
  order: ReadOrder & Pick<FollowerOptions, 'afterId'>,
): AsyncGenerator<FollowedBatch> {
  const options = { ...order, silence_ms: SILENCE_MS, waitingMax: WAITING_MAX };
  return new Follower({ ...options, client, newest: new NewestEvent(client) }).batches();
}

/** One consumer in a course. */
class RehearsedConsumer {
  readonly handedOut: string[] = [];
  caughtUp = false;
  private saved: Position = LOG_START;

  async run(steps: ConsumerStep[], read: (after: Position) => AsyncIterable<FollowedBatch>, signal: AbortSignal) {
    while (!signal.aborted) {
      for await (const { events, position, caughtUp } of read(this.saved)) {
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

/** Runs a course, in time that passes only as fast as there is work. */
export class Rehearsal {
  /** Events of ours that a subscription skipped before they were handed out to the first consumer. */
  readonly passed: string[] = [];
  /** For each subscription, the number of events, ours or not, before its start. */
  readonly begun: number[] = [];
  readonly server: ScriptedServer;
  private readonly consumers: readonly RehearsedConsumer[];
  private readonly stop = new AbortController();

  constructor(
    private readonly course: Course,
    private readonly read: Read = followerOf,
  ) {
    this.consumers = this.steps.map(() => new RehearsedConsumer());
    this.server = new ScriptedServer(course.subscriptions, (behind, ours) => {
      this.begun.push(behind);
      this.passed.push(...ours.filter((id) => !this.consumers[0]!.handedOut.includes(id)));
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
      if (this.hasAll && (later.length === 0 || !waitsForGrowth)) this.stop.abort();
      if (turn % TURNS_PER_APPEND === 0 && later.length > 0) this.server.append(later.shift()!);
      await this.turn();
    }
    for (const { handedOut } of this.consumers) expect(handedOut).toEqual(this.server.ours);
    expect(hasEnded).toBe(true);
    await consuming;
  }

  private get steps(): readonly (readonly ConsumerStep[])[] {
    return [this.course.consumer, ...(this.course.others ?? [])];
  }

  private get hasAll(): boolean {
    const { length } = this.server.ours;
    return length > 0 && this.consumers.every(({ handedOut, caughtUp }) => caughtUp && handedOut.length >= length);
  }

  private async turn(): Promise<void> {
    this.server.turn();
    for (let round = 0; round < 3; round += 1) await setImmediate();
    jest.advanceTimersByTime(TURN_MS);
  }

  private async consume(): Promise<void> {
    const { batchSize } = this.course;
    const { signal } = this.stop;
    const read = (after: Position) => this.read(this.server, { after, batchSize, signal });
    await Promise.all(this.consumers.map((consumer, index) => consumer.run([...this.steps[index]!], read, signal)));
  }
}
