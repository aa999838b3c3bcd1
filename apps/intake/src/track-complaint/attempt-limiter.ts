import { Injectable } from '@nestjs/common';
import type { Reference } from '@redress/contracts';
import { Limits } from '@redress/platform';

/**
 * Limits wrong tracking codes: of one client, for one reference and in all. A right code is never counted and never refused: whoever shares
 * an address with an attacker, or has their reference attacked, still comes in. The limit is not what keeps a code secret: it has 50 bits, so
 * at a thousand tries a second, day and night, it is found after eighteen thousand years on average. The limit makes guessing show as
 * refusals, in the metrics of every service.
 */
@Injectable()
export class AttemptLimiter {
  constructor(private readonly limits: Limits) {}

  /** Counts a wrong code; without a reference, what was sent is none. Throws `rate-limited` when there were too many before it. */
  async failed(reference: Reference | undefined, client: string): Promise<void> {
    await this.limits.count([
      { limit: 'wrong-codes-per-client', of: client },
      ...(reference === undefined ? [] : [{ limit: 'wrong-codes-per-reference', of: reference } as const]),
      { limit: 'wrong-codes-in-all', of: 'everybody' },
    ]);
  }
}
