import { beforeEach, describe, expect, it } from '@jest/globals';
import { Limits, loadConfig, MemoryCounterStore, Metrics, Problem, ServerSecrets } from '@redress/platform';
import fc from 'fast-check';
import { attemptOn } from './sign-in-limits.js';

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

function fresh(at: { readonly ms: number }): Limits {
  const secrets = new ServerSecrets(new Uint8Array(32).fill(7));
  return new Limits(new MemoryCounterStore(() => at.ms), secrets, loadConfig({}), new Metrics());
}

/** Seconds to wait before the next attempt is looked at; 0 when this one is, and fails. */
async function waitAfterFailure(person: string, client: string, on: Limits): Promise<number> {
  try {
    await on.count(attemptOn(person, client));
    return 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.code).toBe('rate-limited');
    return error.options.retryAfterSeconds ?? 0;
  }
}

describe('Attempts to sign in', () => {
  let clock: { ms: number };
  let limits: Limits;
  beforeEach(() => {
    clock = { ms: 0 };
    limits = fresh(clock);
  });

  /** The waits of somebody who tries as soon as they may, `tries` times in all. */
  const waits = async (tries: number): Promise<readonly number[]> => {
    const all: number[] = [];
    for (let n = 0; n < tries;) {
      const seconds = await waitAfterFailure('p', 'c', limits);
      if (seconds === 0) n += 1;
      else {
        all.push(seconds);
        clock.ms += seconds * SECOND;
      }
    }
    return all;
  };

  describe('Wrong passwords on one account of one client', () => {
    it('wait the longer the more there were: a minute at first, then an hour, then the rest of a day', async () => {
      const untilNextHour = [60, 60, 60, 60, 3360];
      const untilNextDay = 21 * (HOUR / SECOND);
      expect(await waits(61)).toEqual([...untilNextHour, ...untilNextHour, ...untilNextHour, untilNextDay]);
    });

    it('are never more than two windows of each limit allow, whenever they are made', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 2 * HOUR }), { maxLength: 150 }), async (pauses) => {
          const at = { ms: 0 };
          const own = fresh(at);
          const looked: number[] = [];
          for (const pause of pauses) {
            at.ms += pause;
            if ((await waitAfterFailure('p', 'c', own)) === 0) looked.push(at.ms);
          }
          // A window begins with its first attempt, so two of them may meet in any day.
          for (const [index, since] of looked.entries()) {
            const within = (length: number) => looked.slice(index).filter((ms) => ms < since + length).length;
            expect(within(MINUTE)).toBeLessThanOrEqual(10);
            expect(within(HOUR)).toBeLessThanOrEqual(40);
            expect(within(DAY)).toBeLessThanOrEqual(120);
          }
        }),
        { numRuns: 50 },
      );
    });

    it('never lock it for good: after the time that is said the next is looked at', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 0, max: HOUR }), { minLength: 1, maxLength: 150 }),
          async (pauses) => {
            const at = { ms: 0 };
            const own = fresh(at);
            for (const pause of pauses) {
              at.ms += pause;
              let seconds = await waitAfterFailure('p', 'c', own);
              expect(seconds).toBeLessThanOrEqual(DAY / SECOND);
              // The next limit may have been reached meanwhile: there are three.
              for (let limit = 0; limit < 3 && seconds > 0; limit += 1) {
                at.ms += seconds * SECOND;
                seconds = await waitAfterFailure('p', 'c', own);
              }
              expect(seconds).toBe(0);
            }
          },
        ),
        { numRuns: 50 },
      );
    });
  });

  describe('Wrong passwords on one account', () => {
    const fail = async (times: number, client: (n: number) => string): Promise<void> => {
      for (let n = 0; n < times; n += 1) await waitAfterFailure('p', client(n), limits);
    };

    it.each<[what: string, times: number, client: (n: number) => string, wait: number]>([
      ['of one stranger leave the owner elsewhere alone', 1_000, () => 'stranger', 0],
      ['of twenty strangers keep the owner out for a minute', 20, (n) => `stranger-${n}`, 60],
      ['of nineteen do not', 19, (n) => `stranger-${n}`, 0],
    ])('%s', async (_what, times, client, wait) => {
      await fail(times, client);
      expect(await waitAfterFailure('p', 'owner', limits)).toBe(wait);
    });

    it('of any number of strangers keep the owner out for an hour at most', async () => {
      let longest = 0;
      for (let minute = 0; minute < 100; minute += 1) {
        await fail(30, (n) => `stranger-${minute}-${n}`);
        longest = Math.max(longest, await waitAfterFailure('p', `owner-${minute}`, limits));
        clock.ms += MINUTE;
      }
      expect(longest).toBeGreaterThan(60);
      expect(longest).toBeLessThanOrEqual(HOUR / SECOND);
    });

    it('leave other accounts alone', async () => {
      await fail(1_000, (n) => `stranger-${n}`);
      expect(await waitAfterFailure('other', 'owner', limits)).toBe(0);
    });
  });

  describe('Wrong passwords of one client', () => {
    it('on any accounts are a hundred in a quarter of an hour', async () => {
      for (let n = 0; n < 100; n += 1) expect(await waitAfterFailure(`p-${n}`, 'c', limits)).toBe(0);
      expect(await waitAfterFailure('p', 'c', limits)).toBe(900);
      expect(await waitAfterFailure('p', 'other', limits)).toBe(0);
    });
  });
});
