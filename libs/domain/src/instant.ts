/** An instant of ISO 8601 in UTC with milliseconds: `2026-11-02T08:00:00.000Z`. */
export type Instant = string;

/** As every instant is written that the services make; in this form the order of the texts is the order in time. */
const WRITTEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Whether `a` is strictly later than `b`. Throws a `RangeError` when either is not written as an instant. */
export function isAfter(a: Instant, b: Instant): boolean {
  // Every command asks this several times, and `Temporal` takes a hundred times as long.
  return WRITTEN.test(a) && WRITTEN.test(b) ? a > b : Temporal.Instant.compare(a, b) > 0;
}

/** The later of two instants. Throws a `RangeError` when either is not an instant. */
export function latest(a: Instant, b: Instant): Instant {
  return isAfter(a, b) ? a : b;
}
