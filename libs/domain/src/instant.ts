import type { Instant } from '@redress/contracts';

export type { Instant } from '@redress/contracts';

/** Whether `a` is strictly later than `b`. The order of the texts is the order in time. */
export function isAfter(a: Instant, b: Instant): boolean {
  return a > b;
}

/** The order of two instants, the earlier first, for `sort`. */
export function byTime(a: Instant, b: Instant): number {
  return isAfter(a, b) ? 1 : isAfter(b, a) ? -1 : 0;
}

/** The later of two instants. */
export function latest(a: Instant, b: Instant): Instant {
  return isAfter(a, b) ? a : b;
}

/** Instants have years of four digits, so that the order of their texts is the order in time. */
const EPOCH_MS_MIN = Temporal.Instant.from('0000-01-01T00:00:00Z').epochMilliseconds;
const EPOCH_MS_MAX = Temporal.Instant.from('9999-12-31T23:59:59.999Z').epochMilliseconds;

/** ISO 8601 with its UTC offset. Temporal would take leap seconds, and write them as the second before. */
const READ = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * An instant of ISO 8601 with its UTC offset, as people and other systems write it, to the millisecond: `2026-11-02T11:30:00+03:30` is
 * `2026-11-02T08:00:00.000Z`. Undefined for any other text, 30 February or a leap second for example, and where the year in UTC has not
 * four digits.
 */
export function parseInstant(text: string): Instant | undefined {
  if (!READ.test(text)) return undefined;
  try {
    return instantOf(Temporal.Instant.from(text).epochMilliseconds);
  } catch {
    return undefined;
  }
}

/** Caches recent results, because every event computes clocks and `Temporal` is slow. */
const KNOWN_MAX = 10_000;
const texts = new Map<number, Instant>();
const numbers = new Map<Instant, number>();

/** Milliseconds since 1970 as an instant. Throws a `RangeError` for a fraction, and for a year that has not four digits. */
export function instantOf(epochMs: number): Instant {
  return known(texts, epochMs, () => {
    if (!Number.isInteger(epochMs) || epochMs < EPOCH_MS_MIN || epochMs > EPOCH_MS_MAX)
      throw new RangeError('An instant is a whole millisecond of a year with four digits.');
    return Temporal.Instant.fromEpochMilliseconds(epochMs).toString({ fractionalSecondDigits: 3 }) as Instant;
  });
}

/** The instant nearest to milliseconds since 1970: these themselves, or the first or last one of the years with four digits. */
export function nearestInstant(epochMs: number): Instant {
  return instantOf(Math.min(Math.max(epochMs, EPOCH_MS_MIN), EPOCH_MS_MAX));
}

/** An instant in milliseconds since 1970. */
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
  readonly utc: Instant;
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
