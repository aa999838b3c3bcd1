import { Injectable } from '@nestjs/common';
import { Problem } from '@redress/platform';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** Wrong codes per reference within a quarter of an hour: a code of 50 bits cannot be guessed at this rate. */
const ATTEMPTS_PER_REFERENCE = 10;
/** Wrong codes per address within a quarter of an hour: enough for a household or an office, not for a dictionary attack. */
const ATTEMPTS_PER_ADDRESS = 100;
const WINDOW_SECONDS = 900;

/** Limits attempts on tracking codes. Counts are kept in memory and forgotten when their window ends. */
@Injectable()
export class AttemptLimiter {
  private readonly byReference = new RateLimiterMemory({ points: ATTEMPTS_PER_REFERENCE, duration: WINDOW_SECONDS });
  private readonly byAddress = new RateLimiterMemory({ points: ATTEMPTS_PER_ADDRESS, duration: WINDOW_SECONDS });

  /** Counts an attempt before the code is checked. Throws `rate-limited` when there were too many. */
  async attempt(reference: string, address: string): Promise<void> {
    try {
      await this.byAddress.consume(address);
      await this.byReference.consume(reference);
    } catch (limit) {
      const { msBeforeNext } = limit as RateLimiterRes;
      throw new Problem('rate-limited', { retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
    }
  }

  /**
   * Clears the reference after a correct code, so that its owner is not punished for earlier mistakes. The address gets back only this
   * attempt, so that many people can share it, and nobody can reset it with a complaint of their own to keep guessing.
   */
  async succeeded(reference: string, address: string): Promise<void> {
    await this.byReference.delete(reference);
    await this.byAddress.reward(address);
  }
}
