import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type ConsumeOptions,
  type EventBatch,
  type EventStore,
  type EventStream,
  LOG_START,
  type Position,
  type StreamName,
} from '@redress/eventing';
import { sealedEvents } from './sealed-events.js';
import { holdsEventually } from './core-harness.js';
import { before, numbers } from './event-store/event-store-harness.js';

/** A stream, and the store whose events it carries. */
export interface EventStreamEngines {
  readonly store: EventStore;
  readonly stream: EventStream;
}

export interface EventStreamHarness {
  /** An empty store and the stream of it. */
  open(): Promise<EventStreamEngines>;
  /** Closes and removes both. */
  destroy(engines: EventStreamEngines): Promise<void>;
}

/** A group with effects and checkpoint in memory. */
class Group {
  readonly seen: string[] = [];
  readonly batches: EventBatch[] = [];
  private reached: Position = LOG_START;

  /** Called before the effect of each batch; a throw makes the attempt fail. */
  beforeEffect: (batch: EventBatch) => Promise<void> = async () => undefined;

  options(group: string): ConsumeOptions {
    return { group, start: async () => this.reached, handle: (batch) => this.handle(batch) };
  }

  private async handle(batch: EventBatch): Promise<void> {
    this.batches.push(batch);
    await this.beforeEffect(batch);
    this.seen.push(...batch.events.map(({ stream, revision }) => `${stream}/${revision}`));
    this.reached = batch.position;
  }
}

/** The contract of the event stream port. */
export function eventStreamContract(name: string, harness: EventStreamHarness): void {
  describe(`The event stream on ${name}`, () => {
    let engines: EventStreamEngines;
    let group: Group;
    const write = async (stream: StreamName, from: number, to: number) => {
      for (const revision of numbers(from, to)) {
        await engines.store.append(stream, before(revision), sealedEvents(stream, { from: revision }));
      }
    };
    const names = (stream: StreamName, from: number, to: number) =>
      numbers(from, to).map((revision) => `${stream}/${revision}`);

    beforeEach(async () => {
      engines = await harness.open();
      group = new Group();
    });
    afterEach(() => harness.destroy(engines));

    it('hands over history and then what is recorded later, in order within a stream', async () => {
      await write('complaint-A', 0, 30);
      engines.stream.consume(group.options('views'));
      await Promise.all([write('complaint-A', 30, 60), write('complaint-B', 0, 60)]);
      await holdsEventually(() => expect(group.seen).toHaveLength(120));
      expect(group.seen.filter((one) => one.startsWith('complaint-A'))).toEqual(names('complaint-A', 0, 60));
      expect(group.seen.filter((one) => one.startsWith('complaint-B'))).toEqual(names('complaint-B', 0, 60));
    });

    it('hands over 1 to 500 events at a time', async () => {
      for (const from of numbers(0, 12)) {
        const stream = `complaint-${from}` as const;
        await engines.store.append(stream, 'none', sealedEvents(stream, { count: 100 }));
      }
      engines.stream.consume(group.options('views'));
      await holdsEventually(() => expect(group.seen).toHaveLength(1_200));
      const sizes = group.batches.map(({ events }) => events.length);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    });

    it('gives every group every event', async () => {
      const other = new Group();
      engines.stream.consume(group.options('views'));
      engines.stream.consume(other.options('messages'));
      await write('complaint-A', 0, 20);
      await holdsEventually(() =>
        expect([group.seen, other.seen]).toEqual([names('complaint-A', 0, 20), names('complaint-A', 0, 20)]),
      );
    });

    it('brings a batch again until it is handled, and skips nothing', async () => {
      let failures = 0;
      const attempts: number[] = [];
      group.beforeEffect = async () => {
        if (failures === 3) return;
        failures += 1;
        throw new Error('the effect failed');
      };
      const onError = (_: unknown, attempt: number) => attempts.push(attempt);
      const consumer = engines.stream.consume({ ...group.options('views'), onError });
      await write('complaint-A', 0, 5);
      await holdsEventually(() => expect(group.seen).toEqual(names('complaint-A', 0, 5)));
      expect(attempts).toEqual([1, 2, 3]);
      expect(consumer.healthy()).toBe(true);
      const [first, ...later] = group.batches.slice(0, 4).map(({ events }) => events.map(({ id }) => id));
      for (const again of later) expect(again.slice(0, first!.length)).toEqual(first);
    });

    it('is unhealthy while the last attempt failed', async () => {
      group.beforeEffect = () => Promise.reject(new Error('the effect failed'));
      const consumer = engines.stream.consume(group.options('views'));
      await write('complaint-A', 0, 1);
      await holdsEventually(() => expect(consumer.healthy()).toBe(false));
      await consumer.close();
      expect(group.seen).toEqual([]);
    });

    it('stops one failing group and no other', async () => {
      const other = new Group();
      group.beforeEffect = () => Promise.reject(new Error('the effect failed'));
      engines.stream.consume(group.options('views'));
      engines.stream.consume(other.options('messages'));
      await write('complaint-A', 0, 10);
      await holdsEventually(() => expect(other.seen).toEqual(names('complaint-A', 0, 10)));
      expect(group.seen).toEqual([]);
    });

    it('goes on where the group’s effects reach', async () => {
      await write('complaint-A', 0, 10);
      const consumer = engines.stream.consume(group.options('views'));
      await holdsEventually(() => expect(group.seen).toHaveLength(10));
      await consumer.close();
      await write('complaint-A', 10, 20);
      engines.stream.consume(group.options('views'));
      await holdsEventually(() => expect(group.seen).toEqual(names('complaint-A', 0, 20)));
    });

    it('finishes the batch in hand when it is closed, and begins no other', async () => {
      const begun = Promise.withResolvers<void>();
      const goOn = Promise.withResolvers<void>();
      group.beforeEffect = () => (begun.resolve(), goOn.promise);
      const consumer = engines.stream.consume(group.options('views'));
      await write('complaint-A', 0, 1);
      await begun.promise;
      const closed = Promise.all([consumer.close(), consumer.close()]);
      await write('complaint-A', 1, 5);
      goOn.resolve();
      await closed;
      expect(group.seen).toEqual(names('complaint-A', 0, 1));
    });

    it('waits for a slow group without reading ahead for it', async () => {
      let inHand = 0;
      let inHandMost = 0;
      group.beforeEffect = async () => {
        inHandMost = Math.max(inHandMost, (inHand += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        inHand -= 1;
      };
      engines.stream.consume(group.options('views'));
      await write('complaint-A', 0, 100);
      await holdsEventually(() => expect(group.seen).toEqual(names('complaint-A', 0, 100)));
      expect(inHandMost).toBe(1);
    });

    it('tells how far a group is behind, or that it cannot tell', async () => {
      const goOn = Promise.withResolvers<void>();
      group.beforeEffect = () => goOn.promise;
      const consumer = engines.stream.consume(group.options('views'));
      await write('complaint-A', 0, 3);
      await holdsEventually(async () => expect([3, -1]).toContain(await consumer.lag()));
      goOn.resolve();
      await holdsEventually(async () => expect(await consumer.lag()).toBeLessThanOrEqual(0));
    });
  });
}
