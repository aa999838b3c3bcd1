import { Injectable } from '@nestjs/common';
import { Problem } from '@redress/platform';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** Wrong codes for one reference within a quarter of an hour: at 50 bits a code cannot be found by trying. */
const ATTEMPTS_PER_REFERENCE = 10;
/** Wrong codes from one address within a quarter of an hour: a household or an office, not a dictionary. */
const ATTEMPTS_PER_ADDRESS = 100;
const WINDOW_SECONDS = 900;

/** Limits attempts on tracking codes. Counts are kept in memory and forgotten when their window ends. */
@Injectable()
export class AttemptLimiter {
  private readonly byReference = new RateLimiterMemory({ points: ATTEMPTS_PER_REFERENCE, duration: WINDOW_SECONDS });
  private readonly byAddress = new RateLimiterMemory({ points: ATTEMPTS_PER_ADDRESS, duration: WINDOW_SECONDS });

  /** Counts an attempt before it is looked at. Throws `rate-limited` when there were too many. */
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
   * A right code clears the reference: its owner is not punished for earlier slips. To the address it gives back its own attempt and no
   * other, so that many may come through one address, and a complaint of one's own is no way to go on guessing.
   */
  async succeeded(reference: string, address: string): Promise<void> {
    await this.byReference.delete(reference);
    await this.byAddress.reward(address);
  }
}
