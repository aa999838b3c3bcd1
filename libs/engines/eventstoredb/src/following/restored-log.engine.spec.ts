import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { describe, expect, it } from '@jest/globals';
import { cp, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { all, appendOne, eventually, Following, ServerBench } from '../server.fixture.spec.js';

describe('A follower whose server comes back with the log of a backup', () => {
  const bench = new ServerBench();
  const backup = () => `${bench.folder.path}.backup`;

  /** Copies the server's files while nothing is written. */
  async function backUp(): Promise<void> {
    await cp(bench.folder.path, backup(), { recursive: true });
  }

  /** Restores the server from that copy. */
  async function restore(): Promise<void> {
    await bench.server.kill();
    await rm(bench.folder.path, { recursive: true });
    await cp(backup(), bench.folder.path, { recursive: true });
    await rm(backup(), { recursive: true });
    await bench.server.startAgain();
  }

  it.each([
    { where: 'in this thread', followInThread: false, length: 5 },
    { where: 'in this thread, grown past its place', followInThread: false, length: 60 },
    { where: 'in a thread of its own', followInThread: true, length: 5 },
  ])('ends and says so, $where', async ({ followInThread, length }) => {
    const [store, other] = [await bench.open(), await bench.open({ followInThread })];
    for (let revision = 0; revision < 5; revision += 1) await appendOne(store, 'complaint-A', revision);
    await backUp();
    const following = new Following(other);
    for (let revision = 5; revision < 20; revision += 1) await appendOne(store, 'complaint-A', revision);
    await eventually(() => expect(following.events).toHaveLength(20));
    await restore();
    const late = await bench.open();
    expect(await all(late)).toHaveLength(5);
    for (let count = 5; count < length; count += 1) await appendOne(late, `complaint-B${count}`, 0);
    await expect(following.ended).rejects.toMatchObject({ code: 'another-log' });
  });

  it('goes on where only events of others are gone that it had passed over', async () => {
    const store = await bench.open();
    const following = new Following(store);
    await appendOne(store, 'complaint-A', 0);
    await eventually(() => expect(following.events).toHaveLength(1));
    await backUp();
    const others = EventStoreDBClient.connectionString(bench.server.url);
    const theirs = Array.from({ length: 1_500 }, () => jsonEvent({ type: 'theirs', data: {} }));
    await others.appendToStream('theirs', theirs);
    await others.dispose();
    // Checkpoints follow a number of foreign events and are not handed out, so no condition can be awaited.
    await pause(500);
    await restore();
    await appendOne(await bench.open(), 'complaint-A', 1);
    await eventually(() => expect(following.events).toHaveLength(2));
    await following.end();
  });
});
