/** An instant of ISO 8601 in UTC with milliseconds: `2026-11-02T08:00:00.000Z`. */
export type Instant = string;

/** The format of all instants of the services; text order equals time order. */
const WRITTEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Whether `a` is strictly later than `b`. Throws a `RangeError` if either is not in this format. */
export function isAfter(a: Instant, b: Instant): boolean {
  // Every command compares several times, and `Temporal` takes a hundred times as long.
  return WRITTEN.test(a) && WRITTEN.test(b) ? a > b : Temporal.Instant.compare(a, b) > 0;
}

/** The later of two instants. Throws a `RangeError` when either is not an instant. */
export function latest(a: Instant, b: Instant): Instant {
  return isAfter(a, b) ? a : b;
}

/** Caches recent results, because every event computes clocks and `Temporal` is slow. */
const KNOWN_MAX = 10_000;
const texts = new Map<number, Instant>();
const numbers = new Map<Instant, number>();

/** Milliseconds since 1970 as an instant with milliseconds. */
export function instantOf(epochMs: number): Instant {
  return known(texts, epochMs, () =>
    Temporal.Instant.fromEpochMilliseconds(epochMs).toString({ fractionalSecondDigits: 3 }),
  );
}

/** An instant in milliseconds since 1970. Throws a `RangeError` for an invalid instant. */
export function epochMsOf(instant: Instant): number {
  return known(numbers, instant, () => Temporal.Instant.from(instant).epochMilliseconds);
}

function known<Key, Value>(answers: Map<Key, Value>, key: Key, compute: () => Value): Value {
  const answer = answers.get(key);
  if (answer !== undefined) return answer;
  const computed = compute();
  if (answers.size === KNOWN_MAX) answers.clear();
  answers.set(key, computed);
  return computed;
}

/** One instant in the formats shown to people. */
export interface ShownInstant {
  /** `2026-11-03T23:59:59.999Z`. */
  readonly utc: string;
  /** Local time with offset and zone: `2026-11-04T03:29:59.999+03:30[Asia/Tehran]`. */
  readonly local: string;
  /** The local date in the Persian calendar: `1405-08-13`. */
  readonly jalali: string;
}

/** Formats an instant, in milliseconds since 1970, in UTC, in a time zone, and as the Persian date there. */
export function shownInstant(epochMs: number, timeZone: string): ShownInstant {
  const local = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
  const { year, month, day } = local.toPlainDate().withCalendar('persian');
  return {
    utc: instantOf(epochMs),
    local: local.toString({ fractionalSecondDigits: 3 }),
    jalali: [year, ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-'),
  };
}
