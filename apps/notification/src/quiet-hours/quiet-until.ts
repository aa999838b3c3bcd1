import type { QuietHours } from '@redress/platform';

/**
 * The end of the quiet hours that an instant (ISO 8601 in UTC) falls into; undefined when it falls into none. By the clocks on the wall of the zone, so
 * that a morning is a morning also when the clocks were changed in the night.
 */
export function quietUntil({ from, to, timeZone }: QuietHours, instant: string): string | undefined {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime();
  const begin = Temporal.PlainTime.from(from);
  const end = Temporal.PlainTime.from(to);
  const afterBegin = Temporal.PlainTime.compare(time, begin) >= 0;
  const beforeEnd = Temporal.PlainTime.compare(time, end) < 0;
  const overMidnight = Temporal.PlainTime.compare(begin, end) > 0;
  if (overMidnight ? !afterBegin && !beforeEnd : !afterBegin || !beforeEnd) return undefined;
  const day = overMidnight && afterBegin ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  const morning = day.toZonedDateTime({ timeZone, plainTime: end });
  return new Date(morning.epochMilliseconds).toISOString();
}
