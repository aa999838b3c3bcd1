import { type Instant, instantOf } from '@redress/domain';

/** A daily period in the local time of a zone (IANA): from `21:00` to `08:00`, which may be on the next day. */
export interface QuietTime {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/**
 * Returns the end of the quiet hours that an instant (ISO 8601 in UTC) falls into; undefined outside them. They last from the first time
 * that the clock shows their start to the last time that it shows their end, so that a repeated hour stays quiet; a skipped time stands for
 * the instant of the jump.
 */
export function quietUntil({ from, to, timeZone }: QuietTime, instant: Instant): Instant | undefined {
  const now = Temporal.Instant.from(instant);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  // Yesterday's quiet hours may last into today. Those of a day on which clocks change may end before they begin.
  for (const day of [today.subtract({ days: 1 }), today]) {
    const begin = wallInstant(day, from, timeZone, 'earlier');
    const end = wallInstant(from < to ? day : day.add({ days: 1 }), to, timeZone, 'later');
    if (Temporal.Instant.compare(begin, now) <= 0 && Temporal.Instant.compare(now, end) < 0)
      return instantOf(end.epochMilliseconds);
  }
  return undefined;
}

function wallInstant(
  day: Temporal.PlainDate,
  time: string,
  timeZone: string,
  disambiguation: 'earlier' | 'later',
): Temporal.Instant {
  const wall = day.toPlainDateTime(Temporal.PlainTime.from(time));
  const shown = wall.toZonedDateTime(timeZone, { disambiguation });
  if (shown.toPlainDateTime().equals(wall)) return shown.toInstant();
  const before = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return (before.getTimeZoneTransition('next') ?? shown).toInstant();
}
