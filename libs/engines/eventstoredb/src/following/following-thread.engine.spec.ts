import { LOG_START } from '@redress/eventing';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect, it } from '@jest/globals';
import { all, appendOne, describeWhere, dropped, eventually, Following, ServerBench } from '../server.fixture.spec.js';
import { followInThread } from './follow-in-thread.js';

const kills = Number(process.env['REDRESS_KILLS'] ?? 2);
const writers = 4;

const servers = [
  { among: 'few checkpoints', options: {} },
  { among: 'a checkpoint after every event', options: { version: '24.2', checkpointEvery: 1 } as const },
];
for (const { among, options } of servers) {
  describeWhere(...('checkpointEvery' in options ? ['checkpointEvery' as const] : []))(
    `A follower in a thread of its own among ${among}`,
    () => {
      const bench = new ServerBench(options);

      it('skips and doubles nothing while its server is killed and its subscription is dropped under load', async () => {
        const [store, other] = [await bench.open(), await bench.open({ followInThread: true })];
        const following = new Following(other);
        let goesOn = true;
        const writing = Array.from({ length: writers }, async (_, writer) => {
          for (let revision = 0; goesOn; revision += 1) await appendOne(store, `complaint-${writer}`, revision);
        });
        const moreOf = async (count: number) => {
          const enough = following.events.length + count;
          await eventually(() => expect(following.events.length).toBeGreaterThan(enough));
        };
        for (let kill = 0; kill < kills; kill += 1) {
          await moreOf(50);
          await bench.crash();
          await moreOf(50);
          await bench.server.fault(dropped(kill));
        }
        await moreOf(50);
        goesOn = false;
        await Promise.all(writing);
        const recorded = await all(store);
        await eventually(() => expect(following.events).toHaveLength(recorded.length));
        expect(following.events).toEqual(recorded);
        await eventually(() => expect(following.caughtUp).toBe(true));
        await following.end();
      });

      it('goes on in the middle, behind what a follower before it has had', async () => {
        const store = await bench.open({ followInThread: true });
        for (let revision = 0; revision < 30; revision += 1) await appendOne(store, 'complaint-A', revision);
        const recorded = await all(store);
        const following = new Following(store, recorded[19]!.position);
        await eventually(() => expect(following.events).toEqual(recorded.slice(20)));
        await following.end();
      });

      it('ends at an event of ours that cannot be read, and names its place as one in this thread does', async () => {
        const [here, there] = [await bench.open(), await bench.open({ followInThread: true })];
        const others = EventStoreDBClient.connectionString(bench.server.url);
        const metadata = { format: 'redress-event-1', version: 0, metadata: {} };
        await others.appendToStream('complaint-A', [jsonEvent({ type: 'X', data: {}, metadata })]);
        await others.dispose();
        const failureOf = (following: Following) => following.ended.catch((error: unknown) => error);
        const failure = await failureOf(new Following(there));
        expect(failure).toMatchObject({ code: 'store-corrupt', message: expect.stringContaining('complaint-A') });
        expect(failure).toEqual(await failureOf(new Following(here)));
      });

      it('is reported when its thread comes to an end by itself', async () => {
        const order = { url: 'esdb://host:port', after: LOG_START, batchSize: 1, silence_ms: 200, patience_ms: 600 };
        const following = followInThread(order, new AbortController().signal);
        await expect(following.next()).rejects.toThrow();
      });
    },
  );
}
