import { Injectable } from '@nestjs/common';
import { Problem } from '@redress/platform';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Wrong codes per client within a quarter of an hour: enough for a household or an office, not for a dictionary attack. */
const WRONG_PER_CLIENT = 100;
const CLIENT_SECONDS = 900;
/** Wrong codes per reference within some seconds, wherever they come from: faster than people type, slower than programs guess. */
const WRONG_PER_REFERENCE = 10;
const REFERENCE_SECONDS = 10;

/**
 * Limits wrong tracking codes. A right code is never counted and never refused: whoever shares an address with an attacker, or has their
 * reference attacked, still comes in. The limit is not what keeps a code secret: it has 50 bits, so at a thousand tries a second, day and
 * night, it is found after eighteen thousand years on average. The limit makes guessing show as refusals, in the metrics of every service.
 *
 * Counts are kept in memory and end with their window. A refused attempt is not counted, so nobody prolongs a refusal.
 */
@Injectable()
export class AttemptLimiter {
  private readonly byClient = new RateLimiterMemory({ points: WRONG_PER_CLIENT, duration: CLIENT_SECONDS });
  private readonly byReference = new RateLimiterMemory({ points: WRONG_PER_REFERENCE, duration: REFERENCE_SECONDS });

  /** Counts a wrong code; without a reference, what was sent is none. Throws `rate-limited` when there were too many before it. */
  async failed(reference: string | undefined, client: string): Promise<void> {
    await refuseIfFull(this.byClient, client);
    if (reference !== undefined) await refuseIfFull(this.byReference, reference);
    await this.byClient.penalty(client);
    if (reference !== undefined) await this.byReference.penalty(reference);
  }
}

async function refuseIfFull(limiter: RateLimiterMemory, key: string): Promise<void> {
  const known = await limiter.get(key);
  if (known === null || known.consumedPoints < limiter.points) return;
  throw new Problem('rate-limited', { retryAfterSeconds: Math.max(1, Math.ceil(known.msBeforeNext / 1000)) });
}
