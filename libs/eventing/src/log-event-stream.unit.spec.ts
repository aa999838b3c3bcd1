import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AnotherLogError, StoreClosedError, StoreUnavailableError } from './errors.js';
import { LOG_START, type Position, type RecordedEvent, toPosition } from './event.js';
import { logOf } from './integrity/chains.fixture.spec.js';
import { LogEventStream } from './log-event-stream.js';
import type { EventStore, FollowedBatch, FollowOptions } from './ports/event-store.js';
import type { ConsumeOptions, EventBatch } from './ports/event-stream.js';

/** A store reduced to following: history in batches of two, then live. */
class FollowedStore implements Pick<EventStore, 'densePositions' | 'follow' | 'head'> {
  densePositions = true;
  follows = 0;
  /** The error that the next `follow` throws. */
  failure: Error | undefined;
  private grown = Promise.withResolvers<void>();
  private closed = false;

  constructor(private readonly log: RecordedEvent[]) {}

  async *follow(after: bigint, { signal }: FollowOptions): AsyncIterable<FollowedBatch> {
    this.follows += 1;
    if (this.closed) throw new StoreClosedError('Closed.');
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) throw failure;
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    for (let next = Number(after); !signal.aborted && !this.closed;) {
      const grown = this.grown.promise;
      const events = this.log.slice(next, next + 2);
      next += events.length;
      yield { events, position: toPosition(BigInt(next)), caughtUp: next === this.log.length };
      if (next === this.log.length) await Promise.race([grown, aborted]);
    }
  }

  async head(): Promise<Position> {
    return toPosition(BigInt(this.log.length));
  }

  record(...events: readonly RecordedEvent[]): void {
    this.log.push(...events);
    this.wake();
  }

  close(): void {
    this.closed = true;
    this.wake();
  }

  private wake(): void {
    this.grown.resolve();
    this.grown = Promise.withResolvers<void>();
  }
}

const LOG = logOf('A', 'B', 'A', 'A', 'B');

describe('The log as an event stream', () => {
  let store: FollowedStore;
  let stream: LogEventStream;
  let handled: bigint[][];

  const options = (change: Partial<ConsumeOptions> = {}): ConsumeOptions => ({
    group: 'views',
    start: async () => LOG_START,
    handle: async ({ events }) => {
      handled.push(events.map(({ position }) => position));
    },
    ...change,
  });
  const flushed = (): Promise<void> => jest.advanceTimersByTimeAsync(0);
  /** Waits until gathered events are handed over. */
  const gathered = (): Promise<void> => jest.advanceTimersByTimeAsync(20);

  beforeEach(() => {
    jest.useFakeTimers();
    store = new FollowedStore(LOG.slice(0, 3));
    stream = new LogEventStream(store as unknown as EventStore);
    handled = [];
  });
  afterEach(async () => {
    await stream.close();
    jest.useRealTimers();
  });

  it('hands over history, then what is recorded, from where the effects reach', async () => {
    stream.consume(options({ start: async () => toPosition(1n) }));
    await flushed();
    store.record(...LOG.slice(3));
    await gathered();
    expect(handled).toEqual([
      [2n, 3n],
      [4n, 5n],
    ]);
  });

  it('lets what is recorded one by one gather into a batch', async () => {
    stream.consume(options({ start: async () => toPosition(1n) }));
    await flushed();
    store.record(LOG[3] as RecordedEvent);
    await flushed();
    store.record(LOG[4] as RecordedEvent);
    await gathered();
    expect(handled).toEqual([
      [2n, 3n],
      [4n, 5n],
    ]);
  });

  it('gives every group every event', async () => {
    const other: bigint[][] = [];
    stream.consume(options());
    stream.consume(
      options({ group: 'mail', handle: async ({ events }) => void other.push(events.map(({ position }) => position)) }),
    );
    await flushed();
    expect(handled).toEqual([[1n, 2n], [3n]]);
    expect(other).toEqual(handled);
  });

  it('hands a batch over again until it is handled, with growing pauses of 100 ms to 10 s', async () => {
    const times: number[] = [];
    const began = Date.now();
    const told: number[] = [];
    const consumer = stream.consume(
      options({
        handle: async (batch) => {
          times.push(Date.now() - began);
          if (times.length < 11) throw new Error('not now');
          handled.push(batch.events.map(({ position }) => position));
        },
        onError: (_, attempt) => told.push(attempt),
      }),
    );
    await flushed();
    expect(consumer.healthy()).toBe(false);
    await jest.advanceTimersByTimeAsync(60_000);
    const pauses = times.slice(1, 11).map((time, index) => time - (times[index] ?? 0));
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000]);
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(handled).toEqual([[1n, 2n], [3n]]);
    expect(consumer.healthy()).toBe(true);
  });

  it('asks where to start each time it begins anew, when the store was away', async () => {
    const starts: Position[] = [];
    store.failure = new StoreUnavailableError('away');
    stream.consume(
      options({
        start: async () => {
          const next = toPosition(BigInt(starts.length));
          starts.push(next);
          return next;
        },
      }),
    );
    await flushed();
    await jest.advanceTimersByTimeAsync(100);
    expect(starts).toEqual([0n, 1n]);
    expect(handled).toEqual([[2n, 3n]]);
  });

  it('hands over nothing while its effects stand on another log, and asks again each second', async () => {
    let standsElsewhere = true;
    let asked = 0;
    const start = async (): Promise<Position> => {
      asked += 1;
      if (standsElsewhere) throw new AnotherLogError('The view stands elsewhere.');
      return toPosition(1n);
    };
    const consumer = stream.consume(options({ start }));
    await flushed();
    await jest.advanceTimersByTimeAsync(60_000);
    expect([asked, handled, consumer.healthy()]).toEqual([61, [], false]);
    standsElsewhere = false;
    await jest.advanceTimersByTimeAsync(1_000);
    expect([handled, consumer.healthy()]).toEqual([[[2n, 3n]], true]);
  });

  it('lets go of a batch that may be of another log, and begins anew from where the effects reach then', async () => {
    const starts = [LOG_START, toPosition(2n)];
    const handle = async ({ events }: EventBatch): Promise<void> => {
      if (starts.length === 1) {
        starts.unshift(toPosition(99n));
        throw new AnotherLogError('The view stands elsewhere.');
      }
      handled.push(events.map(({ position }) => position));
    };
    stream.consume(
      options({ handle, start: async () => starts.splice(0, starts[0] === 99n ? 2 : 1).at(-1) ?? LOG_START }),
    );
    await flushed();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(handled).toEqual([[3n]]);
  });

  it('goes on although the one who is told of failures fails', async () => {
    let attempts = 0;
    const handle = async (batch: EventBatch): Promise<void> => {
      attempts += 1;
      if (attempts === 1) throw new Error('not now');
      await options().handle(batch);
    };
    const onError = (): void => {
      throw new Error('nobody listens');
    };
    stream.consume(options({ handle, onError }));
    await flushed();
    await jest.advanceTimersByTimeAsync(100);
    expect(handled).toEqual([[1n, 2n], [3n]]);
  });

  it('finishes the batch in hand when it is closed, and begins no other', async () => {
    const finishing = Promise.withResolvers<void>();
    let isClosed = false;
    const consumer = stream.consume(
      options({
        handle: async ({ events }) => {
          await finishing.promise;
          handled.push(events.map(({ position }) => position));
        },
      }),
    );
    await flushed();
    const closing = consumer.close().then(() => {
      isClosed = true;
    });
    await flushed();
    expect(isClosed).toBe(false);
    finishing.resolve();
    await closing;
    expect(handled).toEqual([[1n, 2n]]);
  });

  it('stops at once when it is closed during a pause', async () => {
    const consumer = stream.consume(options({ handle: () => Promise.reject(new Error('not now')) }));
    await flushed();
    await consumer.close();
    await consumer.close();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('stops at once when it is closed while it waits for something new', async () => {
    const consumer = stream.consume(options());
    await flushed();
    await consumer.close();
    store.record(...LOG.slice(3));
    await flushed();
    expect(handled).toEqual([[1n, 2n], [3n]]);
  });

  it('ends, unhealthy, when its store is closed', async () => {
    const consumer = stream.consume(options());
    await flushed();
    store.close();
    await gathered();
    expect([consumer.healthy(), store.follows, jest.getTimerCount()]).toEqual([false, 2, 0]);
    await consumer.close();
  });

  it('counts what is recorded and not yet handled', async () => {
    const gate = Promise.withResolvers<void>();
    const consumer = stream.consume(options({ handle: () => gate.promise }));
    expect(await consumer.lag()).toBe(-1);
    await flushed();
    expect(await consumer.lag()).toBe(3);
    gate.resolve();
    await flushed();
    expect(await consumer.lag()).toBe(0);
  });

  it('cannot count where positions have gaps', async () => {
    store.densePositions = false;
    const consumer = stream.consume(options());
    await flushed();
    expect(await consumer.lag()).toBe(-1);
  });

  it('lets a group be consumed once at a time', async () => {
    const consumer = stream.consume(options());
    expect(() => stream.consume(options())).toThrow('views');
    await consumer.close();
    stream.consume(options());
    await flushed();
    expect(handled).toEqual([[1n, 2n], [3n]]);
  });

  it('takes no consumer after it was closed', async () => {
    stream.consume(options());
    await stream.close();
    expect(() => stream.consume(options())).toThrow(StoreClosedError);
  });
});
