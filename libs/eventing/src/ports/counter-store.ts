/** An amount to count against a limit, within a window that begins with the first amount after the last window ended. */
export interface Claim {
  /** Names the counter: 1 to 255 characters, and nothing personal. */
  readonly key: string;
  /** A whole number from 1. */
  readonly amount: number;
  /** The most that one window may hold. */
  readonly max: number;
  /** Length of a window. */
  readonly seconds: number;
}

/**
 * Counts against limits, for all processes that share it. Only bounds are lost with its data, so it may forget all counts, and needs no
 * backup.
 *
 * Errors: `StoreClosedError`, `StoreUnavailableError`.
 */
export interface CounterStore {
  /**
   * Counts an amount unless the window would then hold more than `max`, in one step with the check. Returns undefined once it is counted,
   * otherwise the milliseconds until the window ends: what is refused is not counted, so that no refusal prolongs another.
   */
  add(claim: Claim): Promise<number | undefined>;
  /** Takes an amount back that was counted for something that came to nothing. Ignored once its window has ended. */
  takeBack(claim: Pick<Claim, 'key' | 'amount'>): Promise<void>;
  close(): Promise<void>;
}

const KEY_LENGTH_MAX = 255;

/** Throws `RangeError` for a claim that no counter store accepts. */
export function requireClaim({ key, amount, max, seconds }: Claim): void {
  if (key.length < 1 || key.length > KEY_LENGTH_MAX) {
    throw new RangeError(`A counter's key has 1 to ${KEY_LENGTH_MAX} characters.`);
  }
  for (const [name, value] of Object.entries({ amount, max, seconds })) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`The ${name} of a claim is a whole number from 1.`);
  }
}
