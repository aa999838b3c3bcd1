const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long to wait after each failed attempt, in milliseconds: three days in all, as Standard Webhooks 1.0 advises. */
const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** After so many attempts a delivery is given up. */
export const ATTEMPTS_MAX = WAITS_MS.length + 1;

/** At most a tenth is added by chance, so that deliveries that failed together do not come back together. */
const SPREAD = 0.1;

/** When to try again after `attempts` failed ones; undefined when it is given up. `chance` is from 0 to 1. */
export function nextAttemptAt(now: string, attempts: number, chance: number): string | undefined {
  const wait_ms = WAITS_MS[attempts - 1];
  if (wait_ms === undefined) return undefined;
  return new Date(Date.parse(now) + Math.round(wait_ms * (1 + SPREAD * chance))).toISOString();
}
