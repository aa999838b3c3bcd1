import { describe, expect, it } from '@jest/globals';
import { cp, rm } from 'node:fs/promises';
import { all, appendOne, eventually, Following, ServerBench } from './server.fixture.spec.js';

describe('A follower whose server comes back with the log of a backup', () => {
  const bench = new ServerBench();

  /** Follows 20 events, takes the server back to where it had 5, and lets the log grow to so many. */
  async function restoredUnder(followInThread: boolean, length: number): Promise<unknown> {
    const [store, other] = [await bench.open(), await bench.open({ followInThread })];
    for (let revision = 0; revision < 5; revision += 1) await appendOne(store, 'complaint-A', revision);
    const [folder, backup] = [bench.folder.path, `${bench.folder.path}.backup`];
    await bench.server.kill();
    await cp(folder, backup, { recursive: true });
    await bench.server.startAgain();
    const following = new Following(other);
    for (let revision = 5; revision < 20; revision += 1) await appendOne(store, 'complaint-A', revision);
    await eventually(() => expect(following.events).toHaveLength(20));
    await bench.server.kill();
    await rm(folder, { recursive: true });
    await cp(backup, folder, { recursive: true });
    await rm(backup, { recursive: true });
    await bench.server.startAgain();
    const late = await bench.open();
    expect(await all(late)).toHaveLength(5);
    for (let count = 5; count < length; count += 1) await appendOne(late, `complaint-B${count}`, 0);
    return following.ended.then(
      () => 'ended',
      (error: unknown) => error,
    );
  }

  it.each([
    { where: 'in this thread', followInThread: false, length: 5 },
    { where: 'in this thread, grown past its place', followInThread: false, length: 60 },
    { where: 'in a thread of its own', followInThread: true, length: 5 },
  ])('ends and says so: $where', async ({ followInThread, length }) => {
    expect(await restoredUnder(followInThread, length)).toMatchObject({ code: 'another-log' });
  });
});
