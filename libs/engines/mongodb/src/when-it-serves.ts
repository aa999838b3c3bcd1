import { StoreUnavailableError } from '@redress/eventing';

export interface Waits {
  /** How long each attempt waits for an engine that is out of reach. */
  readonly attempt_ms: number;
  /** How long attempts are made in all. */
  readonly total_ms: number;
}

/**
 * Opens an engine that may still be starting. The driver has one wait for everything that is asked of it, so that a long one for the
 * start would keep clients waiting as long, each time that the engine is away. Rejects with what the last attempt rejected with.
 *
 * An engine that is out of reach uses up the attempt's wait; one that answers, and refuses, is not asked again.
 */
export async function whenItServes<Engine>(
  open: (wait_ms: number) => Promise<Engine>,
  { attempt_ms, total_ms }: Waits,
): Promise<Engine> {
  const until = performance.now() + total_ms;
  for (;;) {
    const begun = performance.now();
    try {
      return await open(attempt_ms);
    } catch (error) {
      const now = performance.now();
      const isOutOfReach = error instanceof StoreUnavailableError && now - begun >= attempt_ms;
      if (!isOutOfReach || now >= until) throw error;
    }
  }
}
