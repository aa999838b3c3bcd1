import { describe, expect, it } from '@jest/globals';
import { type EventStore, type StreamName } from '@redress/eventing';
import { sealedEvents } from '@redress/testing';
import { all, appendOne, eventually, Following, itWhere, ServerBench } from '../server.fixture.spec.js';

const kills = Number(process.env['REDRESS_KILLS'] ?? 4);
const writers = 8;

describe('A server that is killed', () => {
  const bench = new ServerBench();

  /** Appends one event after another until stopped; records those that were acknowledged. */
  const write = async (store: EventStore, stream: StreamName, answered: string[], goesOn: () => boolean) => {
    for (let revision = 0; goesOn(); revision += 1) {
      const { position } = await appendOne(store, stream, revision);
      answered.push(`${stream}/${revision}@${position}`);
    }
  };

  it('loses nothing that was answered, doubles nothing, and followers skip and double nothing', async () => {
    const [store, other] = [await bench.open(), await bench.open()];
    const following = new Following(other);
    const answered: string[] = [];
    let goesOn = true;
    const names = Array.from({ length: writers }, (_, index) => `complaint-${index}` as const);
    const writing = Promise.all(names.map((name) => write(store, name, answered, () => goesOn)));
    for (let kill = 1; kill <= kills; kill += 1) {
      const enough = answered.length + 100;
      await eventually(() => expect(answered.length).toBeGreaterThan(enough));
      await bench.crash();
    }
    goesOn = false;
    await writing;
    const recorded = await all(store);
    expect(recorded.map(({ stream, revision, position }) => `${stream}/${revision}@${position}`).sort()).toEqual(
      [...answered].sort(),
    );
    await eventually(() => expect(following.events).toHaveLength(recorded.length));
    expect(following.events).toEqual(recorded);
    await eventually(() => expect(following.caughtUp).toBe(true));
    await following.end();
  });

  it('is found again by a follower that waits, with what another client wrote meanwhile', async () => {
    const store = await bench.open();
    const following = new Following(store);
    await appendOne(store, 'complaint-A', 0);
    await eventually(() => expect(following.events).toHaveLength(1));
    await bench.crash();
    const other = await bench.open();
    for (let revision = 1; revision <= 50; revision += 1) await appendOne(other, 'complaint-A', revision);
    await eventually(() => expect(following.events.map(({ revision }) => revision)).toHaveLength(51));
    expect(following.events).toEqual(await all(store));
    await following.end();
  });

  it('while it is away is waited for by an append, and reported by a read', async () => {
    const store = await bench.open();
    await appendOne(store, 'complaint-A', 0);
    await bench.server.kill();
    const append = appendOne(store, 'complaint-A', 1);
    append.catch(() => undefined);
    await expect(all(store)).rejects.toMatchObject({ code: 'store-unavailable' });
    await bench.server.startAgain();
    expect(await append).toMatchObject({ revision: 1 });
    expect(await all(store)).toHaveLength(2);
  });

  itWhere('its files')('comes back without the end of a write that was torn', async () => {
    const store = await bench.open();
    await store.append('complaint-A', 'none', sealedEvents('complaint-A', { count: 5 }));
    await bench.server.kill();
    const { appendFileSync } = await import('node:fs');
    appendFileSync(bench.folder.file('events.log'), Buffer.from([0, 0, 1, 0, 0, 0, 2, 0, 1, 2, 3]));
    await bench.server.startAgain();
    await store.append('complaint-A', 4, sealedEvents('complaint-A', { from: 5 }));
    await bench.crash();
    expect(await all(store)).toHaveLength(6);
  });
});
