import { expect, it } from '@jest/globals';
import { type EventStore, LOG_START } from '@redress/eventing';
import { sealedEvents } from '@redress/testing';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { all, describeWhere, eventually, Following, ServerBench } from '../server.fixture.spec.js';

const megabyte = 1_000_000;
/** Several times the limit of waiting events. */
const EVENTS = 400;
/** Large appends take longer than the attempts of other specs. */
const patiently = { attempt_ms: 20_000 };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** Memory left when collecting garbage frees no more: buffers are freed on another thread, some time after their collection. */
const bytesInUse = async () => {
  for (let least = Infinity; ;) {
    collectGarbage();
    await setTimeout(50);
    const { heapUsed, external } = process.memoryUsage();
    if (heapUsed + external > least - 0.1 * megabyte) return least;
    least = heapUsed + external;
  }
};

const servers = [
  { among: 'few checkpoints', checkpointEvery: undefined },
  { among: 'a checkpoint after every event', checkpointEvery: 1 },
];
for (const { among, checkpointEvery } of servers) {
  describeWhere(...(checkpointEvery ? ['checkpointEvery' as const] : []))(
    `A consumer that is slow among ${among}`,
    () => {
      const bench = new ServerBench({ maxAppendSize: 8 * 1024 * 1024, ...(checkpointEvery && { checkpointEvery }) });

      /** Writes twenty-four megabytes, in events of sixty kilobytes. */
      const fill = async (store: EventStore) => {
        for (let number = 0; number < EVENTS / 50; number += 1) {
          const stream = `complaint-${number}` as const;
          const events = sealedEvents(stream, { count: 50, data: { text: 'x'.repeat(60_000) } });
          await store.append(stream, 'none', events);
        }
      };

      it.each(['history', 'live'])('makes the server wait, and memory stays flat: %s', async (when) => {
        const [store, other] = [await bench.open(patiently), await bench.open(patiently)];
        if (when === 'history') await fill(other);
        const before = await bytesInUse();
        const goOn = Promise.withResolvers<void>();
        const seen: string[] = [];
        let atRest = false;
        const stop = new AbortController();
        const consuming = (async () => {
          for await (const { events } of store.follow(LOG_START, { signal: stop.signal, batchSize: 5 })) {
            seen.push(...events.map(({ id }) => id));
            atRest = events.length > 0;
            if (atRest) await goOn.promise;
            if (seen.length === EVENTS) return;
          }
        })();
        if (when === 'live') await fill(other);
        await eventually(() => expect(atRest).toBe(true));
        // While another follower receives everything, the slow one is sent no more than it can hold.
        const fast = new Following(other);
        await eventually(() => expect(fast.events).toHaveLength(EVENTS));
        await fast.end();
        const ids = fast.events.map(({ id }) => id);
        fast.events.length = 0;
        expect((await bytesInUse()) - before).toBeLessThan(13 * megabyte);
        goOn.resolve();
        await consuming;
        expect(seen).toEqual(ids);
      });

      it('skips nothing when each batch takes it some milliseconds', async () => {
        const store = await bench.open(patiently);
        await fill(store);
        const recorded = await all(store);
        const seen: string[] = [];
        const stop = new AbortController();
        for await (const { events } of store.follow(LOG_START, { signal: stop.signal, batchSize: 5 })) {
          seen.push(...events.map(({ id }) => id));
          if (seen.length >= EVENTS) stop.abort();
          await setTimeout(10);
        }
        expect(seen).toEqual(recorded.map(({ id }) => id));
      });
    },
  );
}
