import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import { toReference } from '@redress/domain';
import { loadConfig, Limits, MemoryCounterStore, Metrics, Problem, ServerSecrets } from '@redress/platform';
import { AttemptLimiter } from './attempt-limiter.js';

const numbered = (n: number): Reference => toReference(String(n).padStart(12, '0'));

describe('The limit on wrong tracking codes', () => {
  let limiter: AttemptLimiter;
  beforeEach(() => {
    const secrets = new ServerSecrets(new Uint8Array(32).fill(7));
    limiter = new AttemptLimiter(new Limits(new MemoryCounterStore(), secrets, loadConfig({}), new Metrics()));
  });

  /** How many wrong codes, one after another, are answered as wrong and not refused. */
  const answered = async (count: number, reference: (n: number) => Reference, client: (n: number) => string) => {
    let passed = 0;
    for (let n = 0; n < count; n += 1) {
      await limiter.failed(reference(n), client(n)).then(
        () => (passed += 1),
        () => undefined,
      );
    }
    return passed;
  };
  const refusal = (reference: Reference, client: string): Promise<unknown> =>
    limiter.failed(reference, client).catch((error: unknown) => error);

  it('answers ten for one reference, wherever they come from', async () => {
    const passed = await answered(
      30,
      () => toReference('AAAAAAAAAAAA'),
      (n) => `192.0.2.${n}`,
    );
    expect(passed).toBe(10);
  });

  it('answers a hundred from one client, whatever they are for', async () => {
    const passed = await answered(
      150,
      (n) => numbered(n),
      () => '192.0.2.1',
    );
    expect(passed).toBe(100);
  });

  it('answers ten thousand in all, so that many clients together guess no faster', async () => {
    const passed = await answered(
      10_100,
      (n) => numbered(n),
      (n) => `2001:db8:0:${n.toString(16)}::/64`,
    );
    expect(passed).toBe(10_000);
  });

  it('keeps a reference shut for seconds, a client for a quarter of an hour, and says for how long', async () => {
    await answered(
      10,
      () => toReference('AAAAAAAAAAAA'),
      (n) => `192.0.2.${n}`,
    );
    const short = await refusal(toReference('AAAAAAAAAAAA'), '192.0.2.99');
    await answered(
      100,
      (n) => numbered(n),
      () => '192.0.2.1',
    );
    const long = await refusal(toReference('BBBBBBBBBBBB'), '192.0.2.1');
    for (const [refused, most] of [
      [short, 10],
      [long, 900],
    ] as const) {
      expect(refused).toBeInstanceOf(Problem);
      const { code, options } = refused as Problem;
      expect([code, Number.isInteger(options.retryAfterSeconds)]).toEqual(['rate-limited', true]);
      expect(options.retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(options.retryAfterSeconds).toBeLessThanOrEqual(most);
    }
  });

  it('counts no refused attempt: a client that is shut out shuts no reference', async () => {
    await answered(
      100,
      (n) => numbered(n),
      () => '192.0.2.1',
    );
    await answered(
      50,
      () => toReference('AAAAAAAAAAAA'),
      () => '192.0.2.1',
    );
    await expect(limiter.failed(toReference('AAAAAAAAAAAA'), '192.0.2.2')).resolves.toBeUndefined();
  });

  it('counts no attempt on a shut reference against the client', async () => {
    await answered(
      200,
      () => toReference('AAAAAAAAAAAA'),
      () => '192.0.2.1',
    );
    await expect(limiter.failed(toReference('BBBBBBBBBBBB'), '192.0.2.1')).resolves.toBeUndefined();
  });
});
