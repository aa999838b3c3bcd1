import { describe, expect, it, jest } from '@jest/globals';
import { loadConfig } from '../service/configuration/load-config.js';
import { Metrics } from '../service/operations/metrics.js';
import { Backlog } from './backlog.js';

const BOUND = 100;

/** Consumers with these backlogs, which a test changes. Each question looks anew. */
function doorOf(lags: Record<string, number | Error>) {
  const metrics = new Metrics();
  const consumers = Object.keys(lags).map((group) => ({
    group,
    lag: async () => {
      const lag = lags[group]!;
      if (lag instanceof Error) throw lag;
      return lag;
    },
  }));
  const backlog = new Backlog(
    loadConfig({ REDRESS_BACKLOG_EVENTS: String(BOUND) }),
    { all: () => consumers } as unknown as ConstructorParameters<typeof Backlog>[1],
    metrics,
  );
  let nowMs = 0;
  const isOpen = async (laterMs = 1_000): Promise<boolean> => {
    nowMs += laterMs;
    const clock = jest.spyOn(performance, 'now').mockReturnValue(nowMs);
    try {
      await backlog.requireShort();
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'backlog-too-long', options: { retryAfterSeconds: 10 } });
      return false;
    } finally {
      clock.mockRestore();
    }
  };
  return { isOpen, metrics };
}

describe('The door', () => {
  it('is open up to the bound, closed beyond it, and open again once the work is done', async () => {
    const lags = { cases: 0 };
    const { isOpen } = doorOf(lags);
    const seen = [];
    for (const events of [0, BOUND, BOUND + 1, 5_000, BOUND, 0]) {
      lags.cases = events;
      seen.push(await isOpen());
    }
    expect(seen).toEqual([true, true, false, false, true, true]);
  });

  it('is closed by whichever group is too far behind, and counts by its name', async () => {
    const lags = { cases: 0, letters: 0 };
    const { isOpen, metrics } = doorOf(lags);
    await isOpen();
    lags.letters = BOUND + 1;
    expect([await isOpen(), await isOpen()]).toEqual([false, false]);
    expect(await metrics.registry.metrics()).toContain('redress_backlog_refused_total{group="letters"} 2');
  });

  it('stays open while an inherited backlog shrinks, and closes when it has grown beyond its shortest', async () => {
    const lags = { cases: 50_000 };
    const { isOpen } = doorOf(lags);
    const seen = [];
    for (const events of [50_000, 20_000, 20_000 + BOUND, 20_001 + BOUND, 300, 301 + BOUND]) {
      lags.cases = events;
      seen.push(await isOpen());
    }
    expect(seen).toEqual([true, true, true, false, true, false]);
  });

  it('is open where nothing is known of the backlog', async () => {
    const lags: Record<string, number | Error> = { cases: 0, letters: 0 };
    const { isOpen } = doorOf(lags);
    expect(await isOpen()).toBe(true);
    Object.assign(lags, { cases: -1, letters: new Error('unreachable') });
    expect(await isOpen()).toBe(true);
    Object.assign(lags, { cases: BOUND + 1 });
    expect(await isOpen()).toBe(false);
  });

  it('asks the consumers a few times a second at most', async () => {
    const lags = { cases: 0 };
    const { isOpen } = doorOf(lags);
    expect(await isOpen()).toBe(true);
    lags.cases = BOUND + 1;
    expect([await isOpen(199), await isOpen(1)]).toEqual([true, false]);
  });
});
