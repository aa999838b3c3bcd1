import { describe, expect, it, jest } from '@jest/globals';
import { all, appendOne, ServerBench } from '../server.fixture.spec.js';

describe('Opening the event store on EventStoreDB', () => {
  const bench = new ServerBench();

  it('is given up when no server is there in time', async () => {
    await bench.server.kill();
    await expect(bench.open({ wait_ms: 0 })).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(bench.open({ wait_ms: 700 })).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('waits for a server that is still starting', async () => {
    await bench.server.kill();
    const opening = bench.open({ wait_ms: 20_000 });
    await bench.server.startAgain();
    await appendOne(await opening, 'complaint-A', 0);
  });

  it('finds the server by gossip, and finds it again', async () => {
    const host = `127.0.0.1:${bench.server.port}`;
    for (const url of [`esdb+discover://${host}?tls=false`, `esdb://${host},127.0.0.1:1?tls=false`]) {
      const store = await bench.open({ url, attempt_ms: 5_000 });
      await appendOne(store, `complaint-${url.length}`, 0);
      await bench.crash();
      await appendOne(store, `complaint-${url.length}`, 1);
    }
    expect(await all(await bench.open())).toHaveLength(4);
  });

  it('refuses a URL with a fault before it is tried, without repeating it', async () => {
    const failure = await bench.open({ url: 'esdb://redress:secret@host?tsl=true' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'store-unavailable', message: expect.stringContaining('option') });
    expect(String(failure)).not.toContain('redress:secret');
  });

  it('prints nothing', async () => {
    const spies = (['log', 'warn', 'error', 'info', 'debug'] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation(() => undefined),
    );
    const warned: unknown[] = [];
    const onWarning = (warning: unknown) => warned.push(warning);
    process.on('warning', onWarning);
    const store = await bench.open();
    await appendOne(store, 'complaint-A', 0);
    await bench.crash();
    await appendOne(store, 'complaint-A', 1);
    await store.close();
    process.off('warning', onWarning);
    const calls = spies.flatMap((spy) => spy.mock.calls);
    for (const spy of spies) spy.mockRestore();
    expect([calls, warned]).toEqual([[], []]);
  });
});
