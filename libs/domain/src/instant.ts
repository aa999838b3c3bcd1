/** An instant of ISO 8601 in UTC with milliseconds: `2026-11-02T08:00:00.000Z`. */
export type Instant = string;

/** Whether `a` is strictly later than `b`. Throws a `RangeError` when either is not an instant. */
export function isAfter(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0;
}

/** The later of two instants. Throws a `RangeError` when either is not an instant. */
export function latest(a: Instant, b: Instant): Instant {
  return isAfter(a, b) ? a : b;
}
