import { beforeEach, describe, expect, it } from '@jest/globals';
import { Problem } from '@redress/platform';
import { AttemptLimiter } from './attempt-limiter.js';

describe('The limit on attempts at tracking codes', () => {
  let limiter: AttemptLimiter;
  beforeEach(() => {
    limiter = new AttemptLimiter();
  });

  /** Returns how many of the attempts are let through. */
  const passed = async (count: number, reference: (n: number) => string, address: (n: number) => string) => {
    const attempts = Array.from({ length: count }, (_, n) => limiter.attempt(reference(n), address(n)));
    return (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled').length;
  };

  it('lets ten through for one reference, wherever they come from', async () => {
    expect(
      await passed(
        30,
        () => 'A',
        (n) => `192.0.2.${n}`,
      ),
    ).toBe(10);
  });

  it('lets a hundred through from one address, whatever they are for', async () => {
    expect(
      await passed(
        150,
        (n) => `R${n}`,
        () => '192.0.2.1',
      ),
    ).toBe(100);
  });

  it('says when to come again, in whole seconds within a quarter of an hour', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await limiter.attempt('A', '192.0.2.1');
    const refused: unknown = await limiter.attempt('A', '192.0.2.1').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    const { code, options } = refused as Problem;
    expect(code).toBe('rate-limited');
    expect(Number.isInteger(options.retryAfterSeconds)).toBe(true);
    expect(options.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(options.retryAfterSeconds).toBeLessThanOrEqual(900);
  });

  it('forgives the earlier slips on a reference when the right code is given', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await limiter.attempt('A', '192.0.2.1');
    await limiter.succeeded('A', '192.0.2.1');
    await expect(limiter.attempt('A', '192.0.2.2')).resolves.toBeUndefined();
  });

  it('does not let a complaint of one’s own pay for guesses at others', async () => {
    for (let round = 0; round < 100; round += 1) {
      await limiter.attempt(`guess-${round}`, '192.0.2.1').catch(() => undefined);
      await limiter.attempt('own', '192.0.2.1').then(
        () => limiter.succeeded('own', '192.0.2.1'),
        () => undefined,
      );
    }
    await expect(limiter.attempt('another', '192.0.2.1')).rejects.toThrow(Problem);
  });
});
