import type { Instant } from '../instant.js';

/** A complaint's clocks are asked for at each of its events, and `Temporal` takes its time: the latest answers are kept. */
const KNOWN_MAX = 10_000;
const texts = new Map<number, Instant>();
const numbers = new Map<Instant, number>();

/** Milliseconds since 1970 as an instant with milliseconds. */
export function instantOf(epochMs: number): Instant {
  return known(texts, epochMs, () =>
    Temporal.Instant.fromEpochMilliseconds(epochMs).toString({ fractionalSecondDigits: 3 }),
  );
}

/** An instant in milliseconds since 1970. Throws a `RangeError` for what is no instant. */
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
