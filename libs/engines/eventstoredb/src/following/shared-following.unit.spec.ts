import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type FollowedBatch, type Position, type RecordedEvent, toPosition } from '@redress/eventing';
import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { NewestEvent } from '../event-store/find-event.js';
import type { ScriptedServer } from '../scripted-server.fixture.spec.js';
import { courses, followerOf, type Read, Rehearsal, steps } from './rehearsal.fixture.spec.js';
import { type Place, SharedFollowing } from './shared-following.js';

/** Few, so that consumers often fall out of what is kept. */
const KEPT_MAX = 6;

/** Lets all consumers of a server share its followers. */
function sharing(): Read {
  let shared: SharedFollowing | undefined;
  return (server, { after, batchSize, signal }) => {
    shared ??= sharedOn(server);
    return shared.batches(after, batchSize, signal);
  };
}

function sharedOn(server: ScriptedServer): SharedFollowing {
  const open = ({ position, id }: Place, signal: AbortSignal) =>
    followerOf(server, { after: position, afterId: id, batchSize: 4, signal });
  return new SharedFollowing({ open, newest: new NewestEvent(server.client), keptMax: KEPT_MAX });
}

describe('Consumers that share followers', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'performance'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are each given every event of ours once and in order among checkpoints, and told when history ends', async () => {
    const others = fc.array(fc.array(steps, { maxLength: 40, size: 'max' }), { minLength: 1, maxLength: 3 });
    const shared = fc.tuple(courses, others).map(([course, others]) => ({ ...course, others }));
    await fc.assert(
      fc.asyncProperty(shared, (course) => new Rehearsal(course, sharing()).run()),
      { numRuns: 25 },
    );
  });
});

/** An event of a log that counts its positions by tens. */
function event(number: number): RecordedEvent {
  return { id: `event-${number}`, position: at(number), data: {} } as unknown as RecordedEvent;
}

function at(number: number): Position {
  return toPosition(BigInt(number * 10));
}

/** A log of single events, whose followers are counted. */
class Log {
  /** For each follower, where it began. */
  readonly begun: Place[] = [];
  /** Followers that have not ended. */
  open = 0;
  failure: Error | undefined;
  private events: readonly RecordedEvent[] = [];
  private wake = Promise.withResolvers<void>();
  readonly shared: SharedFollowing;

  constructor(keptMax: number) {
    const find = () => Promise.resolve(this.head);
    this.shared = new SharedFollowing({
      open: (behind, signal) => this.follow(behind, signal),
      newest: { find, ours: at(0) },
      keptMax,
    });
  }

  get head(): Position {
    return this.events.at(-1)?.position ?? at(0);
  }

  record(...events: readonly RecordedEvent[]): void {
    this.events = [...this.events, ...events];
    this.change();
  }

  fail(failure: Error): void {
    this.failure = failure;
    this.change();
  }

  private change(): void {
    this.wake.resolve();
    this.wake = Promise.withResolvers();
  }

  private async *follow(behind: Place, signal: AbortSignal): AsyncGenerator<FollowedBatch> {
    this.begun.push(behind);
    this.open += 1;
    signal.addEventListener('abort', () => this.change());
    try {
      let { position } = behind;
      while (!signal.aborted) {
        if (this.failure !== undefined) throw this.failure;
        const next = this.events.find((event) => event.position > position);
        if (next === undefined) {
          await this.wake.promise;
          continue;
        }
        position = next.position;
        yield { events: [next], position, caughtUp: position === this.head };
      }
    } finally {
      this.open -= 1;
    }
  }
}

describe('A shared follower', () => {
  let stop: AbortController;
  beforeEach(() => {
    stop = new AbortController();
  });
  afterEach(() => stop.abort());

  const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => event(from + index));
  const consume = (log: Log, after = at(0), signal = stop.signal) => log.shared.batches(after, 500, signal);
  async function idsOf(batches: AsyncGenerator<FollowedBatch>, count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) ids.push(...(await batches.next()).value!.events.map(({ id }: RecordedEvent) => id));
    return ids;
  }
  const idsUpTo = (to: number) => numbers(1, to).map(({ id }) => id);

  it('serves several consumers, and one that begins within what it keeps', async () => {
    const log = new Log(100);
    log.record(...numbers(1, 6));
    const [one, other] = [consume(log), consume(log)];
    expect(await idsOf(one, 5)).toEqual(idsUpTo(6));
    expect(await idsOf(other, 5)).toEqual(idsUpTo(6));
    expect(await idsOf(consume(log, at(3)), 2)).toEqual(['event-4', 'event-5']);
    expect(log.begun).toHaveLength(1);
  });

  it('is left by a consumer that fell behind, until that one has caught up', async () => {
    const log = new Log(3);
    log.record(...numbers(1, 10));
    const [quick, slow] = [consume(log), consume(log)];
    expect(await idsOf(slow, 1)).toEqual(['event-1']);
    expect(await idsOf(quick, 9)).toEqual(idsUpTo(10));
    expect(await idsOf(slow, 8)).toEqual(idsUpTo(10).slice(1));
    expect(log.begun).toEqual([
      { position: at(0), id: undefined },
      { position: at(1), id: 'event-1' },
    ]);
    log.record(event(10));
    expect(await Promise.all([idsOf(quick, 1), idsOf(slow, 1)])).toEqual([['event-10'], ['event-10']]);
    await setImmediate();
    expect(log.open).toBe(1);
  });

  it('does not serve a consumer from before what it keeps', async () => {
    const log = new Log(3);
    log.record(...numbers(1, 10));
    const quick = consume(log);
    expect(await idsOf(quick, 9)).toEqual(idsUpTo(10));
    expect(await idsOf(consume(log), 9)).toEqual(idsUpTo(10));
  });

  it('says nothing of the end of history before its follower knows that this is its log', async () => {
    const log = new Log(100);
    log.record(event(1));
    log.fail(new Error('another log'));
    await expect(consume(log, at(1)).next()).rejects.toThrow('another log');
  });

  it('that has failed serves nobody any more, also who did not wait for it', async () => {
    const log = new Log(100);
    log.record(...numbers(1, 3));
    const [one, other] = [consume(log), consume(log)];
    await idsOf(one, 2);
    expect((await other.next()).value).toMatchObject({ events: [event(1), event(2)] });
    const next = one.next();
    log.fail(new Error('damaged'));
    await expect(next).rejects.toThrow('damaged');
    log.failure = undefined;
    log.record(event(3));
    expect(await idsOf(other, 1)).toEqual(['event-3']);
    expect(log.begun.at(-1)).toEqual({ position: at(2), id: 'event-2' });
  });

  it('tells a consumer that history ends where it begins', async () => {
    const log = new Log(100);
    log.record(event(1));
    await idsOf(consume(log), 1);
    expect((await consume(log, at(1)).next()).value).toEqual({ events: [], position: at(1), caughtUp: true });
  });

  it('does not tell a consumer that history ends before an event that the follower was not asked for', async () => {
    const log = new Log(100);
    log.record(event(1));
    await idsOf(consume(log), 1);
    log.record(event(2));
    const late = consume(log);
    expect((await late.next()).value).toMatchObject({ position: at(1), caughtUp: false });
    expect((await late.next()).value).toMatchObject({ position: at(2), caughtUp: true });
  });

  it('does not serve a consumer from a place that it has not seen', async () => {
    const log = new Log(100);
    log.record(event(1), event(3));
    await idsOf(consume(log), 2);
    for (const place of [at(2), at(9)]) {
      void consume(log, place).next();
      await setImmediate();
      expect(log.begun.at(-1)).toEqual({ position: place, id: undefined });
    }
  });

  it('passes its failure to every consumer that waits, and the next one begins anew', async () => {
    const log = new Log(100);
    log.record(event(1));
    const consumers = [consume(log), consume(log)];
    for (const consumer of consumers) await idsOf(consumer, 1);
    const waiting = consumers.map((consumer) => consumer.next());
    log.fail(new Error('damaged'));
    for (const next of waiting) await expect(next).rejects.toThrow('damaged');
    expect(log.open).toBe(0);
    log.failure = undefined;
    expect(await idsOf(consume(log), 1)).toEqual(['event-1']);
    expect(log.begun).toHaveLength(2);
  });

  it('ends with its last consumer, whether that waits or not', async () => {
    const log = new Log(100);
    log.record(event(1));
    const [first, last] = [new AbortController(), new AbortController()];
    const [one, other] = [consume(log, at(0), first.signal), consume(log, at(0), last.signal)];
    await idsOf(one, 1);
    await idsOf(other, 1);
    const next = one.next();
    first.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(log.open).toBe(1);
    await other.return(undefined);
    await setImmediate();
    expect(log.open).toBe(0);
  });
});
